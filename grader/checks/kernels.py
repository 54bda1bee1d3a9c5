"""Statements about kernels: what one fills in, what was found in it, and what it cost.

Findings and counts come from the device, by way of the trusted side's log of it: no worker can
write there. A finding fails a check by itself; nothing has to be stated for that.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from grader.devices.cupy.kernel_log import KernelLog, facts_of
from grader.results import Frame, Json, Reason

from .context import Context, current
from .describe import described, described_call
from .errors import CheckError, Failed, NotCounted
from .proxy import Proxy, Reference, side_of, to_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grader.devices.cuda_cpu import Finding
    from grader.devices.cupy.kernel_log import Launch, Uncompiled

CUDA_C = "CUDA C"  # the label of a frame whose line is the kernel's source's
SECTOR = 32  # bytes
# Beside the entry: arrays go to the device, `out` is poisoned, what came back is looked at.
DRIVER = """
def fill(entry, inputs, shape, dtype):
    import cupy
    import numpy as np
    held = [cupy.asarray(x) if isinstance(x, np.ndarray) else x for x in inputs]
    out = cupy.empty(tuple(shape), dtype)
    result = entry(*held, out)
    if result is not None:
        return "returned", type(result).__name__
    for number, (before, after) in enumerate(zip(inputs, held)):
        if isinstance(before, np.ndarray) and before.tobytes() != cupy.asnumpy(after).tobytes():
            return "changed", number
    return cupy.asnumpy(out)
"""


def output_of(
    entry: Proxy | Reference,
    *inputs: object,
    shape: Sequence[int],
    dtype: str = "float32",
    array_code: bool = False,
) -> Any:
    """Call `entry(*inputs, out)` and return what it left in `out`, a new array on the device.

    Arrays among the inputs are copied to the device and must not change; `out` begins full of NaN
    (of -1 for whole numbers). What a kernel left must be in it, and kernels may be given nothing
    but inputs, constants and what other kernels made; with `array_code` they may be given anything.
    """
    side, context = side_of(entry), current()
    log = kernels_of(side)
    arrays = [x for x in inputs if isinstance(x, np.ndarray)]
    if log is not None:
        log.begin(arrays)
    if side is context.student:
        names = context.parameters
        shown = [*inputs, np.empty(shape, dtype)]
        context.calls.append(described_call(context.entry, names, shown, {}))
        context.arguments = dict(zip(names, shown[:-1], strict=False))
    arguments = [to_side(side, entry), list(inputs), list(shape), dtype]
    out: Any = side.drive(DRIVER, "fill", arguments, {})
    if log is not None:
        _raise_findings(log)
    if isinstance(out, tuple):
        raise Failed(_misused(out, context.parameters))
    if log is not None and isinstance(out, np.ndarray) and out.size and not _is_truth():
        _only_kernels(log, out, array_code=array_code)
    return out


def traffic(*arrays: np.ndarray, at_most: float) -> None:
    """Fail if the kernels since `output_of` moved more than `at_most` times the arrays' bytes.

    Counted are the 32-byte sectors that warps asked global memory for, reads and writes.
    """
    log = _counted()
    if log is None:
        return
    moved = SECTOR * log.total("load_sectors", "store_sectors")
    least = sum(array.nbytes for array in arrays)
    if moved > at_most * least:
        raise Failed(Reason("traffic", {"moved": moved, "least": least, "at_most": at_most}))


def coalesced(*, at_least: float) -> None:
    """Fail if less than this share of the bytes in the sectors that were moved was asked for."""
    log = _counted()
    if log is None:
        return
    asked = log.total("load_bytes", "store_bytes")
    moved = SECTOR * log.total("load_sectors", "store_sectors")
    share = asked / moved if moved else 1.0
    if share < at_least:
        facts: dict[str, Json] = {"asked": asked, "moved": moved, "at_least": at_least}
        raise Failed(Reason("uncoalesced", facts))


def bank_conflicts(*, at_most: int) -> None:
    """Fail if shared memory needed more extra passes than this over all requests."""
    log = _counted()
    if log is None:
        return
    requests = log.total("shared_requests")
    extra = log.total("shared_wavefronts") - requests
    if extra > at_most:
        facts: dict[str, Json] = {"extra": extra, "requests": requests, "at_most": at_most}
        raise Failed(Reason("bank_conflicts", facts))


def atomics(*, at_most: int) -> None:
    """Fail if threads did more atomic operations than this on global memory."""
    log = _counted()
    done = log.total("atomics") if log is not None else 0
    if done > at_most:
        raise Failed(Reason("atomics", {"done": done, "at_most": at_most}))


def launches(*, at_most: int) -> None:
    """Fail if more kernels than this were launched since `output_of`."""
    log = kernels_of(current().student)
    done = len(log.launches) if log is not None else 0
    if done > at_most and not _is_truth():
        raise Failed(Reason("launches", {"done": done, "at_most": at_most}))


def grid(*, at_most: int) -> None:
    """Fail if a launch since `output_of` had more blocks than this."""
    log = kernels_of(current().student)
    most = max((one.blocks for one in log.launches), default=0) if log is not None else 0
    if most > at_most and not _is_truth():
        raise Failed(Reason("large_grid", {"most": most, "at_most": at_most}))


def kernels_of(side: object) -> KernelLog | None:
    """Return the log of a side's kernels; None where its exercise has none."""
    return cast("KernelLog | None", getattr(side, "kernels", None))


@contextmanager
def findings_judged(context: Context) -> Iterator[None]:
    """Fail the check with what was found in a kernel, whatever else it ends with."""
    log = kernels_of(context.student)
    if log is None:
        yield
        return
    log.begin()
    try:
        yield
    except Failed:
        raise
    except Exception:
        _raise_findings(log)
        raise
    _raise_findings(log)


def _counted() -> KernelLog | None:
    """Return the log with counts; None for a side that repeats answers and runs nothing."""
    side = current().student
    log = kernels_of(side)
    if log is None:
        if hasattr(side, "kernels"):
            raise CheckError("counts are of kernels; this exercise's backend has none")
        return None
    if not log.counted:
        raise NotCounted
    return log


def _is_truth() -> bool:
    """True where a truth stands in for an answer: it computes, and runs no kernel."""
    return current().any_precision


def _raise_findings(log: KernelLog) -> None:
    if log.uncompiled:
        raise _not_compiled(log.uncompiled[0])
    if log.fault is not None:
        launch, finding = log.fault
        facts = cast("Mapping[str, Json]", facts_of(finding))
        reason = Reason(finding.kind, {"kernel": launch.kernel, **facts})
        raise Failed(reason, frames=_frames(launch, finding))


def _not_compiled(one: Uncompiled) -> Failed:
    if one.refused is None:
        line, column, text = one.problems[0] if one.problems else (0, 0, "")
        facts: dict[str, Json] = {"line": line, "column": column, "text": text,
                                  "more": max(0, len(one.problems) - 1)}  # fmt: skip
        return Failed(Reason("not_compiled", facts), status="error",
                      frames=_frame("", one.source, line))  # fmt: skip
    return Failed(
        Reason("refused", {"what": one.refused, "line": one.line, "why": one.why}),
        status="forbidden" if one.why == "forbidden" else "error",
        frames=_frame("", one.source, one.line),
    )


def _frames(launch: Launch, finding: Finding) -> tuple[Frame, ...]:
    name = launch.kernel
    other = finding.facts.get("other_line")
    first = _frame(name, launch.source, other) if isinstance(other, int) and other else ()
    return (*first, *_frame(name, launch.source, finding.line))


def _frame(kernel: str, source: str, line: int) -> tuple[Frame, ...]:
    lines = source.splitlines()
    if not 1 <= line <= len(lines):
        return ()
    return (Frame(CUDA_C, line, kernel or "the source", lines[line - 1].strip()),)


def _misused(out: tuple[Any, ...], parameters: Sequence[str]) -> Reason:
    if out[0] == "returned":
        return Reason("returned_value", {"type": str(out[1])[:100]})
    number = out[1] if isinstance(out[1], int) else -1
    name = parameters[number] if 0 <= number < len(parameters) else "an input"
    return Reason("input_changed", {"name": name})


def _only_kernels(log: KernelLog, out: np.ndarray, *, array_code: bool) -> None:
    if not log.launches:
        raise Failed(Reason("no_kernel", {"out": described(out)}))
    if log.foreign is not None and not array_code:
        raise Failed(Reason("foreign_array", {"kernel": log.foreign}))
    # Whatever no kernel wrote is still as it was: the comparison says so better.
    if not log.made(out) and not _untouched(out):
        raise Failed(Reason("not_by_kernel", {"out": described(out)}))


def _untouched(out: np.ndarray) -> bool:
    return bool((out.view(np.uint8) == 0xFF).all())
