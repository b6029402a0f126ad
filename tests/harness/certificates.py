"""Business certificates: those of a sandbox, and odd ones made with the openssl command (docs/protocol.md §7)."""

import base64
import pathlib
import subprocess

from cryptography.hazmat.primitives import serialization

POLICY = "2.16.578.1.1.1.1.100"
SUBJECT = "/C=NO/O=KLOK TIGER KOMMUNE/serialNumber=312345609/CN=KLOK TIGER KOMMUNE"
LEAF = {"basicConstraints": "critical,CA:FALSE", "keyUsage": "critical,digitalSignature", "certificatePolicies": POLICY}
CA = {"basicConstraints": "critical,CA:TRUE", "keyUsage": "critical,keyCertSign,cRLSign"}


def openssl(*words):
    outcome = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)
    assert outcome.returncode == 0, f"openssl {words[0]}: {outcome.stderr}"
    return outcome.stdout


def x5c(*files):
    """The certificates of PEM files as an `x5c`, in the order they stand."""
    blocks = [block for file in files for block in pathlib.Path(file).read_text().split("-----BEGIN CERTIFICATE-----")[1:]]
    return ["".join(block.split("-----END")[0].split()) for block in blocks]


def private_key(file):
    return serialization.load_pem_private_key(pathlib.Path(file).read_bytes(), None)


class Pair:
    """A certificate file and the file of its private key."""

    def __init__(self, cert, key):
        self.cert, self.key = pathlib.Path(cert), pathlib.Path(key)

    @property
    def chain(self):
        return x5c(self.cert)

    @property
    def private(self):
        return private_key(self.key)


class Workshop:
    """Makes keys and certificates with the openssl command in a directory of its own."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(exist_ok=True)
        self._made = 0

    def path(self, ending):
        self._made += 1
        return self.directory / f"{self._made}.{ending}"

    def key(self, *algorithm):
        file = self.path("key")
        openssl("genpkey", "-out", file, *(algorithm or ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")))
        return file

    def rsa(self, bits=2048):
        return self.key("-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}")

    def _extensions(self, members):
        file = self.path("ext")
        file.write_text("".join(f"{name}={value}\n" for name, value in members.items() if value is not None))
        return file

    def root(self, subject="/C=NO/CN=Root of a test", key=None, **extensions):
        key, cert, request = key or self.key(), self.path("pem"), self.path("csr")
        openssl("req", "-new", "-key", key, "-subj", subject, "-out", request)
        openssl("x509", "-req", "-in", request, "-signkey", key, "-days", 30, "-out", cert,
                "-extfile", self._extensions(CA | extensions))
        return Pair(cert, key)

    def issue(self, issuer, key, subject=SUBJECT, digest="sha256", days=30, utf8=True, **extensions):
        """A certificate signed by `issuer`; extensions change LEAF, and None leaves one out."""
        cert, request = self.path("pem"), self.path("csr")
        openssl("req", "-new", "-key", key, "-subj", subject, "-out", request, *(["-utf8"] if utf8 else []), "-multivalue-rdn")
        openssl("x509", "-req", "-in", request, "-CA", issuer.cert, "-CAkey", issuer.key, "-CAcreateserial", "-days", days,
                f"-{digest}", "-out", cert, "-extfile", self._extensions(LEAF | extensions))
        return Pair(cert, key)

    def authority(self, issuer, subject="/C=NO/CN=Intermediate of a test", key=None, **extensions):
        return self.issue(issuer, key or self.key(), subject, **({"certificatePolicies": None} | CA | extensions))


def verified(leaf, roots, *intermediates):
    """The openssl command's own verdict on a chain."""
    untrusted = [word for file in intermediates for word in ("-untrusted", str(file))]
    return subprocess.run(["openssl", "verify", "-x509_strict", "-CAfile", str(roots), *untrusted, str(leaf)],
                          capture_output=True, text=True).returncode == 0


def of_sandbox(sandbox, kind="seid1", role="consumer"):
    orgno = sandbox.organisation(role)["orgno"]
    facts = next(each for each in sandbox.facts["certificates"] if each["kind"] == kind and each["orgno"] == orgno)
    return Pair(sandbox.directory / facts["cert_file"], sandbox.directory / facts["key_file"])


def authority_of(sandbox, name="intermediate"):
    return Pair(sandbox.directory / f"pki/{name}.pem", sandbox.directory / f"pki/{name}.key")


def der(text):
    return base64.b64decode(text)
