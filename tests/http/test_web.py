"""The web application as the server serves it (docs/protocol.md §8), and what stands in its place where it was not built in."""

import pathlib
import re

import pytest

from conftest import run_sandbox
from harness.openapi import document
from harness.sandbox import binary
from harness.server import Server
from harness.wire import Wire

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STRICT = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
          "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' data:",
          "connect-src 'self'", "form-action 'self'", "base-uri 'self'", "frame-ancestors 'none'",
          "require-trusted-types-for 'script'", "trusted-types default"}


@pytest.fixture(scope="module")
def page(application):
    if application is None:
        if "build/release" in binary() and (ROOT / "web/package.json").exists():
            pytest.fail("the release binary has no web application")
        pytest.skip("this binary was built without the web application")
    return application


@pytest.fixture(scope="module")
def assets(page):
    """Addresses, below /app/, of the files that the page loads."""
    found = re.findall(r'(?:src|href)="\.?/?(assets/[^"]+)"', page.text)
    kept = [each for each in found if each.endswith((".js", ".css"))]
    assert {each.rsplit(".", 1)[1] for each in kept} == {"js", "css"}
    return kept


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    settings = {"WEB__BASE_PATH": "/selvbetjening/web/", "WEB__HOST": "portal.example"}
    for box in run_sandbox(Server(tmp_path_factory.mktemp("web") / "sandbox", **settings)):
        wire = Wire(box)
        # Paths of one's own are not in the API document, so these answers are not held against it.
        yield lambda path, host="portal.example": wire.request("GET", path, base=box.base, headers={"Host": host})


def assert_strict(response):
    for name, value in STRICT.items():
        assert response.headers[name] == value, name
    assert "camera=()" in response.headers["Permissions-Policy"]


#= web.redirect web.headers
@pytest.mark.parametrize("path", ["/", "/app"])
def test_browsers_are_sent_to_the_application(wire, path):
    """§8: the older root paths belong to the API, so the application lives under /app/."""
    response = wire.request("GET", path)
    assert (response.status_code, response.headers["Location"]) == (302, "/app/")
    assert_strict(response)


#= web.headers
def test_the_page_carries_the_strict_headers(page):
    """§8: nothing inline, nothing foreign, no frames."""
    assert_strict(page)
    assert set(page.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert (page.headers["Content-Type"], page.headers["Cache-Control"]) == ("text/html; charset=utf-8", "no-cache")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page.text), "the policy allows nothing inline"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text), "the policy allows nothing foreign"


#= web.routes
@pytest.mark.parametrize("path", ["clients", "clients/5a0d7d0e/keys", "clients/", "login?error=denied", "a%20b/%2e%2e",
                                  "index.html", "favicon.missing"])
def test_paths_of_the_application_answer_its_page(wire, page, path):
    """§8: a browser may open any of them and load it again."""
    response = wire.request("GET", f"/app/{path}")
    assert (response.status_code, response.content) == (200, page.content)
    assert response.headers["ETag"] == page.headers["ETag"]
    assert_strict(response)


#= web.etag
def test_the_page_is_sent_once(wire, page):
    """§8: no-cache asks each time, and 304 answers while the application is the same."""
    for path in ("/app/", "/app/clients"):
        response = wire.request("GET", path, headers={"If-None-Match": page.headers["ETag"]})
        assert (response.status_code, response.content) == (304, b"")
    assert wire.request("GET", "/app/", headers={"If-None-Match": '"other"'}).status_code == 200


#= web.assets web.etag web.headers
def test_assets_stay_in_caches(wire, assets):
    """§8: their names change with their content."""
    for name in assets:
        response = wire.request("GET", f"/app/{name}")
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["Content-Type"].split(";")[0] == ("text/javascript" if name.endswith(".js") else "text/css")
        assert_strict(response)
        again = wire.request("GET", f"/app/{name}", headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


#= web.assets
@pytest.mark.parametrize("name", ["gone-1a2b3c.js", "", "gone/", "../index.html"])
def test_missing_assets_are_404_and_never_the_page(wire, name):
    """§8: the page in its place would break an application that is running."""
    # The client would take dots out of the path before it asks.
    response = wire.request("GET", f"/app/assets/{name.replace('.', '%2e')}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"


#= web.coding
def test_text_is_sent_in_the_form_that_the_client_prefers(wire, assets):
    """§8: brotli, gzip or as it is; each with its own ETag."""
    path = "/app/" + next(each for each in assets if each.endswith(".js"))

    def get(accept):
        response = wire.request("GET", path, headers={"Accept-Encoding": accept}, stream=True)
        assert response.headers["Vary"] == "Accept-Encoding"
        return response.headers.get("Content-Encoding"), int(response.headers["Content-Length"]), response

    _, plain, identity = get("identity")
    tags = {identity.headers["ETag"]}
    for accept, coding in (("gzip, deflate, br, zstd", "br"), ("br;q=0.1, gzip;q=0.2", "gzip"), ("gzip", "gzip"),
                           ("*;q=0", None), ("identity;q=0", None), ("br;q=0", None), ("", None)):
        sent, size, response = get(accept)
        assert sent == coding, accept
        assert (size < plain) == (coding is not None)
        tags.add(response.headers["ETag"])
        if coding == "gzip":
            assert response.content == identity.content
    assert len(tags) == 3


def test_head_is_get_without_content(wire, page, assets):
    """RFC 9110 section 9.3.2: the same headers, also the length."""
    for path in ("/app/", f"/app/{assets[0]}"):
        got, head = (wire.request(method, path, headers={"Accept-Encoding": "gzip"}) for method in ("GET", "HEAD"))
        assert head.content == b""
        assert {name: got.headers[name] for name in got.headers if name != "Date"} == {
            name: head.headers[name] for name in head.headers if name != "Date"}


#= web.headers
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_application_is_only_read(wire, method):
    """§8: what it changes goes through the API."""
    for path in ("/app/", "/app/clients", "/app/assets/a.js"):
        response = wire.request(method, path)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
        assert_strict(response)


#= web.base-path
def test_the_application_may_have_another_path(page, elsewhere):
    """§8: web.base_path; the page learns it from the server."""
    moved = elsewhere("/selvbetjening/web/")
    assert moved.status_code == 200
    assert '<base href="/selvbetjening/web/"' in moved.text
    assert "/app/" not in moved.text
    assert moved.headers["ETag"] != page.headers["ETag"]
    assert elsewhere("/selvbetjening/web/clients").content == moved.content
    asset = re.search(r'"\.?/?(assets/[^"]+\.js)"', moved.text).group(1)
    assert elsewhere(f"/selvbetjening/web/{asset}").status_code == 200


#= web.base-path web.redirect
def test_nothing_is_left_at_the_usual_path(elsewhere):
    """§8: web.base_path."""
    for path in ("/", "/selvbetjening/web"):
        response = elsewhere(path)
        assert (response.status_code, response.headers["Location"]) == (302, "/selvbetjening/web/")
    assert elsewhere("/selvbetjening/web/").status_code == 200
    for path in ("/app/", "/app", "/app/clients", "/selvbetjening/"):
        assert elsewhere(path).status_code == 404, path


#= web.host
def test_the_application_may_have_a_host_of_its_own(elsewhere):
    """§8: web.host; everything else is at every host."""
    for host in ("maskinporten.example", "portal.example.evil.example", "portal.example:8443"):
        for path in ("/selvbetjening/web/", "/selvbetjening/web", "/selvbetjening/web/assets/a.js", "/app/"):
            assert elsewhere(path, host).status_code == 404, (host, path)
        root = elsewhere("/", host)
        assert (root.status_code, root.headers["Location"]) == (302, "http://portal.example/selvbetjening/web/")
        assert elsewhere("/jwk", host).status_code == 200
    assert elsewhere("/selvbetjening/web/", "PORTAL.example").status_code == 200


#= web.openapi
def test_the_document_is_served_as_it_stands_in_the_repository(wire):
    """§8.1: readable from any origin, compressed for those who take it."""
    path = ROOT / "api/openapi.yaml"
    response = wire.request("GET", "/openapi.yaml", headers={"Origin": "https://editor.example", "Accept-Encoding": "identity"})
    assert response.content == path.read_bytes()
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    packed = wire.request("GET", "/openapi.yaml", headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], packed.content) == ("gzip", path.read_bytes())
    assert int(packed.headers["Content-Length"]) < len(response.content) / 4
    same = wire.request("GET", "/openapi.yaml", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert same.status_code == 304
    assert wire.request("OPTIONS", "/openapi.yaml").headers["Access-Control-Allow-Origin"] == "*"


#= web.api-page
def test_the_page_about_the_api_shows_every_operation_and_schema(wire):
    """§8.1: no script and nothing inline, so that its policy needs to allow neither."""
    response = wire.request("GET", "/docs/api")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", response.text)
    ids = re.findall(r'\sid="([^"]+)"', response.text)
    assert len(ids) == len(set(ids))
    named = {each.id for each in document().operations} | {f"schema-{name}" for name in document().root["components"]["schemas"]}
    assert named <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', response.text)) <= set(ids), "a link within the page leads nowhere"
    same = wire.request("GET", "/docs/api", headers={"If-None-Match": response.headers["ETag"], "Accept-Encoding": "gzip"})
    assert (response.headers.get("Content-Encoding"), same.status_code) == ("gzip", 304)


#= web.api-page
def test_the_page_about_the_api_is_well_formed_for_readers_of_all_kinds(wire):
    """§8.1, WCAG 1.3.1 and 2.4.1: one h1, no level left out, landmarks, a way past the list, headers that say what they head."""
    text = wire.request("GET", "/docs/api").text
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    assert re.search(r'<html lang="en">', text) and "<title>" in text
    for landmark in ("header", "nav", "main"):
        assert len(re.findall(rf"<{landmark}[ >]", text)) == 1, landmark
    assert re.search(r'<body><a class="skip" href="#content">', text)
    assert not re.search(r"<th(?! scope=)[ >]", text)
    assert text.count("<table>") == text.count("<caption>")
    assert wire.request("GET", "/docs/api.css").headers["Content-Type"].startswith("text/css")
