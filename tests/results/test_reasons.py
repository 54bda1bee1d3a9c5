"""The closed set of reasons."""

from __future__ import annotations

import pytest

from grader.results import Reason
from grader.results.reasons import (
    CAUSE,
    CHECK,
    FAULT,
    FINDING,
    KERNEL,
    KINDS,
    LATE,
    NOTE,
    SUBMISSION,
    reason,
)


def test_no_kind_is_in_two_groups():
    """Every kind has one meaning, wherever it stands."""
    groups = (FAULT, SUBMISSION, CHECK, KERNEL, FINDING, CAUSE, LATE, NOTE)

    assert len(KINDS) == sum(map(len, groups))


def test_a_listed_reason_is_made():
    """Facts that may be absent may be absent; a fact may be called `kind`."""
    facts = {"entry": "f", "kind": "class", "defines": []}

    assert Reason("no_entry", facts) == reason("no_entry", **facts)


@pytest.mark.parametrize(
    ("kind", "facts", "says"),
    [
        ("unheard_of", {}, "no reason kind `unheard_of`"),
        ("memory", {}, r"reason `memory` takes \['limit'\], got \[\]"),
        (
            "memory",
            {"limit": 1, "x": 2},
            r"reason `memory` takes \['limit'\], got \['limit', 'x'\]",
        ),
    ],
)
def test_anything_else_is_refused(kind, facts, says):
    """An unlisted kind, a missing fact and an unlisted fact are errors."""
    with pytest.raises(ValueError, match=says):
        reason(kind, **facts)
