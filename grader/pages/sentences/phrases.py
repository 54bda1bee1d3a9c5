"""Phrases that several sentences share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.language import say, term
from grader.pages.numbers import duration, size

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNALS = {
    "SIGABRT": "aborted",
    "SIGBUS": "bus error",
    "SIGFPE": "arithmetic error",
    "SIGILL": "illegal instruction",
    "SIGKILL": "killed",
    "SIGSEGV": "segmentation fault",
    "SIGSYS": "forbidden system call",
    "SIGTERM": "terminated",
}


def anded(names: Sequence[str | None], word: str = "and", more: int = 0) -> str:
    """`a`, `b` and `c`, in back-quotes; a None among the names stands for `more` others."""
    shown = [say("{more} more", more=more) if name is None else f"`{name}`" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {term(word)} {shown[-1]}"


def raised_text(type_: str, text: str | None) -> str:
    """An exception in a sentence: its type and, if it has one, its text."""
    if not type_:
        return text or say("an error")
    return f"`{type_}`: {text}" if text else f"`{type_}`"


def ended(
    kind: str,
    clock: str | None,
    limit: float | None,
    signal: str | None,
    exit_: int | None,
    problem: str | None,
) -> str:
    """How a process ended, as a predicate."""
    if kind == "timeout":
        return out_of_time(clock, limit)
    if kind == "memory":
        return out_of_memory(limit)
    if kind == "wire":
        return say("sent something that is no answer: {problem}", problem=problem)
    return died(signal, exit_)


def out_of_time(clock: str | None, limit: float | None) -> str:
    """A predicate for a time limit: of the processor's clock, or of the one on the wall."""
    if limit is None:
        return say("took too long")
    if clock == "wall":
        return say("did not end within {duration}", duration=duration(limit))
    return say("took more than {duration} of CPU time", duration=duration(limit))


def out_of_memory(limit: float | None) -> str:
    """A predicate for the memory limit."""
    return (
        say("needed too much memory")
        if limit is None
        else say("needed more than {size} of memory", size=size(limit))
    )


def died(signal: str | None, exit_: int | None) -> str:
    """A predicate for a process that ended by itself."""
    if signal:
        meaning = f", {term(SIGNALS[signal])}" if signal in SIGNALS else ""
        return say(
            "ended the process without an answer ({signal}{meaning})",
            signal=signal,
            meaning=meaning,
        )
    status = "" if exit_ is None else say(" (exit status {exit})", exit=exit_)
    return say("ended the process without an answer{status}", status=status)
