"""From a failed check to its cause: five more cases, the known mistakes, the probes.

What is compared is what the check compared. For each case the first comparison that failed counts,
or the last one where none did; a known mistake is recognized by samples of what it gave there, the
same in both trees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.causes import Known, Observation, Sample, diagnose, observe
from grader.checks.arrays import original
from grader.checks.context import Compared, Context
from grader.checks.errors import Failed
from grader.checks.inputs import PUBLIC_KEY
from grader.checks.proxy import Proxy
from grader.devices.cupy.kernel_log import DeviceFault
from grader.isolation import Ended, NotPlain, Raised
from grader.results import Reason

from .attempt import play
from .outputs import JUDGED, alike, judgement, numbers

if TYPE_CHECKING:
    from grader.checks.context import Side
    from grader.checks.declare import Case, Check

    from .suite import Suite

WINDOW = 6  # the case that failed and up to five more
SAMPLES = 64  # values kept of what a mistake gave in a case
WHERE = ("kernel", "line", "other_line", "column")  # facts that name a place in the program


@dataclass(frozen=True, slots=True)
class Seen:
    """One case of a check as one answer went through it."""

    compared: tuple[Compared, ...]
    stopped: str | None = None  # what ended it, if no comparison did: `TypeError: text`
    arguments: Mapping[str, object] | None = None
    inputs: Mapping[str, object] | None = None
    outputs: np.ndarray | None = None  # numbers seen before a judgement of the check's own

    @property
    def place(self) -> int:
        """Which comparison counts: the first that failed, else the last; -1 for none."""
        wrong = (n for n, one in enumerate(self.compared) if one.kind != "right")
        return next(wrong, len(self.compared) - 1)

    @property
    def wrong(self) -> bool:
        """True when the check did not pass this case."""
        return self.stopped is not None or any(one.kind != "right" for one in self.compared)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a known mistake did in one case, small enough to be sealed."""

    place: int
    name: str
    output: object  # a Sample, a short plain value, or ... for neither
    stopped: str | None


Traces = Mapping[int, Trace]  # by case number


def look(
    suite: Suite, check: Check, case: Case, key: bytes, student: Side, reference: Side
) -> Seen:
    """Run a check on one case and keep what it compared. `Ended` passes through."""
    names = tuple(parameter.name for parameter in suite.parameters)
    context = Context(student, reference, suite.exercise.entry, names)
    stopped = outputs = None
    try:
        play(suite, check, case, key, context)
    except Failed as failed:
        if failed.reason.kind in JUDGED:
            stopped = judgement(failed.reason, context.outputs)
            outputs = numbers(context.outputs)
        elif failed.difference is None:
            stopped = _said(failed.reason)
    except Raised as raised:
        stopped = f"{raised.type}: {raised.text}"
    except NotPlain as surprise:
        stopped = f"not plain: {surprise.type}"
    except (Ended, DeviceFault):
        raise
    except Exception as error:  # noqa: BLE001  # the check stumbled on a wrong value
        stopped = f"{type(error).__name__}: {error}"
    arguments = {name: _plain(x) for name, x in context.arguments.items()}
    return Seen(tuple(context.compared), stopped, arguments, case.inputs, outputs)


def _said(reason: Reason) -> str:
    """Return a reason as text that is the same wherever in a file it happened."""
    facts = {name: x for name, x in reason.facts.items() if name not in WHERE}
    return f"{reason.kind}: {facts}"


def diagnosed(
    suite: Suite,
    check: Check,
    failed: int,
    student: Side,
    reference: Callable[[Case], Side],
    mistakes: Callable[[], Sequence[tuple[str, str, Traces]]],
) -> Reason | None:
    """Look for the cause of a failure on the public case that failed (from 1) and five more.

    Raises Ended when the student's code ends its worker meanwhile.
    """
    seen = {
        number: look(suite, check, case, PUBLIC_KEY, student, reference(case))
        for number, case in window(list(enumerate(suite.public_cases(check), 1)), failed)
    }
    return cause(seen, mistakes()) if seen else None


def window(cases: Sequence[tuple[int, Case]], failed: int) -> list[tuple[int, Case]]:
    """Return the failed case (from 1) and up to five after it."""
    return [pair for pair in cases if failed <= pair[0]][:WINDOW]


def trace(seen: Seen) -> Trace:
    """Cut what a mistake gave down to samples."""
    if seen.outputs is not None:
        return Trace(-1, "", sampled(seen.outputs), seen.stopped)
    if seen.place < 0:
        return Trace(-1, "", ..., seen.stopped)
    one = seen.compared[seen.place]
    return Trace(seen.place, one.name, sampled(one.got), seen.stopped)


def sampled(x: Any) -> object:
    """Return 64 evenly spaced values of an array, a short plain value itself, or `...`."""
    if type(x).__module__ == "torch" and hasattr(x, "detach"):
        dtype = str(x.dtype).removeprefix("torch.")
        x = x.detach().double().numpy() if x.dtype.is_floating_point else x.numpy()
    elif isinstance(x, np.ndarray):
        dtype = str(x.dtype)
    else:
        return x if len(repr(x)) <= SAMPLES else ...
    flat = np.asarray(x).reshape(-1)
    places = positions(flat.size)
    return Sample(x.shape, dtype, places, flat[places])


def positions(size: int) -> np.ndarray:
    """Return which values of so many are kept: 64 evenly spaced ones, or all."""
    spaced = np.linspace(0, max(size - 1, 0), SAMPLES).round().astype(np.int64)
    return np.unique(spaced)[:size]


def cause(seen: Mapping[int, Seen], mistakes: Sequence[tuple[str, str, Traces]]) -> Reason | None:
    """Name the cause of a failure, or nothing.

    `seen` has the student's answer by case number, the failed case first; `mistakes` have id,
    sentence and traces. A known mistake is a candidate when it stops or fails where the student's
    answer does, with the same outputs, in every case.
    """
    observations, places = [], []
    for number, one in seen.items():
        if one.place >= 0:
            observations.append(_observation(one))
            places.append(number)
    first = next(iter(seen.values()))
    if first.stopped is not None or not observations:
        return _stopped_alike(seen, mistakes)
    known = [
        Known(name, says, [_output(traces.get(n), seen[n]) for n in places])
        for name, says, traces in mistakes
    ]
    return diagnose(observations, known).reason


def _stopped_alike(
    seen: Mapping[int, Seen], mistakes: Sequence[tuple[str, str, Traces]]
) -> Reason | None:
    """Recognize a mistake by how it ends, and what it gave before, the same in every case."""
    if all(one.stopped is None for one in seen.values()):
        return None
    found = [
        (name, says)
        for name, says, traces in mistakes
        if all(n in traces and _ends_alike(traces[n], one) for n, one in seen.items())
    ]
    if len(found) == 1:
        return Reason("mistake", {"mistake": found[0][0], "says": found[0][1]})
    return None


def _ends_alike(trace: Trace, seen: Seen) -> bool:
    if trace.stopped != seen.stopped:
        return False
    if seen.outputs is None:
        return True
    here = sampled(seen.outputs)
    if not isinstance(trace.output, Sample) or not isinstance(here, Sample):
        return False
    same_size = trace.output.shape == here.shape
    return same_size and alike(np.asarray(here.values), np.asarray(trace.output.values))


def _output(trace: Trace | None, seen: Seen) -> object:
    if trace is None or trace.place != seen.place:
        return ...
    return trace.output if trace.name == seen.compared[seen.place].name else ...


def _observation(seen: Seen) -> Observation:
    one = seen.compared[seen.place]
    return observe(
        one.name,
        one.got,
        one.expected,
        allowed=one.allowed,  # type: ignore[arg-type]  # an array or None
        kind=one.kind,  # type: ignore[arg-type]  # of a Difference, or `right`
        arguments=seen.arguments,
        inputs=seen.inputs,
    )


def _plain(x: object) -> object:
    return original(x) if isinstance(x, Proxy) else x
