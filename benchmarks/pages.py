"""Every HTML page in a real browser: accessible, whole at any width, silent on the network.

    python benchmarks/pages.py [--shots FOLDER]

Makes reports of samples (right, wrong, hostile, of a course of 96 exercises) and of classes, opens
each in headless Chromium, light and dark, narrow and wide, lets axe-core look at it with every
section open, walks through it with the Tab key, and counts requests. Needs `chromium`, `node` and
`npm`, which installs axe-core and puppeteer-core into a folder that is removed. Exit status 1 when
anything is wrong. Takes two minutes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import measuring

ROOT = Path(__file__).parents[1]
WIDTHS = (320, 1280)
PACKAGES = ("axe-core@4.14.1", "puppeteer-core@25")
EXERCISES = 96
SAMPLES = ("exception", "hidden_sentence", "hostile", "mixed", "notebook", "shape", "values")


def written(folder: Path) -> list[Path]:
    """Write the pages."""
    sys.path.insert(0, str(ROOT))
    from grader.pages.html import report
    from grader.pages.report import page, summed
    from tests.pages import classes, hostile, making, samples

    pages = {f"report_{name}": report(samples.ALL[name]) for name in SAMPLES}
    failing, passing = samples.values.exercises[0], samples.passing.exercises[0]
    many = [
        replace(
            failing if n % 4 == 0 else passing, name=f"softmax_{n}", chapter=f"chapter {n // 8}"
        )
        for n in range(EXERCISES)
    ]
    pages[f"report_{EXERCISES}_exercises"] = report(making.results(*many))
    nasty = [classes.graded(hostile.NASTY, hostile.hostile), *classes.CLASS]
    pages["class"] = page(summed(classes.FACTS, classes.CLASS))
    pages["class_hostile"] = page(summed(classes.FACTS, nasty))
    paths = []
    for name, text in pages.items():
        paths.append(folder / f"{name}.html")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def looked_at(pages: list[Path], folder: Path, shots: Path | None) -> dict[str, Any]:
    """What the browser found."""
    subprocess.run(
        ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, *PACKAGES],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    request = {
        "browser": shutil.which("chromium") or shutil.which("chromium-browser"),
        "packages": str(folder),
        "pages": [str(path) for path in pages],
        "widths": WIDTHS,
        "shots": shots and str(shots.resolve()),
    }
    asked = folder / "request.json"
    asked.write_text(json.dumps(request), encoding="utf-8")
    script = Path(__file__).with_suffix(".mjs")
    done = subprocess.run(["node", script, asked], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(path: Path, looked: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """A line of the table, and what is wrong with the page."""
    wrong = []
    for one in looked:
        where = f"{path.stem}, {one['scheme']}, {one['width']}"
        wrong += [f"{where}: {violation}" for violation in one["violations"]]
        wrong += [f"{where}: requests {url}" for url in one["requests"]]
        wrong += [f"{where}: the browser says {text}" for text in one["complaints"]]
        wrong += [f"{where}: {one['beyond']} pixels beyond the edge"] if one["beyond"] else []
        wrong += [] if one["inOrder"] else [f"{where}: Tab does not follow the page"]
    violations = sum(len(one["violations"]) for one in looked)
    requests = sum(len(one["requests"]) for one in looked)
    beyond = max(one["beyond"] for one in looked)
    cells = (
        path.stem.replace("_", " "),
        f"{path.stat().st_size / 1000:.0f}",
        f"{min(one['rules'] for one in looked)}",
        f"{violations}",
        f"{looked[0]['stops']}{'' if all(one['inOrder'] for one in looked) else ', not in order'}",
        f"{beyond}",
        f"{requests}",
    )
    return f"| {' | '.join(cells)} |", wrong


def main() -> int:
    """Write benchmarks/tables/pages.md; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", type=Path, help="Keep the screenshots here.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = written(folder)
        found = looked_at(pages, folder, options.shots)
        rows = [
            row(path, [one for one in found["looked"] if one["file"] == str(path)])
            for path in pages
        ]
    wrong = [problem for _, problems in rows for problem in problems]
    versions = found["versions"]
    table = "\n".join(line for line, _ in rows)
    text = f"""# The HTML pages in a browser

`python benchmarks/pages.py`: each page in headless Chromium, light and dark, {WIDTHS[0]} to
{WIDTHS[-1]} pixels wide, every section open; axe-core with the rules of WCAG 2.0 to 2.2, A and AA,
and its best practices. Tab stops are links, sections that open and regions that scroll: all are
reached, in the order of the page, unless it says so.

| page | kB | rules passed | violations | Tab stops | pixels beyond the edge | requests |
|---|---|---|---|---|---|---|
{table}

{measuring.machine("numpy")}, {versions["chromium"]}, axe-core {versions["axe"]}.
"""
    measuring.write("pages.md", text)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
