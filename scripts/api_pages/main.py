"""Makes what the server shows of its API from api/openapi.yaml: the document itself, one page for people and its style.

Usage: python3 scripts/api_pages/main.py DOCUMENT FOLDER

cmake/pack_files.cmake runs it. FOLDER gets openapi.yaml, api.html and api.css, each also as NAME.gz. The same document makes
the same bytes.
"""
import gzip
import pathlib
import shutil
import sys

import yaml

import page
from schemas import Document


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    source, folder = map(pathlib.Path, sys.argv[1:])
    text = source.read_text()
    try:
        html = page.render(Document(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))))
    except (yaml.YAMLError, KeyError) as trouble:
        print(f"{source}: cannot be shown: {trouble!r}", file=sys.stderr)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    style = (pathlib.Path(__file__).parent / "api.css").read_text()
    for name, content in (("openapi.yaml", text), ("api.html", html), ("api.css", style)):
        (folder / name).write_text(content)
        (folder / f"{name}.gz").write_bytes(gzip.compress(content.encode(), 9, mtime=0))
    return 0


sys.exit(main())
