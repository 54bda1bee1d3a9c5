"""Sentences about a check that did not simply pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.numbers import duration

from .phrases import anded, died, out_of_memory, out_of_time, raised_text

if TYPE_CHECKING:
    from collections.abc import Mapping


def needs(*, check: str, says: str | None) -> str:
    """An earlier check has to pass first."""
    return f"needs `{says or check}` to pass first"


def after_two(*, limit: float | None) -> str:  # noqa: ARG001  # each time-out has said its own
    """Two checks timed out."""
    return "not run, because two checks before it ran out of time"


def wall_cap(*, seconds: float) -> str:
    """The exercise's time was used up."""
    return f"not run, because the exercise had used up its {duration(seconds)}"


def raised(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """The student's code raised."""
    return f"raised {raised_text(type, text)}"


def not_implemented() -> str:
    """NotImplementedError came from the student's file."""
    return "not implemented yet"


def did_not_raise(*, expected: str) -> str:
    """An exception was due."""
    return f"raised nothing, expected {anded(expected.split(' or '), 'or')}"


def raised_other(*, expected: str, got: str, text: str) -> str:
    """Another exception was due."""
    return f"raised {raised_text(got, text)}, expected {anded(expected.split(' or '), 'or')}"


def expectation(*, text: str) -> str:
    """The check's own sentence."""
    return text


def differs() -> str:
    """A difference whose details are not there; `differences` makes the sentence where they are."""
    return "the result is not what was expected"


def not_plain(*, name: str, type: str) -> str:  # noqa: A002  # the fact's name
    """Something other than a number, an array or a container of them."""
    subject = "the result" if name == "result" else f"`{name}`"
    return f"{subject} is of type `{type}`, not a plain number or array"


def unjudged(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """Comparing the answer raised: nothing like it was expected."""
    return f"the answer cannot be compared with the expected one: {raised_text(type, text)}"


def timeout(*, clock: str | None, limit: float | None) -> str:
    """A time limit was reached."""
    return out_of_time(clock, limit)


def memory(*, limit: float | None) -> str:
    """The memory limit was reached."""
    return out_of_memory(limit)


def crashed(*, signal: str | None, exit: int | None) -> str:  # noqa: A002  # the fact's name
    """The process died."""
    return died(signal, exit)


def wire(*, problem: str) -> str:
    """The process broke the protocol."""
    return f"the process sent something that is no answer: {problem}"


def forbidden_call(*, name: str) -> str:
    """A forbidden name was reached while running."""
    return f"used `{name}`, which this exercise forbids"


def secret() -> str:
    """Passed on the public cases only; nothing more may be said."""
    return "right on the cases you have, wrong on others drawn the same way"


def versions(*, recorded: Mapping[str, str], here: Mapping[str, str]) -> str:
    """The recorded reference does not fit the inputs drawn here."""
    names = [name for name in recorded if recorded[name] != here.get(name)]
    theirs = ", ".join(f"{name} {recorded[name]}" for name in names)
    ours = ", ".join(f"{name} {here[name]}" for name in names if name in here)
    if not theirs or not ours:
        made = f", made with {theirs}," if theirs else ""
        return f"the recorded answers{made} do not fit the inputs drawn here"
    return f"the answers were recorded with {theirs}; here is {ours}"


def hidden() -> str:
    """A hidden check did not pass; nothing more may be said."""
    return "a hidden check did not pass"
