"""The answers an author wrote down: solution, truth, variants and mistakes, over many seeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.checks.answers import answer_text, truth_text
from grader.checks.errors import CheckError
from grader.run.loading import NotLoaded

from .faults import Fault, fault
from .judging import alike, mistaken, right_answer
from .trials import DEAD, Trial, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from grader.checks.declare import Mistake, Variant
    from grader.run.expected import Expected

    from .sealing import SealedCopy
    from .subject import Subject


@dataclass
class Answer:
    """One known answer: what it is, and what came out on the public cases."""

    name: str
    trial: Trial
    mistake: Mistake | None  # None: a right answer
    public: Verdicts = field(default_factory=dict)

    def faults(self, exercise: str, secret: Verdicts) -> Iterator[Fault]:
        """Compare what happened with what should."""
        if self.mistake is not None:
            yield from mistaken(exercise, self.mistake, self.public, secret)
        else:
            yield from right_answer(exercise, self.name, self.public)
            yield from right_answer(exercise, self.name, secret)


def known_answers(
    subject: Subject,
    sealed: SealedCopy,
    keys: Sequence[bytes],
    *,
    part: int = 0,
    parts: int = 1,
) -> list[Fault]:
    """Grade every known answer in both trees, mistakes with the first seed, right ones with all."""
    faults: list[Fault] = []
    ready: list[Answer] = []
    for answer in [*_answers(subject, faults)][part::parts]:
        try:
            answer.public = answer.trial.public()
            if answer.name != "truth":  # no student hands it in
                faults += _sealed(subject, answer, sealed)
            ready.append(answer)
        except NotLoaded as error:
            faults.append(subject.unloadable(answer.name, error))
    for answer in ready:
        _with_seed(subject, answer, subject.expected, keys[0], faults)
    faults += _more_seeds(subject, [one for one in ready if one.mistake is None], keys[1:])
    return once(faults)


def _more_seeds(
    subject: Subject, answers: Sequence[Answer], keys: Sequence[bytes]
) -> Iterator[Fault]:
    """Faults of right answers on the cases of more seeds; each keeps its worker from seed to seed.

    A mistake proves nothing more by failing again: that its inputs are well chosen one seed shows.
    """
    expected = subject.computed()
    try:
        for answer in answers:
            answer.trial.expected, answer.trial.keep = expected, True
        for key in keys:
            for answer in answers:
                secret = answer.trial.secret(key, answer.public, again=True)
                yield from right_answer(subject.exercise.id, answer.name, secret)
            expected.forget()
    finally:
        for answer in answers:
            answer.trial.close()
        expected.close()


def _with_seed(
    subject: Subject, answer: Answer, expected: Expected, key: bytes, faults: list[Fault]
) -> None:
    answer.trial.expected = expected
    secret = answer.trial.secret(key, answer.public)
    faults += answer.faults(subject.exercise.id, secret)


def _answers(subject: Subject, faults: list[Fault]) -> Iterator[Answer]:
    hidden = subject.suite.hidden
    if hidden is None:
        return
    texts: list[tuple[str, Callable[[], str], Mistake | None]] = []
    if hidden.truth is not None:
        texts.append(("truth", lambda: truth_text(hidden, subject.exercise), None))
    texts += [(v.name, _text(subject, v), None) for v in hidden.variants]
    texts += [(m.name, _text(subject, m), m) for m in hidden.mistakes]
    for name, text, mistake in texts:
        try:
            source = text()
        except CheckError as error:
            faults.append(fault(subject.exercise.id, "no_answer", answer=name, text=str(error)))
            continue
        truth = name == "truth"
        if not truth:
            faults += subject.forbidden(name, source)
        load = subject.loaded(source, name, roomy=truth)
        cpu = subject.exercise.limits.cpu * 5 if truth else None
        trial = Trial(subject.suite, load, subject.expected, any_precision=truth, cpu=cpu)
        if mistake is not None:
            trial.mistakes = subject.grader.mistakes
        yield Answer(name, trial, mistake)


def _text(subject: Subject, known: Mistake | Variant) -> Callable[[], str]:
    hidden = subject.suite.hidden
    assert hidden is not None  # it declares `known`
    return lambda: answer_text(known, hidden, subject.exercise, subject.solution)


def _sealed(subject: Subject, answer: Answer, sealed: SealedCopy) -> Iterator[Fault]:
    """Grade the public cases once more as a student's tree would.

    What ended its worker ends it there too, whatever is expected; that is not waited for again.
    """
    dead = {name: found for name, found in answer.public.items() if found.status in DEAD}
    checks = [check for check in subject.suite.public.checks if check.name not in dead]
    answer.trial.expected, answer.trial.mistakes = sealed.expected, sealed.mistakes
    there = {**answer.trial.public(checks, dead), **dead}
    return alike(subject.exercise.id, answer.name, answer.public, there)


def once(faults: Iterable[Fault]) -> list[Fault]:
    """Keep the first of the faults of one answer at one check: every seed finds them again."""
    kept: dict[tuple[object, ...], Fault] = {}
    for found in faults:
        who = [str(found.facts.get(key)) for key in ("answer", "mistake", "check")]
        kept.setdefault((found.kind, *who), found)
    return list(kept.values())
