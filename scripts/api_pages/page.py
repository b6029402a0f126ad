"""The page: a way to every operation at the side, operations by tag, then the schemas. No script, no inline style."""

import re

from schemas import examples, member_table, shape
from text import block, escaped, inline

METHODS = ("get", "post", "put", "delete", "patch")
SCOPES = re.compile(r"Scope ((?:`[^`]+`(?:, | or )?)+)")


def operations(document):
    """(tag, method, path, operation), with the parameters of the path among those of the operation."""
    for path, item in document.root["paths"].items():
        for method in METHODS:
            if method in item:
                shared = item.get("parameters", [])
                operation = item[method] | {"parameters": [*shared, *item[method].get("parameters", [])]}
                yield operation["tags"][0], method.upper(), path, operation


def access(document, operation):
    """Who may call it, from its security and the scopes that its description begins with."""
    if operation.get("security", document.root.get("security")) == []:
        return "Open to everyone."
    found = SCOPES.match(operation.get("description", ""))
    names = re.findall(r"`([^`]+)`", found.group(1)) if found else []
    if not names:
        return "Needs an access token."
    return "Needs an access token with " + " or ".join(f"<code>{escaped(name)}</code>" for name in names) + "."


def description(operation):
    """Without the sentence that `access` has said already."""
    text = operation.get("description", "")
    found = SCOPES.match(text)
    return block(text[found.end():].removeprefix(".") if found and text[found.end():].startswith(".") else text)


def table(caption, columns, rows):
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>"
                   for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def parameters(document, operation):
    rows = []
    for each in map(document.resolved, operation["parameters"]):
        rows.append((f"<code>{escaped(each['name'])}</code>", escaped(each["in"]), shape(each.get("schema", {})),
                     "yes" if each.get("required") else "no", inline(each.get("description", ""))))
    return table("Parameters", ("Name", "In", "What it is", "Needed", "Meaning"), rows)


def body(document, operation):
    request = document.resolved(operation.get("requestBody", {}))
    if not request:
        return ""
    out = ["<h4>Request body</h4>", block(request.get("description"))]
    for kind, media in request.get("content", {}).items():
        schema = media.get("schema", {})
        out.append(f"<p><code>{escaped(kind)}</code>: {shape(schema)}</p>")
        out.append(member_table(schema, f"Members of <code>{escaped(kind)}</code>"))
        out.append(examples(media))
    return "".join(out)


def answers(document, operation):
    rows, shown = [], []
    for status, answer in operation["responses"].items():
        answer = document.resolved(answer)
        content = answer.get("content", {})
        kinds = [f"<code>{escaped(kind).replace('/', '/<wbr>')}</code>" + (f": {shape(media['schema'])}" if "schema" in media else "")
                 for kind, media in content.items()]
        headers = [f"<code>{escaped(name)}</code>" for name in answer.get("headers", {})]
        rows.append((f"<code>{escaped(status)}</code>", inline(answer["description"]),
                     "<br>".join(kinds) or "nothing", ", ".join(headers)))
        if status.startswith("2"):
            for media in content.values():
                shown.append(member_table(media.get("schema", {}), f"Members of the answer {escaped(status)}"))
                shown.append(examples(media))
    return table("Answers", ("Status", "When", "Content", "Headers"), rows) + "".join(shown)


def older_paths(operation):
    paths = operation.get("x-aliases", [])
    return f"<p>Older path: {', '.join(f'<code>{escaped(path)}</code>' for path in paths)}</p>" if paths else ""


def article(document, method, path, operation):
    name = escaped(operation["operationId"])
    return (f'<article id="{name}" aria-labelledby="{name}-title">'
            f'<h3 id="{name}-title"><a href="#{name}">{inline(operation["summary"])}</a></h3>'
            f'<p class="call"><span class="method {method.lower()}">{method}</span> <code>{escaped(path)}</code></p>'
            f'<p class="access">{access(document, operation)}</p>{description(operation)}{older_paths(operation)}'
            f"{parameters(document, operation)}{body(document, operation)}{answers(document, operation)}</article>")


def schema_section(document):
    out = ['<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>']
    for name, schema in document.root["components"]["schemas"].items():
        title = escaped(name)
        out.append(f'<article id="schema-{title}" aria-labelledby="schema-{title}-title">'
                   f'<h3 id="schema-{title}-title">{title}</h3>{block(schema.get("description"))}<p>{shape(schema)}</p>'
                   f'{member_table(schema, f"Members of {title}")}{examples(schema)}</article>')
    return "".join([*out, "</section>"])


def render(document):
    info, rows = document.root["info"], list(operations(document))
    way, main = [], []
    for tag in document.root["tags"]:
        name, listed = escaped(tag["name"]), [row[1:] for row in rows if row[0] == tag["name"]]
        way.append(f'<li><a href="#tag-{name}">{inline(tag["description"])}</a><ul>' + "".join(
            f'<li><a href="#{escaped(operation["operationId"])}"><span class="method {method.lower()}">{method}</span> '
            f"{inline(operation['summary'])}</a></li>" for method, _, operation in listed) + "</ul></li>")
        main.append(f'<section aria-labelledby="tag-{name}"><h2 id="tag-{name}">{inline(tag["description"])}</h2>' + "".join(
            article(document, *row) for row in listed) + "</section>")
    title = f"{escaped(info['title'])} {escaped(info['version'])}: the API"
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
            f'<title>{title}</title><link rel="stylesheet" href="/docs/api.css"></head><body>'
            f'<a class="skip" href="#content">Skip to the content</a>'
            f'<header><h1>{title}</h1><p>{inline(info["summary"])}. As <a href="/openapi.yaml">OpenAPI document</a>.</p></header>'
            f'<nav aria-label="Operations"><ul>{"".join(way)}<li><a href="#schemas">Schemas</a></li></ul></nav>'
            f'<main id="content" tabindex="-1">{block(info["description"])}{"".join(main)}{schema_section(document)}</main>'
            f"</body></html>\n")
