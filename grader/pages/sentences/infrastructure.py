"""Sentences about what kept a student from being graded, and is not theirs."""

from __future__ import annotations

from grader.pages.language import say


def grading_ended(*, status: int) -> str:
    """The process that graded ended twice."""
    how = say("signal {n}", n=-status) if status < 0 else say("exit status {status}", status=status)
    return say("the process that graded it ended ({how}), twice", how=how)


def no_worker(*, problem: str) -> str:
    """No worker could be started."""
    return say("no worker could be started: {problem}", problem=problem)


def grading_raised(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """The grader itself raised."""
    return say("the grader failed: {type}: {text}", type=type, text=text)
