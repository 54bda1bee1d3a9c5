"""Every score of a class of thirty, through every channel: do they agree?

python benchmarks/agreement.py [STUDENT ...]      in an environment with the extra `notebooks`
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import machine, write
from tests.journeys import agreement

if TYPE_CHECKING:
    from collections.abc import Callable

CHANNELS: dict[str, Callable[[Path, agreement.Class], agreement.Scores]] = {
    "nbgrader": lambda folder, students: agreement.by_nbgrader(folder / "course", students),
    "Gradescope": agreement.by_gradescope,
    "`grade ci`": agreement.by_ci,
    "`grade class`": agreement.by_class,
}


def main(names: list[str]) -> int:
    """Grade, print and keep the table; 1 where a score differs."""
    with tempfile.TemporaryDirectory(prefix="gradsteps-agreement-") as folder:
        _, release = agreement.built(Path(folder))
        everyone = agreement.everyone(release)
        students = {name: everyone[name] for name in names or everyone}
        found, seconds = {}, {}
        for name, channel in CHANNELS.items():
            started = time.perf_counter()
            found[name] = channel(Path(folder), students)
            seconds[name] = time.perf_counter() - started
    differ = [s for s in students if len({found[name].get(s) for name in CHANNELS}) > 1]
    rows = [
        f"| {student} | " + " | ".join(f"{found[name].get(student)}" for name in CHANNELS) + " |"
        for student in students
    ]
    text = "\n".join(
        [
            "# The same class through every channel",
            "",
            "Points of 12 in the course of `tests/courses/tiny`. nbgrader's go through its",
            "exchange to its export; Gradescope's layout is refused what Docker refuses.",
            "",
            f"| student | {' | '.join(CHANNELS)} |",
            f"|---|{'---|' * len(CHANNELS)}",
            *rows,
            "| seconds | " + " | ".join(f"{seconds[name]:.0f}" for name in CHANNELS) + " |",
            "",
            f"{len(students)} students; scores that differ: {', '.join(differ) or 'none'}.",
            "",
            machine("gradsteps", "nbgrader", "numpy"),
            "",
        ]
    )
    if names:
        print(text)
    else:
        write("agreement.md", text)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
