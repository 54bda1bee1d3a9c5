"""A rung on the CPU device: its answer against the truth, what is found in it, what is counted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.devices.cuda_cpu import Finding, Pointer

from .expressions import value
from .figures import Figures, figures
from .filling import Values, blank, inputs
from .truths import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.devices.cuda_cpu import Counts, Device, Module
    from grader.devices.cuda_cpu.types import Triple

    from .reading import Ladder, Launch, Rung


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a rung.

    `wrong` counts elements further from the truth than allowed, `worst` is the largest error over
    what is allowed (an error where none is allowed is infinite). `figures` is None without the
    pinned compiler.
    """

    wrong: int
    worst: float
    findings: tuple[Finding, ...]
    figures: Figures | None


def together(device: Device, ladder: Ladder) -> Module:
    """Every rung in one module, each in a namespace of its name: one start of the compiler."""
    parts = [f"namespace {rung.name} {{\n{rung.source}\n}}\n" for rung in ladder.rungs]
    kernels = {_inside(rung, launch) for rung in ladder.rungs for launch in rung.launches}
    return device.compile("".join(parts), (), sorted(kernels))


def _inside(rung: Rung, launch: Launch) -> str:
    return f"{rung.name}::{launch.kernel}"


def run(
    device: Device,
    ladder: Ladder,
    rung: Rung,
    module: Module | None = None,
    schedule: int | None = None,
) -> Ran:
    """Run one rung on the ladder's small sizes, out of a module of all or compiled alone.

    Raises what the device raises for a kernel that does not compile or does not end.
    """
    sizes = ladder.small
    given = inputs(ladder, sizes)
    expected, allowed = BY_NAME[ladder.name](**given)
    arrays = {name: array.copy() for name, array in given.items()}
    for array in (ladder.output, *rung.scratch):
        arrays[array.name] = blank(array, sizes)
    alone = module is None
    module = device.compile(rung.source) if module is None else module
    found: list[Finding] = []
    counts: list[Counts] = []
    threads = 0
    for launch in rung.launches:
        grid, block = _three(launch.grid, sizes), _three(launch.block, sizes)
        shape = (launch.kernel if alone else _inside(rung, launch), grid, block)
        findings, counted = _launched(device, module, launch, shape, arrays, sizes, schedule)
        found += findings
        counts += [counted] if counted else []
        threads += math.prod(grid) * math.prod(block)
    wrong, worst = _judged(arrays[ladder.output.name], expected, allowed)
    changed = sum(int((arrays[name] != array).sum()) for name, array in given.items())
    return Ran(
        wrong + changed,
        worst,
        tuple(found),
        figures(counts, threads, value(ladder.bytes, sizes)) if module.counted else None,
    )


def _launched(
    device: Device,
    module: Module,
    launch: Launch,
    shape: tuple[str, Triple, Triple],
    arrays: Values,
    sizes: Mapping[str, int],
    schedule: int | None,
) -> tuple[Sequence[Finding], Counts | None]:
    """Run one launch (`shape`: kernel, grid, block) and put what it left into `arrays`."""
    order = list(arrays)
    args = [Pointer(order.index(a)) if a in arrays else value(a, sizes) for a in launch.arguments]
    done = device.launch(
        module, *shape, args,
        [array.reshape(-1).view("uint8") for array in arrays.values()],
        shared_memory=value(launch.shared, sizes), schedule=schedule,
    )  # fmt: skip
    for name, left in zip(order, done.buffers, strict=True):
        arrays[name] = left.view(arrays[name].dtype).reshape(arrays[name].shape)
    return done.findings, done.counts


def _three(sides: Sequence[str | int], sizes: Mapping[str, int]) -> Triple:
    x, y, z = ([value(side, sizes) for side in sides] + [1, 1])[:3]
    return x, y, z


def _judged(
    got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], allowed: np.ndarray[Any, Any] | float
) -> tuple[int, float]:
    """How many elements are wrong, and the worst error over what is allowed."""
    if got.shape != expected.shape:
        raise ValueError(f"the output has shape {got.shape}, the truth {expected.shape}")
    errors = np.abs(got.astype("float64") - expected.astype("float64"))
    right = errors <= allowed  # NaN is not
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(right & (errors == 0), 0.0, errors / allowed)
    return int((~right).sum()), float(np.nan_to_num(shares, nan=np.inf).max(initial=0.0))
