"""How long it takes to look for a cause, against the comparison that found the failure.

    python benchmarks/causes.py            # print the table
    python benchmarks/causes.py --write    # and keep it in benchmarks/tables/causes.md

Every case is a result of a million float32 values with an input of as many, observed once.
"""

from __future__ import annotations

import argparse
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grader.causes import diagnose, observe
from grader.checks import Failed, near

if TYPE_CHECKING:
    from collections.abc import Callable

REPETITIONS = 7
TABLE = Path(__file__).parent / "tables" / "causes.md"
BUDGET = 0.050  # seconds


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """The weights along an axis."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def cases() -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Input, got and expected by name: results nothing explains, then results something does."""
    rng = np.random.default_rng(0)
    flat, square, deep = (
        rng.normal(size=shape).astype("float32")
        for shape in ((1_000_000,), (1000, 1000), (10, 20, 50, 100))
    )
    tall = rng.normal(size=(100_000, 10)).astype("float32")
    ragged = rng.normal(size=(999, 1001)).astype("float32")
    late = np.tanh(ragged)
    late[:, 960:] = 0
    nans = np.where(square > 3, np.float32(np.nan), np.tanh(square))
    return {
        "noise, a vector": (flat, np.sin(flat), np.tanh(flat)),
        "noise, a matrix": (square, np.sin(square), np.tanh(square)),
        "noise, a tall matrix": (tall, np.sin(tall), np.tanh(tall)),
        "noise, four axes": (deep, np.sin(deep), np.tanh(deep)),
        "NaN for no reason": (square, nans, np.tanh(square)),
        "whole numbers, all wrong": (square, np.rint(square) + 3, np.rint(9 * square)),
        "one wrong value": (square, np.where(square == square.max(), 9, square), square * 1),
        "weights of something else": (square, softmax(square * 2), softmax(square)),
        "transposed": (square, np.tanh(square).T, np.tanh(square)),
        "axes swapped": (deep, np.tanh(deep).swapaxes(1, 2), np.tanh(deep)),
        "another axis": (square, softmax(square, 0), softmax(square)),
        "off by 1.7": (square, np.tanh(square) * np.float32(1.7), np.tanh(square)),
        "never written": (square, square * 0, np.tanh(square)),
        "a missing block": (ragged, late, np.tanh(ragged)),
        "rounded to float16": (square, np.tanh(square.astype("e")).astype("f"), np.tanh(square)),
        "copied": (square, square, np.tanh(square)),
    }


def measured(do: Callable[[], object]) -> float:
    """The least CPU time of a call: other work on the machine does not count."""
    times = []
    for _ in range(REPETITIONS):
        started = time.process_time()
        do()
        times.append(time.process_time() - started)
    return min(times)


def compared(got: np.ndarray, expected: np.ndarray) -> None:
    """The comparison that a check makes."""
    try:
        near(got, expected)
    except Failed:
        return


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    write = parser.parse_args().write
    lines = ["| result of 1e6 values | comparison | all causes | ratio | says |"]
    lines.append("|---|---:|---:|---:|---|")
    slowest = 0.0
    for name, (x, got, expected) in cases().items():

        def look(x: np.ndarray = x, got: np.ndarray = got, right: np.ndarray = expected) -> object:
            # From what the check kept to the diagnosis: conversions count too.
            return diagnose([observe("result", got, right, arguments={"x": x})])

        found = diagnose([observe("result", got, expected, arguments={"x": x})])
        base = measured(lambda got=got, right=expected: compared(got, right))
        took = measured(look)
        slowest = max(slowest, took)
        said = ", ".join(f"`{cause.kind}`" for cause in found.causes) or "nothing"
        lines.append(
            f"| {name} | {base * 1e3:.0f} ms | {took * 1e3:.0f} ms | {took / base:.1f} | {said} |"
        )
    text = "\n".join(lines)
    print(text)
    print(f"\nslowest {slowest * 1e3:.0f} ms, budget {BUDGET * 1e3:.0f} ms")
    if write:
        head = (
            "# Looking for a cause\n\n"
            f"Best of {REPETITIONS}, NumPy {np.__version__}, Python {platform.python_version()}, "
            f"{platform.system()} {platform.machine()}; "
            f"{time.strftime('%Y-%m-%d')}. Written by `benchmarks/causes.py --write`.\n"
            "The comparison is `near` failing on the same arrays; looking includes observing.\n"
        )
        tail = f"Slowest {slowest * 1e3:.0f} ms; the budget is {BUDGET * 1e3:.0f} ms.\n"
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(f"{head}\n{text}\n\n{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
