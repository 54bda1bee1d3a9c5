"""One check against one worker: case by case until one fails."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.checks.context import Context, Side, running
from grader.checks.errors import CheckError, Failed, NotCounted, Stale
from grader.checks.inputs import generator
from grader.checks.kernels import findings_judged
from grader.checks.proxy import entry
from grader.devices.cupy.kernel_log import DeviceFault
from grader.isolation import Ended, NotPlain, Raised, Worker
from grader.results import Call, Difference, Frame, Json, Reason, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.checks.declare import Case, Check

    from .suite import Suite
from .versions import installed_versions


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a check ended: at which case, why, and after which calls."""

    status: Status
    case: int | None = None  # from 1
    label: str | None = None
    reason: Reason | None = None
    difference: Difference | None = None
    frames: tuple[Frame, ...] = ()
    calls: tuple[Call, ...] = ()
    output: str = ""
    seconds: float = 0.0


def attempt(
    suite: Suite,
    check: Check,
    cases: Sequence[tuple[int, Case]],
    key: bytes,
    worker: Worker,
    reference: Callable[[Case], Side],
) -> Attempt:
    """Run a check's cases (numbered from 1) on a worker until one fails.

    `key` seeds the cases' generators; `reference` gives the side that answers for the solution.
    Its errors (a broken course) pass through; everything a submission causes becomes a status, but
    for Ended when the worker is dead already.
    """
    started = time.perf_counter()
    worker.begin(seed=zlib.crc32(check.name.encode()), cpu=suite.exercise.limits.cpu)
    for number, case in cases:
        side = reference(case)
        context = Context(
            student=worker,
            reference=side,
            entry=suite.exercise.entry,
            parameters=tuple(parameter.name for parameter in suite.parameters),
        )
        failure = judge(suite, check, case, key, context)
        if failure is not None:
            status, reason, difference, frames = failure
            return Attempt(
                status=status,
                case=number,
                label=case.label,
                reason=reason,
                difference=difference,
                frames=frames,
                calls=tuple(context.calls),
                output=worker.output(),
                seconds=time.perf_counter() - started,
            )
    return Attempt("pass", seconds=time.perf_counter() - started)


Failure = tuple[Status, Reason, Difference | None, tuple[Frame, ...]]


def judge(suite: Suite, check: Check, case: Case, key: bytes, context: Context) -> Failure | None:
    """Run a check's body once and say how the student's side failed it, None if it did not."""
    try:
        play(suite, check, case, key, context)
    except Failed as failed:
        return failed.status, failed.reason, failed.difference, failed.frames
    except Raised as raised:
        return _raised(raised)
    except NotPlain as surprise:
        return "fail", Reason("not_plain", {"name": "value", "type": surprise.type}), None, ()
    except Ended as ended:
        status: Status = "crashed" if ended.kind == "wire" else ended.kind
        return status, Reason(ended.kind, dict(ended.facts)), None, ()
    except Stale as stale:
        return "unavailable", Reason("versions", _versions(stale)), None, ()
    except NotCounted:
        return "unavailable", Reason("not_counted"), None, ()
    except CheckError as error:
        return "fail", Reason("unjudged", {"type": "", "text": str(error)}), None, ()
    except DeviceFault:
        raise
    except Exception as error:  # noqa: BLE001  # see below
        # The reference passed this very case, so it is the student's value the check stumbled on.
        reason = Reason("unjudged", {"type": type(error).__name__, "text": str(error)[:500]})
        return "fail", reason, None, ()
    return None


def play(suite: Suite, check: Check, case: Case, key: bytes, context: Context) -> None:
    """Run a check's body once, facing the two sides of `context`."""
    arguments: dict[str, object] = {
        name: case.inputs[name] for name in check.parameters[1:] if name != "rng"
    }
    if check.uses_rng:
        arguments["rng"] = generator(key, suite.exercise.id, check, case)
    with running(context), findings_judged(context):
        check.body(entry(context), **arguments)


def _versions(stale: Stale) -> dict[str, Json]:
    here: dict[str, Json] = dict(installed_versions(stale.recorded))
    recorded: dict[str, Json] = dict(stale.recorded)
    return {"recorded": recorded, "here": here}


def frames_of(raised: Raised) -> tuple[Frame, ...]:
    """Return the lines of the student's file an exception went through."""
    return tuple(Frame(*frame) for frame in raised.frames)


def _raised(raised: Raised) -> Failure:
    frames = frames_of(raised)
    if {"NotGiven", "Forbidden"} & set(raised.mro):
        return "forbidden", Reason("forbidden_call", {"name": raised.text}), None, frames
    if raised.type == "NotImplementedError":
        return "todo", Reason("not_implemented"), None, frames
    return "error", Reason("raised", {"type": raised.type, "text": raised.text}), None, frames
