"""JSON Schemas of the document as words and tables of members."""

import json

from text import escaped, inline

BOUNDS = [("minimum", "at least {}"), ("maximum", "at most {}"), ("minLength", "at least {} characters"),
          ("maxLength", "at most {} characters"), ("minItems", "at least {} items"), ("maxItems", "at most {} items"),
          ("pattern", "matches {}"), ("format", "{}"), ("default", "default {}")]


class Document:
    def __init__(self, root):
        self.root = root

    def resolved(self, node):
        while "$ref" in node:
            target = self.root
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node


def value(data):
    return f"<code>{escaped(json.dumps(data, ensure_ascii=False))}</code>"


def link(reference):
    name = reference.split("/")[-1]
    return f'<a href="#schema-{escaped(name)}">{escaped(name)}</a>'


def bounds(schema):
    found = [words.format(value(schema[name]) if name in ("pattern", "default") else escaped(schema[name]))
             for name, words in BOUNDS if name in schema]
    return f" ({', '.join(found)})" if found else ""


def shape(schema):
    """What a value is, in a few words of HTML; the members of an object stand in a table of their own."""
    if schema is True or not schema:
        return "anything"
    if "$ref" in schema:
        return link(schema["$ref"])
    for word, joint in (("allOf", " and "), ("oneOf", " or "), ("anyOf", " or ")):
        if word in schema:
            return joint.join(shape(part) for part in schema[word])
    if "const" in schema:
        return value(schema["const"])
    if "enum" in schema:
        return " or ".join(map(value, schema["enum"]))
    kind = schema.get("type", "object" if "properties" in schema else "anything")
    if isinstance(kind, list):
        kind = " or ".join(kind)
    if kind == "array":
        return f"list of {shape(schema.get('items', {}))}{bounds(schema)}"
    if kind == "anything" and "required" in schema:
        return "with " + ", ".join(f"<code>{escaped(name)}</code>" for name in schema["required"])
    return escaped(kind) + bounds(schema)


def members(schema, prefix=""):
    """(name, required, schema) of an object's members and of those of inline objects in it: a, a.b, a[].c."""
    schema = schema if isinstance(schema, dict) else {}
    for part in schema.get("allOf", []):
        yield from members(part, prefix)
    if schema.get("type") == "array":
        yield from members(schema.get("items", {}), f"{prefix}[]")
    for name, member in schema.get("properties", {}).items():
        path = f"{prefix}.{name}" if prefix else name
        yield path, name in schema.get("required", []), member
        yield from members(member, path)
    more = schema.get("additionalProperties")
    if isinstance(more, dict):
        yield f"{prefix}.*" if prefix else "*", False, more


def member_table(schema, caption):
    rows = "".join(
        f'<tr><th scope="row"><code>{escaped(name)}</code></th><td>{shape(member)}</td><td>{"yes" if required else "no"}</td>'
        f'<td>{inline(member.get("description", "")) if isinstance(member, dict) else ""}</td></tr>'
        for name, required, member in members(schema))
    if not rows:
        return ""
    return (f'<table><caption>{caption}</caption><thead><tr><th scope="col">Member</th><th scope="col">What it is</th>'
            f'<th scope="col">Always there</th><th scope="col">Meaning</th></tr></thead><tbody>{rows}</tbody></table>')


def examples(node):
    """The examples of a media type or a schema, as preformatted JSON."""
    found = node.get("examples", [node["example"]] if "example" in node else [])
    if isinstance(found, dict):
        found = [each["value"] for each in found.values() if "value" in each]
    return "".join(f"<pre><code>{escaped(json.dumps(each, ensure_ascii=False, indent=2))}</code></pre>" for each in found)
