"""A generated lookup table: the right answers of all public cases, and nothing else.

It answers the public cases rightly and, on any other, as on the public case most like it. What it
earns it earns for knowing the cases, so it must earn nothing from a check on values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.checks.context import Context
from grader.checks.inputs import PUBLIC_KEY, secret_cases
from grader.checks.tape import Recorder, Tape
from grader.isolation import Raised, Ref
from grader.run.attempt import judge

from .damage import ON_VALUES
from .trials import Trial
from .wrong import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from grader.checks.declare import Check
    from grader.run.expected import Expected
    from grader.run.suite import Suite

    from .damage import Wrong
    from .trials import Judged


class Table:
    """A side that repeats what was recorded, whatever it is asked."""

    def __init__(self, tape: Tape) -> None:
        self._tape = iter(tape)

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Repeat the next answer."""
        return self._next([target, *args], kwargs)

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Repeat the next answer."""
        del name
        return self._next(args, {})  # type: ignore[no-any-return]

    def value(self, ref: Ref) -> object:
        """Repeat the next answer."""
        return self._next([ref], {})

    def put(self, x: object) -> Ref:
        """Repeat the next answer."""
        return self._next([x], {})  # type: ignore[no-any-return]

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Repeat the next answer."""
        del text, name
        return self._next(args, kwargs)

    def _next(self, args: Sequence[object], kwargs: Mapping[str, object]) -> Any:
        event = next(self._tape, None)
        if event is None:
            raise Raised("KeyError", ("KeyError",), "not in the table")
        functions = [x for x in (*args, *kwargs.values()) if callable(x)]
        for position, arguments in event.callbacks:
            if position < len(functions):
                functions[position](*arguments)
        return event.answer


def earned(suite: Suite, load: Callable[[], Judged], expected: Expected, key: bytes) -> list[Check]:
    """Return the public checks on values that a lookup table passes on secret cases as well."""
    tapes = _recorded(suite, load, expected)
    passed: list[str] = []
    for check in suite.public.checks:
        if any(name not in passed for name in check.after):
            continue
        if not check.draws or _passes(suite, check, tapes[check.name], expected, key):
            passed.append(check.name)
    checks = [check for check in suite.public.checks if check.name in passed]
    return [check for check in checks if _on_values(suite, check, load, expected)]


def _recorded(
    suite: Suite, load: Callable[[], Judged], expected: Expected
) -> dict[str, dict[str, Tape]]:
    tapes: dict[str, dict[str, Tape]] = {}
    worker = load()
    try:
        for check in suite.public.checks:
            worker.begin(0)
            tapes[check.name] = {}
            for case in suite.public_cases(check):
                recorder = Recorder(worker)
                side = expected.side(suite, check, case, PUBLIC_KEY)
                judge(suite, check, case, PUBLIC_KEY, Context(recorder, side, suite.exercise.entry))
                tapes[check.name][case.label] = recorder.tape
    finally:
        worker.close()
    return tapes


def _passes(
    suite: Suite, check: Check, tapes: Mapping[str, Tape], expected: Expected, key: bytes
) -> bool:
    known = list(tapes.values())
    if not known:
        return False
    for position, case in enumerate(secret_cases(check, key)):
        table = Table(tapes.get(case.label, known[position % len(known)]))
        side = expected.side(suite, check, case, key)
        if judge(suite, check, case, key, Context(table, side, suite.exercise.entry)) is not None:
            return False
    return True


def _on_values(suite: Suite, check: Check, load: Callable[[], Judged], expected: Expected) -> bool:
    """Tell whether another value would fail the check."""
    for wrong in ON_VALUES:

        def load_damaged(wrong: Wrong = wrong) -> Damaged:
            return Damaged(load(), wrong)

        trial = Trial(suite, load_damaged, expected, stop=True, gated=False)
        if trial.public([check])[check.name].status == "fail":
            return True
    return False
