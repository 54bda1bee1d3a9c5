"""The portable attacks against other graders and this one: points gained over the honest twin.

    python benchmarks/attacks.py [--folder F] [--only SYSTEM]... [--again]

Each system gets a virtual environment of its own under F, is given the same exercise the way its
documents say, and grades the same wrong softmax with each exploit and without. What was graded is
kept in F: a run that was interrupted goes on where it stopped. The submissions are harmless, but
they are what they say: F should lie on a machine that holds nothing else.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import replace
from pathlib import Path

from measuring import machine, write
from rivals.exercise import OF, table
from rivals.exploits import EXPLOITS, RIGHT, Exploit
from rivals.systems import SYSTEMS, System

HONEST = "honest_twin"


def main() -> None:
    """Grade what has not been graded, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "gradsteps-rivals"
    )
    parser.add_argument("--only", action="append", choices=[*SYSTEMS])
    parser.add_argument("--again", action="store_true", help="forget what was graded")
    asked = parser.parse_args()
    points, versions = {}, {}
    for name in asked.only or SYSTEMS:
        points[name], versions[name] = _graded(name, asked.folder / name, again=asked.again)
    if not asked.only:
        write("attacks.md", _table(points, versions))


def _graded(name: str, folder: Path, *, again: bool) -> tuple[dict[str, float | None], str]:
    """Points by submission, and the system's version."""
    prepare, grade, requirements = SYSTEMS[name]
    system = System(name, requirements, folder)
    if not (folder / "installed").exists():
        venv.create(folder / "environment", with_pip=True, clear=True)
        words = [system.python, "-m", "pip", "install", "-q", *requirements]
        subprocess.run(words, check=True)
        (folder / "installed").touch()
    kept = folder / "points.json"
    points: dict[str, float | None] = {}
    if kept.exists() and not again:
        points = json.loads(kept.read_text())
    else:
        shutil.rmtree(folder / "course", ignore_errors=True)
        prepare(system)
    for student, source in _sources().items():
        if student not in points:
            points[student] = grade(system, student, source)
            kept.write_text(json.dumps(points))
            print(f"{name}: {student} {points[student]}", file=sys.stderr)
    if points["right"] != OF:
        sys.exit(f"{name} gives the right answer {points['right']} of {OF} points")
    asked = f"from importlib.metadata import version as v; print(v({name!r}), v('numpy'))"
    return points, system.run("python", "-c", asked).strip().replace(" ", ", numpy ")


def _sources() -> dict[str, str]:
    """All submissions: right, wrong, and wrong with each exploit."""
    sources = {"right": Exploit("").source(RIGHT), HONEST: Exploit("").source()}
    for name, exploit in EXPLOITS.items():
        used = replace(exploit, within=table()) if name == "public_table" else exploit
        sources[name] = used.source()
    return sources


def _table(points: dict[str, dict[str, float | None]], versions: dict[str, str]) -> str:
    lines = [
        "# Attacks on graders",
        "",
        f"Points of {OF} for the same wrong softmax, with each exploit, in tests as each",
        "system's documents write them. **Bold**: more than the same answer gets honestly; *lost*:",
        "the system reports no score at all, so the whole submission needs a person.",
        "",
        "| what it tries | " + " | ".join(points) + " |",
        "|---|" + "---|" * len(points),
    ]
    for name in (HONEST, *EXPLOITS):
        says = "nothing: the honest twin" if name == HONEST else EXPLOITS[name].says
        cells = [_cell(given[name], given[HONEST]) for given in points.values()]
        lines.append(f"| {says} | " + " | ".join(cells) + " |")
    gained = {
        system: sum((given[name] or 0.0) > (given[HONEST] or 0.0) for name in EXPLOITS)
        for system, given in points.items()
    }
    lines.append("| exploits that gain | " + " | ".join(str(n) for n in gained.values()) + " |")
    told = "; ".join(f"{name} {version}" for name, version in versions.items())
    return "\n".join([*lines, "", f"{told}.", "", machine(), ""])


def _cell(points: float | None, honest: float | None) -> str:
    if points is None:
        return "*lost*"
    text = f"{points:g}"
    if points > (honest or 0.0) + 1e-9:
        return f"**{text}, full**" if points >= OF else f"**{text}**"
    return text


if __name__ == "__main__":
    main()
