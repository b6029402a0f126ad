"""Revocation lists fetched over HTTP by `portvakt serve`: what is believed, what is asked, and what happens when nobody answers
(docs/protocol.md §7.3, docs/operating.md)."""

import json
import pathlib
import subprocess

import pytest
import requests

import expect
from expect import denied, issued
from harness.certificates import Pair, of_sandbox
from harness.grants import ABSENT, GRANT_TYPE, grant
from harness.lists import ListServer, eventually
from harness.sandbox import Sandbox, binary
from harness.server import Server

PATH = "/business.crl"


@pytest.fixture
def lists():
    server = ListServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    """Clients, keys and a test authority; stopped again, so that another server can have them."""
    box = Sandbox(tmp_path_factory.mktemp("revocation") / "sandbox").start()
    assert box.stop() == 0
    return box


class Authority:
    """The box's authority, by way of `portvakt pki`."""

    def __init__(self, box, tmp_path):
        self.directory, self.tmp_path = box.directory / "pki", tmp_path

    def run(self, *words):
        subprocess.run([binary(), "pki", *map(str, words), "--dir", str(self.directory)], check=True, capture_output=True)

    def issue(self, name, crl_url=""):
        pair = Pair(self.tmp_path / f"{name}.pem", self.directory / "organisations.key")
        self.run("issue", "--org", "312345609", "--key", pair.key, "--out", pair.cert, *(["--crl-url", crl_url] if crl_url else []))
        return pair

    def revoke(self, pair):
        self.run("revoke", pair.cert)

    @property
    def crl(self):
        return (self.directory / "intermediate.crl").read_bytes()


@pytest.fixture
def authority(box, tmp_path):
    return Authority(box, tmp_path)


@pytest.fixture
def serve(box):
    """Starts a server that trusts the box's authority; members of [certificates] are arguments."""
    started = []

    def start(**certificates):
        trust = [str(box.directory / f"pki/{name}.pem") for name in ("root", "intermediate")]
        members = {"trust": trust, "policies": ["norwegian-test"], "crl_refresh_seconds": 10} | certificates
        started.append(Server(box.directory, **{f"CERTIFICATES__{name.upper()}": word(value) for name, value in members.items()}))
        return started[-1].start()
    yield start
    for server in started:
        assert server.stop() == 0


def word(value):
    return ",".join(value) if isinstance(value, list) else json.dumps(value) if isinstance(value, (bool, int)) else value


def logged(server, event):
    return f'"event.action":"{event}"' in server.log.read_text()


def ask(server, pair):
    assertion = grant(server, server.client("consumer-cert-client"), header={"kid": ABSENT, "x5c": pair.chain}, key=pair.private)
    return requests.post(server.base + "/token", data={"grant_type": GRANT_TYPE, "assertion": assertion}, timeout=30)


#= certificate.revoked certificate.memory
def test_a_fetched_list_revokes(box, lists, authority, serve):
    """§7.3: fetched when the server starts; known chains are judged anew when it comes."""
    fine, gone = authority.issue("fine"), authority.issue("gone")
    authority.revoke(gone)
    lists.put(PATH, authority.crl)
    server = serve(crls=[lists.url + PATH])
    eventually(lambda: ask(server, gone).status_code == 400)
    denied(ask(server, gone), expect.UNTRUSTED_CERTIFICATE, server.issuer)
    issued(ask(server, fine))


#= certificate.hosts
def test_an_address_in_a_certificate_is_learned_at_a_known_host(box, lists, authority, serve):
    """§7.3: the distribution point is fetched after the first grant, in the background, and then revokes."""
    gone = authority.issue("gone", lists.url + "/learned.crl")
    authority.revoke(gone)
    lists.put("/learned.crl", authority.crl)
    let_go = lists.hold("/learned.crl")
    server = serve(crls=[lists.url + PATH])
    issued(ask(server, gone))  # soft: nobody knows better yet
    let_go.set()
    eventually(lambda: ask(server, gone).status_code == 400)
    assert "/learned.crl" in lists.asked


#= certificate.hosts
def test_an_address_at_another_host_is_never_asked(box, lists, authority, serve):
    """§7.3: what a certificate says does not choose whom this server talks to."""
    trap = ListServer()
    pair = authority.issue("trap", trap.url + "/x.crl")
    lists.put(PATH, authority.crl)
    server = serve(crls=[lists.url + PATH])
    eventually(lambda: PATH in lists.asked)
    issued(ask(server, pair))
    asked = lists.asked.count(PATH)
    assert server.stop() == 0  # a round that was due has ended
    server.start()
    eventually(lambda: lists.asked.count(PATH) > asked)
    assert trap.asked == []
    trap.close()


NONSENSE = {
    "gone": {"body": b"", "status": 404},
    "garbage": {"body": b"<html>no list</html>"},
    "empty": {"body": b""},
    "endless": {"body": b"\x30" * (17 * 1024 * 1024)},
    "elsewhere": {"body": b"", "status": 302, "Location": "/other.crl"},
}


#= certificate.soft-fail certificate.lists
@pytest.mark.parametrize("name", NONSENSE)
@pytest.mark.parametrize("hard_fail", [False, True], ids=["soft", "hard"])
def test_without_a_usable_list(box, lists, authority, serve, name, hard_fail):
    """§7.3: soft-fail accepts and says so in the log; hard_fail refuses."""
    lists.put(PATH, **NONSENSE[name])
    lists.put("/other.crl", authority.crl)
    server = serve(crls=[lists.url + PATH, str(box.directory / "pki/root.crl")], hard_fail=hard_fail)
    eventually(lambda: logged(server, "crl_unavailable"))
    response = ask(server, authority.issue("fine"))
    if hard_fail:
        denied(response, expect.UNTRUSTED_CERTIFICATE, server.issuer)
    else:
        issued(response)
    assert "/other.crl" not in lists.asked  # redirects are not followed


#= certificate.soft-fail
def test_hard_fail_accepts_with_current_lists(box, lists, authority, serve):
    """docs/operating.md, certificates.hard_fail."""
    lists.put(PATH, authority.crl)
    server = serve(crls=[lists.url + PATH, str(box.directory / "pki/root.crl")], hard_fail=True)
    fine = authority.issue("fine")
    eventually(lambda: ask(server, fine).status_code == 200)


def test_a_cached_list_is_there_after_a_restart(box, lists, authority, serve, tmp_path):
    """§7.3: the server of lists may be away when we start."""
    gone = authority.issue("gone")
    authority.revoke(gone)
    lists.put(PATH, authority.crl)
    server = serve(crls=[lists.url + PATH], crl_cache=str(tmp_path / "cache"))
    eventually(lambda: list(pathlib.Path(tmp_path / "cache").glob("*.crl")))
    assert server.stop() == 0
    lists.lists.clear()
    server.start()
    denied(ask(server, gone), expect.UNTRUSTED_CERTIFICATE, server.issuer)  # from the first grant on


#= certificate.off
def test_without_trust_every_certificate_is_refused(box, serve):
    """§2.4: off until an authority is trusted."""
    server = serve(trust=[])
    for kind in ("seid1", "qseal", "untrusted"):
        denied(ask(server, of_sandbox(box, kind)), expect.UNTRUSTED_CERTIFICATE, server.issuer)
