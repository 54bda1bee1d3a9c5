"""Sentences about a check that did not simply pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.language import say
from grader.pages.numbers import duration

from .phrases import anded, died, out_of_memory, out_of_time, raised_text

if TYPE_CHECKING:
    from collections.abc import Mapping


def needs(*, check: str, says: str | None) -> str:
    """An earlier check has to pass first."""
    return say("needs `{n}` to pass first", n=says or check)


def after_two(*, limit: float | None) -> str:  # noqa: ARG001  # each time-out has said its own
    """Two checks timed out."""
    return say("not run, because two checks before it ran out of time")


def wall_cap(*, seconds: float) -> str:
    """The exercise's time was used up."""
    return say(
        "not run, because the exercise had used up its {duration}", duration=duration(seconds)
    )


def raised(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """The student's code raised."""
    return say("raised {what}", what=raised_text(type, text))


def not_implemented() -> str:
    """NotImplementedError came from the student's file."""
    return say("not implemented yet")


def did_not_raise(*, expected: str) -> str:
    """An exception was due."""
    return say("raised nothing, expected {names}", names=anded(expected.split(" or "), "or"))


def raised_other(*, expected: str, got: str, text: str) -> str:
    """Another exception was due."""
    return say(
        "raised {what}, expected {names}",
        what=raised_text(got, text),
        names=anded(expected.split(" or "), "or"),
    )


def expectation(*, text: str) -> str:
    """The check's own sentence."""
    return text


def differs() -> str:
    """A difference whose details are not there; `differences` makes the sentence where they are."""
    return say("the result is not what was expected")


def not_plain(*, name: str, type: str) -> str:  # noqa: A002  # the fact's name
    """Something other than a number, an array or a container of them."""
    subject = say("the result") if name == "result" else f"`{name}`"
    return say(
        "{subject} is of type `{type}`, not a plain number or array", subject=subject, type=type
    )


def unjudged(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """Comparing the answer raised: nothing like it was expected."""
    return say(
        "the answer cannot be compared with the expected one: {what}", what=raised_text(type, text)
    )


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
    return say("the process sent something that is no answer: {problem}", problem=problem)


def forbidden_call(*, name: str) -> str:
    """A forbidden name was reached while running."""
    return say("used `{name}`, which this exercise forbids", name=name)


def secret() -> str:
    """Passed on the public cases only; nothing more may be said."""
    return say("right on the cases you have, wrong on others drawn the same way")


def versions(*, recorded: Mapping[str, str], here: Mapping[str, str]) -> str:
    """The recorded reference does not fit the inputs drawn here."""
    names = [name for name in recorded if recorded[name] != here.get(name)]
    theirs = ", ".join(f"{name} {recorded[name]}" for name in names)
    ours = ", ".join(f"{name} {here[name]}" for name in names if name in here)
    if not theirs or not ours:
        made = say(", made with {theirs},", theirs=theirs) if theirs else ""
        return say("the recorded answers{made} do not fit the inputs drawn here", made=made)
    return say("the answers were recorded with {theirs}; here is {ours}", theirs=theirs, ours=ours)


def hidden() -> str:
    """A hidden check did not pass; nothing more may be said."""
    return say("a hidden check did not pass")
