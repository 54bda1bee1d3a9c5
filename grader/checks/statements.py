"""`expect` and `raises`: statements about a student's code that are not about arrays."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from grader.isolation import Raised
from grader.results import Reason

from .errors import CheckError, Failed

if TYPE_CHECKING:
    from collections.abc import Iterator


def expect(condition: bool, says: str) -> None:
    """Fail with the check's own sentence unless `condition` is true."""
    if not isinstance(condition, bool):
        raise CheckError(f"expect() takes a bool, got {type(condition).__name__}")
    if not condition:
        raise Failed(Reason("expectation", {"text": says}))


@contextmanager
def raises(*types: type[Exception]) -> Iterator[None]:
    """Fail unless the student's code raises one of these built-in exceptions."""
    names = [kind.__name__ for kind in types]
    expected = " or ".join(names)
    try:
        yield
    except Raised as raised:
        if not set(names) & set(raised.mro):
            reason = Reason(
                "raised_other", {"expected": expected, "got": raised.type, "text": raised.text}
            )
            raise Failed(reason) from None
    else:
        raise Failed(Reason("did_not_raise", {"expected": expected}))
