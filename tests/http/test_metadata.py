"""What everyone may read: metadata, keys, health, help pages (docs/protocol.md §3.1, §4)."""

import base64
import hashlib
import json
import re
import subprocess
import time

import pytest
import requests

from expect import issued
from harness.grants import parts, unb64url
from harness.sandbox import binary
from harness.wire import Wire

METADATA = "/.well-known/oauth-authorization-server"
PUBLIC = [METADATA, "/jwk"]
CODES = ["MP-011", "MP-012", "MP-100", "MP-110", "MP-120", "MP-121", "MP-122", "MP-123", "MP-124", "MP-130", "MP-200",
         "MP-201", "MP-250", "MP-251", "MP-301", "MP-302", "MP-303"]


#= metadata.members
def test_metadata_has_its_members_in_alphabetical_order(wire, sandbox):
    """§4.1: the seven members and no other. RFC 8414 section 3.2 wants an empty list left out."""
    document = wire.request("GET", METADATA).json()
    types = document.pop("authorization_details_types_supported", None)
    assert types is None or set(types) <= {"urn:altinn:systemuser", "urn:altinn:consent"} and types
    assert list(document.items()) == [
        ("grant_types_supported", ["urn:ietf:params:oauth:grant-type:jwt-bearer"]),
        ("issuer", sandbox.issuer),
        ("jwks_uri", sandbox.issuer + "jwk"),
        ("token_endpoint", sandbox.issuer + "token"),
        ("token_endpoint_auth_methods_supported", ["private_key_jwt"]),
        ("token_endpoint_auth_signing_alg_values_supported", ["RS256", "RS384", "RS512"]),
    ]


def test_sandbox_json_says_the_same_as_the_metadata(wire, sandbox):
    """§4.1: token_endpoint and jwks_uri are issuer + token and jwk."""
    document = wire.request("GET", METADATA).json()
    assert {name: document[name] for name in ("issuer", "token_endpoint", "jwks_uri")} == {
        name: sandbox.facts[name] for name in ("issuer", "token_endpoint", "jwks_uri")}


#= jwks.members token.header
def test_jwks_holds_public_rsa_keys_named_by_their_thumbprint(wire):
    """§4.2: kty, use, kid, alg, n, e; nothing private. RFC 7638 section 3.1."""
    keys = wire.request("GET", "/jwk").json()["keys"]
    assert keys
    for key in keys:
        assert list(key) == ["kty", "use", "kid", "alg", "n", "e"]
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
        assert len(unb64url(key["n"])) >= 256
        members = json.dumps({name: key[name] for name in ("e", "kty", "n")}, separators=(",", ":"))
        digest = hashlib.sha256(members.encode()).digest()
        assert key["kid"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


#= metadata.caching
@pytest.mark.parametrize("path", PUBLIC)
def test_documents_may_be_cached_and_say_their_version(wire, path):
    """§4.2: Cache-Control: public, max-age=…, and an ETag that holds while nothing changes."""
    first, second = wire.request("GET", path), wire.request("GET", path)
    assert first.headers["Content-Type"] == "application/json"
    assert re.search(r"\bpublic\b.*\bmax-age=[1-9]\d*", first.headers["Cache-Control"])
    assert first.headers["ETag"] == second.headers["ETag"]
    assert re.fullmatch(r'(W/)?"[^"]+"', first.headers["ETag"])


#= metadata.caching
@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("match", ["{}", '"other", {}', "*"])
def test_a_known_version_is_not_sent_again(wire, path, match):
    """§4.2, RFC 9110 section 13.1.2: If-None-Match answers 304 without a body."""
    tag = wire.request("GET", path).headers["ETag"]
    response = wire.request("GET", path, headers={"If-None-Match": match.format(tag)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == tag
    assert "Cache-Control" in response.headers


@pytest.mark.parametrize("path", PUBLIC)
def test_another_version_is_sent(wire, path):
    """RFC 9110 section 13.1.2: a tag that does not match."""
    assert wire.request("GET", path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [*PUBLIC, "/health"])
def test_head_is_get_without_the_body(wire, path):
    """§4.2, RFC 9110 section 9.3.2: the same headers, Content-Length included."""
    get, head = wire.request("GET", path), wire.request("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.content))
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert head.headers.get("ETag") == get.headers.get("ETag")


#= cors.documents
@pytest.mark.parametrize("path", PUBLIC)
def test_documents_may_be_read_by_any_page(wire, path):
    """§4.3: Access-Control-Allow-Origin: *."""
    assert wire.request("GET", path, headers={"Origin": "https://app.example"}).headers["Access-Control-Allow-Origin"] == "*"
    asked = wire.request("OPTIONS", path, headers={"Origin": "https://app.example", "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (204, "*")


#= cors.token
def test_the_token_endpoint_is_not_for_pages(wire):
    """§4.3: server to server, no CORS."""
    origin = {"Origin": "https://app.example"}
    preflight = wire.request("OPTIONS", "/token", headers=origin | {"Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 405
    for response in (wire.post_token("x", headers=origin), preflight):
        assert not [name for name in response.headers if name.lower().startswith("access-control-")]


#= jwks.pending
def test_a_key_is_published_before_it_signs(fresh_sandbox):
    """§4.2: a pending key stands in the set while the one before it goes on signing; a restart changes neither."""
    wire, client = Wire(fresh_sandbox), fresh_sandbox.client("consumer-client")

    def kids():
        return {key["kid"] for key in wire.request("GET", "/jwk").json()["keys"]}

    def signer():
        return parts(issued(wire.fetch(client))["access_token"])[0]["kid"]

    first = signer()
    assert kids() == {first}
    tag = wire.request("GET", "/jwk").headers["ETag"]
    made = subprocess.run([binary(), "key", "new", "--dir", str(fresh_sandbox.directory)], capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr
    deadline = time.monotonic() + 10
    while len(kids()) == 1 and time.monotonic() < deadline:
        pass
    assert len(kids()) == 2 and first in kids()
    assert wire.request("GET", "/jwk", headers={"If-None-Match": tag}).status_code == 200
    assert signer() == first
    before = kids()
    assert fresh_sandbox.stop() == 0
    fresh_sandbox.start()
    assert (kids(), signer()) == (before, first)


#= cors.api
def test_the_self_service_api_does_not_answer_strange_origins(wire):
    """§4.3: preflight only for configured origins."""
    response = wire.request("OPTIONS", "/api/v1/clients", headers={
        "Origin": "https://evil.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"})
    assert response.headers.get("Access-Control-Allow-Origin") not in ("*", "https://evil.example")


#= health.state
def test_health_says_up(wire):
    """§4.4: what availability probes read."""
    response = wire.request("GET", "/health")
    assert (response.status_code, response.json()) == (200, {"status": "UP"})


@pytest.mark.parametrize("path", ["/metrics", "/health/live", "/health/ready"])
def test_operators_paths_are_on_the_management_listener_only(sandbox, path):
    """Contract: never on the public listener."""
    assert requests.get(sandbox.management + path, timeout=30).status_code == 200
    assert requests.get(sandbox.base + path, timeout=30).status_code == 404


def test_metrics_count_what_was_served(sandbox, wire):
    """Contract: Prometheus text format on the management listener."""
    wire.request("GET", "/jwk")
    response = requests.get(sandbox.management + "/metrics", timeout=30)
    assert response.headers["Content-Type"].startswith("text/plain")
    assert re.search(r'^http_requests_total\{[^}]*code="200"[^}]*\} [1-9]', response.text, re.MULTILINE)


#= error.help
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_help_page(wire, code):
    """§3.1: error_uri resolves to a page that a person can read and that names the code."""
    response = wire.request("GET", f"/errors/{code}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].lower().replace(" ", "") == "text/html;charset=utf-8"
    assert code in response.text
    assert "Content-Security-Policy" in response.headers


#= error.help
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_help_pages_speak_the_readers_language(wire, language):
    """§3.1: Bokmål, Nynorsk and English, by Accept-Language."""
    response = wire.request("GET", "/errors/MP-110", headers={"Accept-Language": f"{language};q=0.9, xx;q=0.1"})
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.text


#= error.help
@pytest.mark.parametrize("asked", [None, "fr", "*"])
def test_help_pages_are_in_bokmaal_for_everybody_else(wire, asked):
    """§3.1: the default language."""
    response = wire.request("GET", "/errors/MP-110", headers={"Accept-Language": asked})
    assert response.headers["Content-Language"] == "nb"


def test_help_pages_differ_by_language(wire):
    """§3.1: three texts, not one."""
    texts = {wire.request("GET", "/errors/MP-110", headers={"Accept-Language": language}).text for language in ("nb", "nn", "en")}
    assert len(texts) == 3


#= error.help
@pytest.mark.parametrize("code", ["MP-999", "MP-", "mp-110x", "%3Cscript%3E"])
def test_there_is_no_page_for_other_codes(wire, code):
    """§3.1: 404, and nothing of the request is echoed as markup."""
    response = wire.request("GET", f"/errors/{code}")
    assert response.status_code == 404
    assert "<script>" not in response.text
    assert all(known in response.text for known in CODES)


def test_the_tls_listener_is_the_same_instance(wire, sandbox):
    """Contract: one issuer whichever listener answers; the certificate comes from the sandbox's CA and names localhost."""
    url = sandbox.facts["tls"]["url"].rstrip("/") + METADATA
    response = requests.get(url, verify=str(sandbox.ca_file), timeout=30)
    assert response.json() == wire.request("GET", METADATA).json()
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(url, timeout=30)


def test_answers_do_not_say_what_they_are_made_of(wire):
    """Security: no Server header; types are not sniffed."""
    headers = wire.request("GET", "/jwk").headers
    assert "Server" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
