"""What every benchmark script shares: paired timings, and a table that says where it was made."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TABLES = Path(__file__).parent / "tables"


def paired(runs: int, *actions: Callable[[], object]) -> list[list[float]]:
    """Time actions in turn, A B A B ..., after one uncounted round; seconds by action."""
    times: list[list[float]] = [[] for _ in actions]
    for number in range(runs + 1):
        for action, kept in zip(actions, times, strict=True):
            started = time.perf_counter()
            action()
            if number:
                kept.append(time.perf_counter() - started)
    return times


def ratio(times: Sequence[float], rival: Sequence[float]) -> float:
    """The median of the pairs' ratios."""
    return statistics.median(a / b for a, b in zip(times, rival, strict=True))


def machine(*libraries: str) -> str:
    """Machine, date and versions, for below a table."""
    found = "".join(f", {name} {version(name)}" for name in libraries)
    day = datetime.now(UTC).date()
    processor = platform.processor() or platform.machine()
    return (
        f"{day}, {platform.system()} {processor}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}{found}"
    )


def write(name: str, text: str) -> None:
    """Print a table and keep it under benchmarks/tables/."""
    TABLES.mkdir(exist_ok=True)
    (TABLES / name).write_text(text, encoding="utf-8")
    print(text)


def command(words: Sequence[str], cwd: Path, environ: dict[str, str]) -> Callable[[], object]:
    """A whole process as an action; its exit status may say that something failed."""

    def run() -> object:
        return subprocess.run(words, cwd=cwd, env=environ, capture_output=True, check=False)

    return run
