"""Seals of foreign organisations, which need no client (docs/protocol.md §7.6); chains are made with the openssl command."""

import json
import subprocess
import urllib.parse

import pytest

from conftest import run_sandbox
from expect import (BAD_SIGNATURE, MALFORMED, OTHER_TYPE, REPLAYED, UNKNOWN_CLIENT, UNKNOWN_RAR, UNTRUSTED_CERTIFICATE, denied,
                    issued, not_on_client)
from harness.certificates import Workshop, of_sandbox, verified
from harness.desk import Desk
from harness.grants import ABSENT, grant, parts
from harness.sandbox import binary
from harness.server import Server
from harness.wire import Wire
from harness.world import World

SUBJECT = "/C=DE/O=Grüner Fuchs GmbH/OU=Zoll/2.5.4.97=VATDE-123456789/CN=Grüner Fuchs Siegel"
# QCStatements (ETSI EN 319 412-5): QcType eseal alone, with QcCompliance before it, and QcType esign.
SEAL = {"1.3.6.1.5.5.7.1.3": "DER:30153013060604008E4601063009060704008E46010602"}
QUALIFIED = {"1.3.6.1.5.5.7.1.3": "DER:301F3008060604008E4601013013060604008E4601063009060704008E46010602"}
SIGNATURE = {"1.3.6.1.5.5.7.1.3": "DER:30153013060604008E4601063009060704008E46010601"}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    return Workshop(tmp_path_factory.mktemp("seals"))


@pytest.fixture(scope="module")
def root(workshop):
    return workshop.root("/C=DE/CN=Vertrauensdienst Wurzel")


@pytest.fixture(scope="module")
def issuer(workshop, root):
    return workshop.authority(root, "/C=DE/CN=Vertrauensdienst Siegel")


@pytest.fixture(scope="module")
def seal(workshop, issuer):
    return workshop.issue(issuer, workshop.rsa(), SUBJECT, **QUALIFIED)


@pytest.fixture(scope="module")
def box(root, issuer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sealed") / "sandbox"
    yield from run_sandbox(Server(folder, SEALS__TRUST=f"{root.cert},{issuer.cert}", OPERATOR_ORGNO="312345692"))


@pytest.fixture(scope="module")
def there(box):
    return Wire(box)


@pytest.fixture(scope="module")
def builder(there):
    return World(there)


@pytest.fixture(scope="module")
def writer(there):
    return Desk(there).operator("idporten:operator.write")


@pytest.fixture(scope="module")
def open_scope(there, builder, writer):
    """Makes a scope and has the operator open it to European businesses."""
    def make(**members):
        name = builder.scope([], **members)
        changed = there.api("PUT", f"/internal/api/v1/scopes?scope={urllib.parse.quote(name)}", writer,
                            json={"description": "For alle i Europa", "supports_european_businesses": True} | members)
        assert changed.status_code == 200, changed.text
        return name
    return make


@pytest.fixture(scope="module")
def scope(open_scope):
    return open_scope()


@pytest.fixture(scope="module")
def send(there, box, scope):
    """Posts a grant signed with a seal; `iss` is anything that is no client."""
    anybody = box.client("consumer-client")

    def post(pair, claims=None, header=None, chain=None, key=None):
        x5c = pair.chain if chain is None else chain
        return there.post_token(grant(box, anybody, {"iss": "whoever", "scope": scope} | (claims or {}),
                                      {"kid": ABSENT, "x5c": x5c} | (header or {}), key=key or pair.private))
    return post


def serial_of(pair):
    text = subprocess.run(["openssl", "x509", "-in", str(pair.cert), "-noout", "-serial"], capture_output=True, text=True, check=True)
    return text.stdout.strip().removeprefix("serial=").lower()


#= seal.token seal.subject
def test_a_qualified_seal_gets_a_token_that_names_its_holder(send, seal, box, scope, root, issuer):
    """§7.6: client_id, client_amr and consumer come from the certificate; the ledger knows them."""
    assert verified(seal.cert, root.cert, issuer.cert)
    _, claims = parts(issued(send(seal))["access_token"])
    assert list(claims) == ["scope", "iss", "client_amr", "token_type", "exp", "iat", "client_id", "jti", "consumer"]
    assert (claims["scope"], claims["client_amr"]) == (scope, "QCForESeal")
    assert claims["client_id"] == f"eidas-{serial_of(seal)}"
    assert list(claims["consumer"].items()) == [
        ("authority", "etsi-en-319-412"), ("ID", "VATDE-123456789"), ("commonName", "Grüner Fuchs Siegel"),
        ("organizationName", "Grüner Fuchs GmbH"), ("organizationalUnitName", "Zoll"), ("countryName", "DE")]
    listed = subprocess.run([binary(), "ledger", "list", "--dir", str(box.directory), "--jti", claims["jti"], "--json"],
                            capture_output=True, text=True, check=True)
    row = json.loads(listed.stdout)
    assert (row["client_id"], row["foreign_consumer"], row.get("consumer")) == (claims["client_id"], "VATDE-123456789", None)
    assert row["certificate"].startswith(serial_of(seal))


#= seal.subject
def test_what_the_seal_does_not_say_is_left_out(send, workshop, issuer):
    """§7.6: an advanced seal with nothing but an identifier."""
    bare = workshop.issue(issuer, workshop.rsa(), "/2.5.4.97=NTRNO-312345609", **SEAL)
    _, claims = parts(issued(send(bare))["access_token"])
    assert claims["client_amr"] == "CForESeal"
    assert claims["consumer"] == {"authority": "etsi-en-319-412", "ID": "NTRNO-312345609"}


#= seal.trust
@pytest.mark.parametrize("subject, extensions", [
    (SUBJECT, SIGNATURE), (SUBJECT, {}), ("/C=DE/O=Fuchs/CN=Siegel", QUALIFIED), ("/C=DE/2.5.4.97=123456789/CN=Siegel", QUALIFIED),
], ids=["a signature's", "no statements", "no identifier", "an identifier of another form"])
def test_other_certificates_of_the_same_issuer_are_refused(send, workshop, issuer, box, subject, extensions):
    """§7.6: MP-120 whatever it was."""
    denied(send(workshop.issue(issuer, workshop.rsa(), subject, **extensions)), UNTRUSTED_CERTIFICATE, box.issuer)


#= seal.trust
def test_the_two_kinds_of_trust_are_apart(send, workshop, there, box):
    """§7.6: a Norwegian seal that clients may sign with is none here, and a foreign root is no client's."""
    denied(send(of_sandbox(box, "qseal")), UNTRUSTED_CERTIFICATE, box.issuer)
    stranger = workshop.root("/C=DE/CN=Vertrauensdienst Wurzel")
    denied(send(workshop.issue(stranger, workshop.rsa(), SUBJECT, **QUALIFIED)), UNTRUSTED_CERTIFICATE, box.issuer)


def test_a_registered_client_goes_before_a_seal(send, seal, box):
    """§7.6: `iss` that names a client is that client, which signs with what it registered."""
    client = box.client("consumer-cert-client")
    denied(send(seal, {"iss": client.client_id}), UNTRUSTED_CERTIFICATE, box.issuer)


def test_another_key_or_a_kid_does_not_pass(send, seal, workshop, box):
    """§7.6, §2.4: the certificate's key signs, and a kid is a client's."""
    denied(send(seal, key=of_sandbox(box).private), BAD_SIGNATURE, box.issuer)
    denied(send(seal, header={"kid": "key-1"}), UNKNOWN_CLIENT, box.issuer)


#= seal.scope
def test_scopes_must_be_open_to_european_businesses(send, seal, builder, open_scope, box, scope):
    """§7.6: MP-200 for every other, whoever may use it; MP-201 for scopes of other products."""
    closed = builder.scope(accessible_for_all=True)
    denied(send(seal, {"scope": f"{scope} {closed} fjellrev:ukjent"}), not_on_client(closed, "fjellrev:ukjent"), box.issuer)
    other = open_scope(allowed_integration_types=["idporten"])
    denied(send(seal, {"scope": other}), OTHER_TYPE, box.issuer)


#= seal.own-behalf
def test_a_seal_speaks_for_its_holder_only(send, seal, box):
    """§7.6: no customers and no system users."""
    denied(send(seal, {"consumer_org": "312345609"}), MALFORMED, box.issuer)
    denied(send(seal, {"authorization_details": [{"type": "urn:altinn:systemuser"}]}), UNKNOWN_RAR, box.issuer)


def test_everything_else_is_as_for_clients(send, seal, box, there):
    """§7.6: audience, resource, replay."""
    assertion_id = {"jti": "seal-1"}
    _, claims = parts(issued(send(seal, assertion_id | {"resource": "https://toll.example"}))["access_token"])
    assert claims["aud"] == "https://toll.example"
    denied(send(seal, assertion_id), REPLAYED, box.issuer)
    denied(send(seal, {"aud": box.issuer.rstrip("/")}), ("invalid_grant", "MP-110", "Invalid assertion. Client authentication failed. "
                                                         "Invalid JWT claim aud."), box.issuer)


#= seal.off
def test_seals_are_off_unless_somebody_is_trusted(wire, sandbox, seal):
    """§7.6: an unknown client, as ever."""
    anybody = sandbox.client("consumer-client")
    answer = wire.post_token(grant(sandbox, anybody, {"iss": "whoever"}, {"kid": ABSENT, "x5c": seal.chain}, key=seal.private))
    denied(answer, UNKNOWN_CLIENT, sandbox.issuer)
