"""Holds responses against api/openapi.yaml (OpenAPI 3.1, JSON Schema 2020-12) and remembers which operations were seen."""

import functools
import json
import os
import pathlib
import re
import urllib.parse

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
METHODS = {"get", "post", "put", "delete", "patch", "head", "options"}


class Undocumented(AssertionError):
    """The server said something the document does not know."""


class Operation:
    def __init__(self, method, template, item):
        self.id = item["operationId"]
        self.method = method
        self.item = item
        self.templates = [template, *item.get("x-aliases", [])]
        # OpenAPI has no way to say that a placeholder matches slashes too.
        segment = ".+" if item.get("x-deep") else "[^/]+"
        self.patterns = [re.compile(re.sub(r"\\\{[^}]*\\\}", segment, re.escape(each)) + "$") for each in self.templates]

    def matches(self, method, path):
        return method == self.method and any(pattern.match(path) for pattern in self.patterns)


class Document:
    def __init__(self, path):
        self.root = yaml.safe_load(pathlib.Path(path).read_text())
        self.resolver = jsonschema.RefResolver("", self.root)
        self.operations = [Operation(method.upper(), template, self._resolved(item) | {"operationId": item["operationId"]})
                           for template, methods in self.root["paths"].items()
                           for method, item in methods.items() if method in METHODS]
        self.seen = {}

    def _resolved(self, node):
        while isinstance(node, dict) and "$ref" in node:
            node = self.resolver.resolve(node["$ref"])[1]
        return node

    def operation(self, method, url):
        """The operation that serves method and path, or None. HEAD is served wherever GET is (RFC 9110 section 9.3.2)."""
        path = urllib.parse.urlsplit(url).path
        for wanted in (method, "GET") if method == "HEAD" else (method,):
            # A literal path wins over a template: /scopes/all is not /scopes/{id}.
            found = [each for each in self.operations if each.matches(wanted, path)]
            if found:
                return min(found, key=lambda each: min(template.count("{") for template in each.templates))
        return None

    def _check_unknown(self, response, method, url):
        """What the document does not know must not be there: 405 on a known path (or a preflight's answer), else 404."""
        known = any(self.operation(other.upper(), url) for other in METHODS)
        allowed = ({405, 200, 204} if method == "OPTIONS" else {405}) if known else {404}
        if response.status_code not in allowed:
            raise Undocumented(f"{method} {url} is not in the API document, yet it answered {response.status_code}")

    def check(self, response, method, url):
        """Raises Undocumented unless status, content type and body are what the document promises."""
        operation = self.operation(method, url)
        if operation is None:
            self._check_unknown(response, method, url)
            return
        name = f"{method} {urllib.parse.urlsplit(url).path} ({operation.id}) answered {response.status_code}"
        responses = operation.item["responses"]
        status = str(response.status_code)
        promised = responses.get(status, responses.get(status[0] + "XX"))
        if promised is None:
            raise Undocumented(f"{name}, which is not documented; body: {response.text[:300]}")
        promised = self._resolved(promised)
        self.seen.setdefault(operation.id, set()).add(response.status_code)
        for header, facts in promised.get("headers", {}).items():
            if self._resolved(facts).get("required") and header not in response.headers:
                raise Undocumented(f"{name} without the header {header}")
        if method != "HEAD" and response.status_code != 304:
            self._check_body(response, promised.get("content", {}), name)

    def _check_body(self, response, content, name):
        if not content:
            if response.content:
                raise Undocumented(f"{name} with a body, and none is documented: {response.text[:300]}")
            return
        kind = response.headers.get("Content-Type", "").split(";")[0].strip()
        media = content.get(kind, content.get("*/*"))
        if media is None:
            raise Undocumented(f"{name} with content type '{kind}'; documented: {', '.join(content)}")
        if kind.endswith("json") and "schema" in media:
            self.check_schema(json.loads(response.content), media["schema"], name)

    def check_schema(self, value, schema, name):
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        found = sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.absolute_path)))
        if found:
            lines = [f"  {'/'.join(map(str, error.absolute_path)) or '(body)'}: {error.message[:200]}" for error in found[:5]]
            raise Undocumented("\n".join([f"{name} with a body that breaks its schema:", *lines]))

    def check_request(self, method, url, body):
        """A request that the server accepted must be one the document allows."""
        operation = self.operation(method, url)
        request = self._resolved(operation.item.get("requestBody", {}))
        media = request.get("content", {}).get("application/json")
        if media is None:
            raise Undocumented(f"{method} {url} ({operation.id}) took a JSON body that is not documented")
        self.check_schema(body, media["schema"], f"{method} {url} ({operation.id}) accepted a request")


@functools.cache
def document():
    return Document(os.environ.get("PORTVAKT_OPENAPI", ROOT / "api/openapi.yaml"))
