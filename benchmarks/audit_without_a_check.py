"""Does the mutation audit notice a missing check? Blank one check of three exercises and look.

    python benchmarks/audit_without_a_check.py

Each check named below is emptied in a copy of the course; the audit of its exercise is compared
with that of the course as it is. An audit that says the same of both would measure nothing. Most
checks overlap with another one, so that emptying them changes nothing; these four do not.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import machine, write

ROOT = Path(__file__).parents[1]
BLANKED = {
    "softmax": "subtracts_each_rows_own_maximum",
    "adam": "keeps_state_per_parameter",
    "value": "takes_numbers_on_either_side",
    "mlp_backward": "stops_where_relu_is_flat",
}


def audit(course: Path, exercise: str) -> dict[str, float]:
    """Return the audit's numbers for one exercise."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            [Path(sys.executable).with_name("grade"), "dev", "audit", exercise, "--json", out.name],
            env={**os.environ, "GRADSTEPS_COURSE": str(course), "GRADSTEPS_SEED": "0" * 32},
            capture_output=True,
            check=False,
        )
        return next(iter(json.loads(Path(out.name).read_text())["exercises"]))


def blank(course: Path, exercise: str, check: str) -> None:
    """Make a check pass whatever it is given; its hidden mutants lose their judge."""
    for path in course.glob(f"*/*/test_{exercise}.py"):
        text = path.read_text(encoding="utf-8")
        head = re.search(rf'def {check}\([^)]*\):\n    "[^\n]*"\n', text)
        if head:
            path.write_text(text[: head.end()] + "    return\n" + text[head.end() :])


def score(found: dict[str, float]) -> str:
    """Killed of mutants by public checks, and with hidden ones."""
    of = found["mutants"] - found["equivalent"]
    return f"{found['killed_public']} and {found['killed']} of {of}"


def main() -> None:
    """Audit with and without, write the table."""
    rows = []
    for exercise, check in BLANKED.items():
        whole = audit(ROOT, exercise)
        with tempfile.TemporaryDirectory() as folder:
            course = Path(folder) / "course"
            for part in ("exercises", "solutions"):
                shutil.copytree(ROOT / part, course / part)
            shutil.copy(ROOT / "course.toml", course)
            blank(course, exercise, check)
            without = audit(course, exercise)
        rows.append(f"| {exercise} | {score(whole)} | `{check}` | {score(without)} |")
    lines = [
        "# The audit without a check",
        "",
        "| exercise | killed by public checks, by all | emptied check | without it |",
        "|---|---|---|---|",
        *rows,
        "",
        machine("numpy"),
        "",
    ]
    write("audit_without_a_check.md", "\n".join(lines))


if __name__ == "__main__":
    main()
