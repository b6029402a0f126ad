"""Closes the loop: the API document promises nothing that these tests have not seen."""

import pytest

from harness.openapi import document


@pytest.mark.last
def test_every_documented_operation_was_exercised(exercised):
    """docs/protocol.md §5: each operation of api/openapi.yaml answered at least once during this run."""
    missing = sorted(operation.id for operation in document().operations if operation.id not in exercised)
    assert not missing


@pytest.mark.last
def test_every_documented_operation_succeeded_once(exercised, application):
    """docs/protocol.md §5: refusals alone do not show that an operation works, unless it promises nothing else."""
    promising = {operation.id for operation in document().operations
                 if any(status < "4" for status in operation.item["responses"])}
    if application is None:
        promising.discard("getWebFile")
    never = sorted(name for name in promising & set(exercised) if not any(status < 400 for status in exercised[name]))
    assert not never
