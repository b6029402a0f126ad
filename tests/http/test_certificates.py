"""Business certificates in grants: who may use what, each kind, and odd ones made by the openssl command (docs/protocol.md §2.2, §2.4,
§2.12, §7)."""

import base64
import subprocess

import pytest

import expect
from expect import denied, issued
from harness.certificates import POLICY, SUBJECT, Workshop, authority_of, of_sandbox, verified, x5c
from harness.grants import ABSENT, parts
from harness.sandbox import new_key, public_jwk
from harness.world import some_key


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("consumer-cert-client")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def authority(sandbox):
    return authority_of(sandbox)


@pytest.fixture(scope="module")
def rsa_key(workshop):
    return workshop.rsa()


@pytest.fixture(scope="module")
def send(wire):
    """Posts a grant of a client signed with a certificate; `chain` is what goes into x5c."""
    def post(client, pair, chain=None, **header):
        return wire.fetch(client, header={"kid": ABSENT, "x5c": pair.chain if chain is None else chain} | header, key=pair.private)
    return post


def claims_of(response):
    return parts(issued(response)["access_token"])[1]


#= key.certificate token.amr-certificate certificate.path
@pytest.mark.parametrize("kind, amr", [("seid1", "virksomhetssertifikat"), ("seid2", "CForESeal"), ("qseal", "QCForESeal")])
def test_each_profile_gives_a_token_that_names_it(send, sandbox, client, kind, amr):
    """§2.12, §7.5: client_amr by policy and QCStatements; openssl agrees that the chain is good."""
    pair = of_sandbox(sandbox, kind)
    claims = claims_of(send(client, pair))
    assert claims["client_amr"] == amr
    assert claims["consumer"]["ID"] == "0192:" + client.orgno
    assert verified(pair.cert, authority_of(sandbox, "root").cert, authority_of(sandbox).cert)


#= key.certificate certificate.validity certificate.revoked certificate.path
@pytest.mark.parametrize("kind", ["expired", "revoked", "untrusted"])
@pytest.mark.parametrize("length", [1, 2])
def test_bad_certificates_are_refused(send, sandbox, client, kind, length):
    """§7.3, §3.2 MP-120: one answer for all, with the chain and without."""
    pair = of_sandbox(sandbox, kind)
    denied(send(client, pair, pair.chain[:length]), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


SHAPES = {
    "leaf only": lambda leaf, issuer, root: [leaf],
    "with the root": lambda leaf, issuer, root: [leaf, issuer, root],
    "the rest in another order": lambda leaf, issuer, root: [leaf, root, issuer],
    "the leaf twice": lambda leaf, issuer, root: [leaf, leaf],
    "the issuer three times": lambda leaf, issuer, root: [leaf, issuer, issuer, issuer],
}


#= certificate.path
@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_a_good_chain(send, sandbox, client, name):
    """§2.2, §7.3 rule 4: a path is sought among what is presented and what is configured."""
    pair = of_sandbox(sandbox)
    issued(send(client, pair, SHAPES[name](*pair.chain, x5c(authority_of(sandbox, "root").cert)[0])))


def test_the_issuer_first_is_no_leaf(send, sandbox, client):
    """§2.2: leaf first."""
    pair = of_sandbox(sandbox)
    denied(send(client, pair, pair.chain[::-1]), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


MALFORMED = {
    "a string": lambda leaf: leaf,
    "empty": lambda leaf: [],
    "five": lambda leaf: [leaf] * 5,
    "a hundred": lambda leaf: ["MIIB"] * 100,
    "a number": lambda leaf: [leaf, 1],
    "nested": lambda leaf: [[leaf]],
    "an object": lambda leaf: {"0": leaf},
    "base64url": lambda leaf: [leaf.replace("+", "-").replace("/", "_").rstrip("=") + "-_"],
    "PEM": lambda leaf: [f"-----BEGIN CERTIFICATE-----\n{leaf}\n-----END CERTIFICATE-----"],
    "line breaks": lambda leaf: [leaf[:64] + "\n" + leaf[64:]],
    "no certificate": lambda leaf: ["MIIB"],
    "not DER behind the leaf": lambda leaf: [leaf, "MIIB"],
    "cut": lambda leaf: [base64.b64encode(base64.b64decode(leaf)[:-1]).decode()],
    "bytes behind it": lambda leaf: [base64.b64encode(base64.b64decode(leaf) + b"\0").decode()],
    "an empty text": lambda leaf: [""],
    "7 KiB": lambda leaf: [base64.b64encode(b"\x30" * 7168).decode()],
}


#= header.x5c key.certificate-unreadable
@pytest.mark.parametrize("name", MALFORMED)
def test_x5c_that_cannot_be_read(send, sandbox, client, name):
    """§2.2, §3.2 MP-123: an array of one to four strings, each base64 of DER up to 6 KiB."""
    pair = of_sandbox(sandbox)
    denied(send(client, pair, MALFORMED[name](pair.chain[0])), expect.MALFORMED_X5C, sandbox.issuer)


#= key.kid-needed key.kid-known key.none-named key.certificate token.amr header.others
def test_who_must_use_what(send, wire, world, sandbox, client):
    """§2.4, each cell: what the client has registered × what the grant offers."""
    pair = of_sandbox(sandbox)
    locked = world.client([world.scope()], kid=None)
    world.set_keys(locked, public_jwk(pair.private, "locked", x5c=pair.chain))
    plain = world.client([world.scope()], kid="plain", key=pair.private)
    neither = {"kid": ABSENT, "x5c": ABSENT}
    # nothing registered
    issued(send(client, pair))
    denied(send(client, pair, kid="any"), expect.UNKNOWN_KID, sandbox.issuer)
    denied(wire.fetch(client, header={"kid": "any"}, key=pair.private), expect.UNKNOWN_KID, sandbox.issuer)
    denied(wire.fetch(client, header=neither, key=pair.private), expect.MALFORMED, sandbox.issuer)
    # the certificate or its bare key registered
    for registered, kid in ((locked, "locked"), (plain, "plain")):
        denied(send(registered, pair), expect.KID_MISSING, sandbox.issuer)
        denied(wire.fetch(registered, header=neither, key=pair.private), expect.KID_MISSING, sandbox.issuer)
        for header in ({"kid": kid}, {"kid": kid, "x5c": pair.chain}, {"kid": kid, "x5c": ["MIIB"]}):
            claims = claims_of(wire.fetch(registered, header=header, key=pair.private))
            assert claims["client_amr"] == "private_key_jwt"
        denied(wire.fetch(registered, header={"kid": kid, "x5c": "MIIB"}, key=pair.private), expect.MALFORMED_X5C, sandbox.issuer)
        denied(send(registered, pair, kid="other"), expect.UNKNOWN_KID, sandbox.issuer)


#= key.certificate-lock
@pytest.mark.parametrize("kind", ["expired", "revoked", "untrusted"])
def test_a_key_locked_to_a_bad_certificate_is_refused(wire, world, sandbox, kind):
    """§1.8, §2.4: a registered key with x5c needs its certificate to be good when the grant comes."""
    pair = of_sandbox(sandbox, kind)
    made = world.client([world.scope()], kid=None)
    world.set_keys(made, public_jwk(pair.private, "k", x5c=pair.chain))
    denied(wire.fetch(made, header={"kid": "k"}, key=pair.private), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


def test_a_pem_certificate_registers_and_locks_a_key(api, wire, world, sandbox):
    """§5.5: POST /api/v2/clients/{id}/key with a certificate and its chain."""
    pair = of_sandbox(sandbox)
    made = world.client([world.scope()], kid=None)
    added = api("POST", f"/api/v2/clients/{made.client_id}/key", "consumer-admin", data=pair.cert.read_bytes(),
                headers={"Content-Type": "text/plain"})
    assert added.status_code == 200, added.text
    assert added.json()["x5c"] == pair.chain and len(added.json()["kid"]) == 43
    issued(wire.fetch(made, header={"kid": added.json()["kid"]}, key=pair.private))


#= key.certificate-owner
@pytest.mark.parametrize("role", ["supplier", "unrelated"])
def test_the_certificate_of_another_organisation(send, sandbox, client, role):
    """§2.4, §3.2 MP-122."""
    denied(send(client, of_sandbox(sandbox, role=role)), expect.OTHER_ORGANISATION, sandbox.issuer)


#= key.certificate-owner
def test_a_client_made_by_a_supplier_needs_its_customers_certificate(send, world, sandbox):
    """§2.4: client_orgno decides, not supplier_orgno."""
    customer = sandbox.organisation("customer")["orgno"]
    made = world.client([world.scope(grant_to=[customer, sandbox.organisation("supplier")["orgno"]])], admin="supplier-admin",
                        kid=None, client_orgno=customer)
    denied(send(made, of_sandbox(sandbox, role="supplier")), expect.OTHER_ORGANISATION, sandbox.issuer)
    claims = claims_of(send(made, of_sandbox(sandbox, role="customer")))
    assert claims["consumer"]["ID"] == "0192:" + customer
    assert claims["supplier"]["ID"] == "0192:" + sandbox.organisation("supplier")["orgno"]


def test_the_signature_is_the_certificates(wire, sandbox, client):
    """§2.4 row 4: the key in the first certificate verifies, nobody else's; all three algorithms."""
    pair = of_sandbox(sandbox)
    header = {"kid": ABSENT, "x5c": pair.chain}
    denied(wire.fetch(client, header=header, key=some_key()), expect.BAD_SIGNATURE, sandbox.issuer)
    for alg in ("RS256", "RS384", "RS512"):
        issued(wire.fetch(client, header=header | {"alg": alg}, key=pair.private))


def test_a_grant_with_a_certificate_is_used_once(wire, sandbox, client):
    """§2.6."""
    from harness.grants import grant
    pair = of_sandbox(sandbox)
    assertion = grant(sandbox, client, header={"kid": ABSENT, "x5c": pair.chain}, key=pair.private)
    issued(wire.post_token(assertion))
    denied(wire.post_token(assertion), expect.REPLAYED, sandbox.issuer)


def test_the_ledger_names_the_certificate(send, sandbox, client):
    """docs/operating.md, ledger: serial number and issuer."""
    import json

    from harness.sandbox import binary
    pair = of_sandbox(sandbox, "seid2")
    jti = claims_of(send(client, pair))["jti"]
    listed = subprocess.run([binary(), "ledger", "list", "--dir", str(sandbox.directory), "--jti", jti, "--json"],
                            capture_output=True, text=True, check=True)
    row = json.loads(listed.stdout)
    serial = subprocess.run(["openssl", "x509", "-in", str(pair.cert), "-noout", "-serial"], capture_output=True, text=True,
                            check=True).stdout.strip().removeprefix("serial=").lower()
    assert row["certificate"] == f"{serial} CN=Portvakt Test Business CA,O=Portvakt,C=NO"
    assert row["client_amr"] == "CForESeal" and "kid" not in row


GOOD = {
    "as it should be": {},
    "for signing only": {"keyUsage": "critical,nonRepudiation"},
    "with other usages": {"extendedKeyUsage": "clientAuth,emailProtection"},
    "with more policies": {"certificatePolicies": f"2.999.1,{POLICY}"},
    "number in O": {"subject": "/C=NO/O=KLOK TIGER KOMMUNE - 312345609/CN=KLOK TIGER KOMMUNE"},
    "number in organizationIdentifier": {"subject": "/C=NO/O=KLOK TIGER KOMMUNE/organizationIdentifier=NTRNO-312345609"},
    "number in an RDN of several": {"subject": "/C=NO/CN=Tiger+serialNumber=312345609"},
    "sha384": {"digest": "sha384"},
    "critical basicConstraints left out": {"basicConstraints": None},
}


#= certificate.usage certificate.orgno certificate.policy
@pytest.mark.parametrize("name", GOOD)
def test_certificates_made_by_openssl(send, workshop, authority, sandbox, client, rsa_key, name):
    """§7.3, §7.4: what openssl verifies and the rules allow."""
    pair = workshop.issue(authority, rsa_key, **GOOD[name])
    assert verified(pair.cert, authority_of(sandbox, "root").cert, authority.cert)
    issued(send(client, pair))


BAD = {
    "no policy": {"certificatePolicies": None},
    "another policy": {"certificatePolicies": "2.16.578.1.1.1.1.10"},
    "no key usage": {"keyUsage": None},
    "key usage not critical": {"keyUsage": "digitalSignature"},
    "usage for encryption": {"keyUsage": "critical,keyEncipherment,dataEncipherment"},
    "another critical extension": {"extendedKeyUsage": "critical,clientAuth"},
    "an unknown critical extension": {"2.999.2": "critical,ASN1:NULL"},
    "an authority": {"basicConstraints": "critical,CA:TRUE"},
    "an authority's usage": {"keyUsage": "critical,digitalSignature,keyCertSign"},
    "no number": {"subject": "/C=NO/O=KLOK TIGER KOMMUNE/CN=312345609"},
    "a number with a wrong check digit": {"subject": "/C=NO/serialNumber=312345600/O=KLOK TIGER KOMMUNE - 312345609"},
    "sha1": {"digest": "sha1"},
}


#= certificate.extensions certificate.usage certificate.policy certificate.orgno certificate.strength
@pytest.mark.parametrize("name", BAD)
def test_certificates_that_break_one_rule(send, workshop, authority, sandbox, client, rsa_key, name):
    """§7.3, §7.4, §3.2 MP-120."""
    pair = workshop.issue(authority, rsa_key, **BAD[name])
    denied(send(client, pair), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


#= certificate.orgno
def test_another_organisation_by_the_first_place_that_has_a_number(send, workshop, authority, sandbox, client, rsa_key):
    """§7.4: SERIALNUMBER before O."""
    pair = workshop.issue(authority, rsa_key, "/C=NO/O=KLOK TIGER KOMMUNE - 312345609/serialNumber=315000122")
    denied(send(client, pair), expect.OTHER_ORGANISATION, sandbox.issuer)


#= certificate.strength
@pytest.mark.parametrize("digest", ["md5", "sha1", "sha256"])
def test_digests_that_collide(send, workshop, sandbox, client, rsa_key, digest):
    """§7.3: neither MD5 nor SHA-1 signatures; by an RSA authority, since ECDSA has no MD5."""
    issuer = workshop.authority(authority_of(sandbox, "root"), "/C=NO/CN=With an RSA key", key=workshop.rsa())
    leaf = workshop.issue(issuer, rsa_key, digest=digest)
    response = send(client, leaf, leaf.chain + issuer.chain)
    if digest == "sha256":
        issued(response)
    else:
        denied(response, expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


#= certificate.strength
@pytest.mark.parametrize("bits", [1024, 6144])
def test_keys_of_the_wrong_size(send, workshop, authority, sandbox, client, bits):
    """§7.3: 2048 to 4096 bits."""
    denied(send(client, workshop.issue(authority, workshop.rsa(bits))), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


#= certificate.strength
def test_a_key_that_is_not_rsa(wire, workshop, authority, sandbox, client):
    """§2.2: grants are signed with RSA, so a certificate without an RSA key cannot be meant."""
    pair = workshop.issue(authority, workshop.key())
    denied(wire.fetch(client, header={"kid": ABSENT, "x5c": pair.chain}, key=new_key()), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


#= certificate.path certificate.not-self-signed
def test_authorities_of_ones_own_are_not_trusted(send, workshop, authority, sandbox, client, rsa_key):
    """§7.3: self-signed, an own root, an own root of the trusted name, a chain that closes on itself, and a leaf that issues."""
    root = workshop.root()
    own = workshop.issue(root, rsa_key)
    denied(send(client, own, own.chain + root.chain), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)
    denied(send(client, workshop.root(SUBJECT, key=rsa_key, **{"basicConstraints": "critical,CA:FALSE"})),
           expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)
    alike = workshop.root("/C=NO/O=Portvakt/CN=Portvakt Test Business CA")
    spoof = workshop.issue(alike, rsa_key)
    denied(send(client, spoof, spoof.chain + alike.chain), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)
    first, second = workshop.root("/CN=One"), workshop.root("/CN=Two")
    loop = [workshop.authority(second, "/CN=One", key=first.key), workshop.authority(first, "/CN=Two", key=second.key)]
    leaf = workshop.issue(first, rsa_key)
    denied(send(client, leaf, leaf.chain + loop[0].chain + loop[1].chain), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)
    issuing_leaf = workshop.issue(authority, rsa_key)
    below = workshop.issue(issuing_leaf, rsa_key)
    denied(send(client, below, below.chain + issuing_leaf.chain), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)


#= certificate.path
def test_path_lengths_are_held(send, workshop, authority, sandbox, client, rsa_key):
    """RFC 5280 section 4.2.1.9: our intermediate may have no authority below it, the root may."""
    too_deep = workshop.authority(authority, "/C=NO/CN=Below the intermediate")
    leaf = workshop.issue(too_deep, rsa_key)
    denied(send(client, leaf, leaf.chain + too_deep.chain), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)
    root = authority_of(sandbox, "root")
    sibling = workshop.authority(root, "/C=NO/CN=Beside the intermediate")
    fine = workshop.issue(sibling, rsa_key)
    assert verified(fine.cert, root.cert, sibling.cert)
    issued(send(client, fine, fine.chain + sibling.chain))
    denied(send(client, fine), expect.UNTRUSTED_CERTIFICATE, sandbox.issuer)  # nobody has its issuer


#= certificate.list-served
def test_the_revocation_list_is_served(wire, sandbox, workshop):
    """§7.3: the distribution point that the sandbox's certificates name; signed by their issuer, and it holds the revoked one."""
    response = wire.request("GET", "/crl")
    assert response.headers["Content-Type"] == "application/pkix-crl"
    file = workshop.path("crl")
    file.write_bytes(response.content)
    facts = subprocess.run(["openssl", "crl", "-inform", "DER", "-in", str(file), "-noout", "-text",
                            "-CAfile", str(authority_of(sandbox).cert)], capture_output=True, text=True, check=True)
    assert "verify OK" in facts.stderr
    revoked = subprocess.run(["openssl", "x509", "-in", str(of_sandbox(sandbox, "revoked").cert), "-noout", "-serial", "-ext",
                              "crlDistributionPoints"], capture_output=True, text=True, check=True).stdout
    assert revoked.split("serial=")[1].split()[0] in facts.stdout
    assert f"URI:{sandbox.base}/crl" in revoked
