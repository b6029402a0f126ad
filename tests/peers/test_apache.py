"""Apache 2.4 with mod_auth_openidc guards an API: it fetches our keys over TLS and decides by the scope claim."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

import pytest
import requests

from tokens import tampered, with_spoilt_signature

MODULES = "/usr/lib/apache2/modules"
# `Require claim scope:NAME` compares the whole claim; a token with several scopes needs the expression.
CONFIG = """
ServerRoot "{root}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{root}/apache.pid"
DefaultRuntimeDir "{root}"
ErrorLog "{root}/error.log"
LogLevel warn auth_openidc:info
{user}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule auth_openidc_module {modules}/mod_auth_openidc.so
DocumentRoot "{root}/www"
OIDCOAuthVerifyJwksUri {tls}jwk
OIDCCABundlePath "{ca}"
OIDCOAuthRemoteUserClaim client_id
OIDCRedirectURI /redirect_uri
OIDCCryptoPassphrase "only for this test"
<Location /api>
  AuthType oauth20
  Require claim "scope~(^| ){scope}( |$)"
</Location>
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def scope(world):
    return world.scope()


@pytest.fixture(scope="module")
def guarded_api(sandbox, scope):
    """URL of the guarded page."""
    # Apache leaves root for www-data, who cannot look into pytest's private folders.
    root = pathlib.Path(tempfile.mkdtemp(prefix="portvakt-apache-"))
    try:
        root.chmod(0o755)
        page = root / "www/api/index.html"
        page.parent.mkdir(parents=True)
        page.write_text("vannstand 17\n")
        shutil.copy(sandbox.ca_file, root / "ca.pem")
        (root / "ca.pem").chmod(0o644)
        port = free_port()
        user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
        (root / "apache.conf").write_text(CONFIG.format(root=root, port=port, modules=MODULES, user=user, scope=scope,
                                                        tls=sandbox.facts["tls"]["url"], ca=root / "ca.pem"))
        apache = subprocess.Popen(["/usr/sbin/apache2", "-f", str(root / "apache.conf"), "-DFOREGROUND"])
        try:
            wait_for(f"http://127.0.0.1:{port}/", root, apache)
            yield f"http://127.0.0.1:{port}/api/index.html"
        finally:
            apache.terminate()
            apache.wait(20)
    finally:
        shutil.rmtree(root)


def wait_for(url, root, apache):
    deadline = time.monotonic() + 20
    while apache.poll() is None and time.monotonic() < deadline:
        try:
            requests.get(url, timeout=5)
            return
        except requests.ConnectionError:
            time.sleep(0.05)
    log = root / "error.log"
    pytest.fail(f"Apache did not start:\n{log.read_text() if log.exists() else '(no log)'}")


@pytest.fixture(scope="module")
def client(world, scope):
    return world.client([scope, "fjellrev:open.read"])


def fetch(wire, client, scope):
    response = wire.fetch(client, {"scope": scope})
    assert response.status_code == 200, response.text
    return response.json()["access_token"]


def get(url, token=None):
    return requests.get(url, headers={"Authorization": f"Bearer {token}"} if token else {}, timeout=30)


def test_a_valid_token_opens_the_api(guarded_api, wire, client, scope):
    """Keys come from the TLS listener, trusted through the sandbox's CA."""
    response = get(guarded_api, fetch(wire, client, scope))
    assert (response.status_code, response.text) == (200, "vannstand 17\n")


def test_one_of_two_scopes_is_enough(guarded_api, wire, client, scope):
    """The scope claim is a list separated by blanks (RFC 6749 section 3.3)."""
    assert get(guarded_api, fetch(wire, client, f"fjellrev:open.read {scope}")).status_code == 200


def test_no_token_is_refused(guarded_api):
    """RFC 6750 section 3."""
    assert get(guarded_api).status_code == 401


def test_a_token_for_another_scope_is_refused(guarded_api, wire, client):
    """Right signature, wrong scope."""
    assert get(guarded_api, fetch(wire, client, "fjellrev:open.read")).status_code in (401, 403)


@pytest.mark.parametrize("spoil", [tampered, with_spoilt_signature])
def test_a_spoilt_token_is_refused(guarded_api, wire, client, scope, spoil):
    """Other claims, or another signature."""
    assert get(guarded_api, spoil(fetch(wire, client, scope))).status_code == 401


def test_an_expired_token_is_refused(guarded_api, wire, world, scope):
    """The shortest lifetime a client may have is ten seconds; the token works first and stops when they are over."""
    token = fetch(wire, world.client([scope], access_token_lifetime=10), scope)
    assert get(guarded_api, token).status_code == 200
    deadline = time.monotonic() + 30
    while (status := get(guarded_api, token).status_code) == 200 and time.monotonic() < deadline:
        time.sleep(0.25)
    assert status == 401
