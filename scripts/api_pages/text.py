"""The little Markdown that the document's descriptions use: paragraphs, lists, `code`, **strong** and [links](…)."""

import html
import re

INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(((?:https?:|/|#)[^)\s]+)\)")


def escaped(text):
    return html.escape(str(text), quote=True)


def inline(text):
    out, at = [], 0
    for found in INLINE.finditer(text):
        code, strong, label, address = found.groups()
        out.append(escaped(text[at:found.start()]))
        if code is not None:
            out.append(f"<code>{escaped(code)}</code>")
        elif strong is not None:
            out.append(f"<strong>{escaped(strong)}</strong>")
        else:
            out.append(f'<a href="{escaped(address)}">{escaped(label)}</a>')
        at = found.end()
    return "".join([*out, escaped(text[at:])])


def block(text):
    """Paragraphs parted by empty lines; one whose every line begins with `- ` is a list."""
    out = []
    for part in re.split(r"\n\s*\n", (text or "").strip()):
        lines = part.split("\n")
        if part and lines[0].startswith("- "):
            items = re.split(r"\n(?=- )", part)
            out.append("<ul>" + "".join(f"<li>{inline(item[2:])}</li>" for item in items) + "</ul>")
        elif part:
            out.append(f"<p>{inline(part)}</p>")
    return "".join(out)
