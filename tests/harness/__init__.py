"""What the Python tests share: a running sandbox, grants, and the API document every response is held against.

Environment: PORTVAKT_BIN, the binary under test (build/release/portvakt unless told); PORTVAKT_OPENAPI, the document
(api/openapi.yaml unless told); PORTVAKT_SANITIZED=1 gives a sanitized binary more time to start.
"""
