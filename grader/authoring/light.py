"""The light check: does an exercise that was checked fully still work here, on one seed?

Its solution passes, each mistake fails the checks it names, and the sealed copy is what was
computed. What another run of the same files would only repeat is left out: variants, the truth,
generic wrong answers, margins, causes. A mistake that is caught by the clock is not waited for
longer than the solution may take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.checks.answers import answer_text
from grader.checks.errors import CheckError
from grader.run.loading import NotLoaded

from .faults import Fault, fault
from .sealing import sealed_faults
from .trials import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.declare import Mistake

    from .sealing import SealedCopy
    from .subject import Subject

SHARE = 5  # the solution takes at most a fifth of a check's CPU limit
REJECTED = frozenset({"fail", "error", "timeout", "memory", "crashed"})


def light_faults(subject: Subject, sealed: SealedCopy, key: bytes) -> Iterator[Fault]:
    """Faults of an exercise whose solution passes."""
    yield from sealed_faults(subject, sealed)
    hidden = subject.suite.hidden
    for mistake in hidden.mistakes if hidden else ():
        yield from _caught(subject, mistake, key)


def _caught(subject: Subject, mistake: Mistake, key: bytes) -> Iterator[Fault]:
    """Faults of a mistake at the checks it names, each run whether or not it would be skipped."""
    suite, name = subject.suite, subject.exercise.id
    # A mistake whose output the release seals was seen to fail where that was taken.
    public = [c for c in suite.public.checks if c.name in mistake.fails]
    public = [c for c in public if mistake.name not in _sealed_at(subject, c.name)]
    hidden = [c for c in suite.hidden_checks if c.name in mistake.fails]
    if not public and not hidden:
        return
    assert suite.hidden is not None  # it declares the mistake
    try:
        text = answer_text(mistake, suite.hidden, subject.exercise, subject.solution)
        trial = Trial(suite, subject.loaded(text, mistake.name), subject.expected, gated=False)
        trial.cpu = subject.exercise.limits.cpu / SHARE
        verdicts = {**trial.public(public), **trial.hidden(hidden, key)}
    except CheckError as error:
        yield fault(name, "no_answer", answer=mistake.name, text=str(error))
        return
    except NotLoaded as error:
        yield subject.unloadable(mistake.name, error)
        return
    for check, verdict in verdicts.items():
        if verdict.status not in REJECTED:
            yield fault(
                name, "mistake_passes", mistake=mistake.name, check=check, says=mistake.says
            )


def _sealed_at(subject: Subject, check: str) -> set[str]:
    found = next(c for c in subject.suite.public.checks if c.name == check)
    return {name for name, _, _ in subject.grader.mistakes.traced(subject.suite, found)}
