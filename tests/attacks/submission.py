"""An attack file: how it is read, and how it becomes a submission and its honest twin.

An attack is one file. Its docstring says what it tries, comments `# key: value` below it say what
the tests must know, and the rest is the dishonest answer to one exercise:

    # exercise: double            whose answer it is; softmax, adam, value: the real course's
    # process: points, secrets    what it gets where nothing but level `process` stands in its way
                                  (points, secrets, harm); absent: nothing
    # process as user: harm       the same for one account, `root` or `user`, where that differs
    # any: points                 what no level can take from it
    # link: PATH -> TARGET        a symbolic link in the submission; {checkout}, {home}, {bob}
    # file: PATH                  the lines below belong to this file of the submission instead
    # text: PATH                  the same, each line behind `#| `
    # make: PATH fifo|sparse|deep|terms|notebook|zip|escaping
                                  something that is no text
    # leak: seconds               it speaks through the times in the results

What lies between `### BEGIN EXPLOIT` and `### END EXPLOIT` is cut for the honest twin, and so are
links, texts and makings: the twin is the same wrong answer without the exploit.
"""

from __future__ import annotations

import io
import json
import os
import re
import textwrap
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COURSES = {"tiny": ROOT / "tests" / "courses" / "tiny", "deep-learning": ROOT}
CHAPTERS = {  # the exercises that are graded, in the order they are
    "tiny": {"double": "basics", "counter": "basics", "total": "basics"},
    "deep-learning": {"value": "backprop", "adam": "optimizers", "softmax": "attention"},
}
KINDS = {"points", "secrets", "harm"}
_KEY = re.compile(r"# (exercise|process(?: as \w+)?|any|link|make|leak): (.+)")
_PART = re.compile(r"# (file|text): (\S+)")
_EXPLOIT = re.compile(
    r"^[ \t]*### BEGIN EXPLOIT.*?### END EXPLOIT[^\n]*\n", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Attack:
    """One attack file."""

    path: Path
    facts: dict[str, str]
    links: tuple[tuple[str, str], ...]
    makes: tuple[tuple[str, str], ...]
    parts: dict[str, str] = field(repr=False)  # by path in the submission

    @property
    def name(self) -> str:
        """`ending_early/exit_in_function`."""
        return str(self.path.relative_to(HERE).with_suffix(""))

    @cached_property
    def course(self) -> str:
        """The course of its exercise."""
        return next(c for c, names in CHAPTERS.items() if self.facts["exercise"] in names)

    @cached_property
    def exercises(self) -> set[str]:
        """Those whose answers are not the solutions."""
        files = {f"exercises/{c}/{n}.py": n for n, c in CHAPTERS[self.course].items()}
        touched = {*self.parts, *(path for path, _ in (*self.links, *self.makes))}
        return {name for path, name in files.items() if path in touched}

    def gains(self, level: str, account: str) -> set[str]:
        """What it is said to get, `any` included."""
        own = self.facts.get(f"{level} as {account}", self.facts.get(level, ""))
        listed = {
            word.strip() for text in (own, self.facts.get("any", "")) for word in text.split(",")
        }
        return listed - {"", "nothing"}

    def write(self, folder: Path, places: dict[str, Path], *, honest: bool) -> None:
        """Lay the submission out in `folder`: this answer, and the solutions of all the others."""
        for name, chapter in CHAPTERS[self.course].items():
            answer = COURSES[self.course] / "solutions" / chapter / f"{name}.py"
            _put(folder, f"exercises/{chapter}/{name}.py", answer.read_text("utf-8"))
        for path, text in self.parts.items():
            if honest and not path.startswith("exercises/"):
                continue
            _put(folder, path, _EXPLOIT.sub("", text) if honest else text)
        if honest:
            return
        for path, how in self.makes:
            _make(folder / path, how, folder)
        for path, target in self.links:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            place.symlink_to(target.format(**places))


def read(path: Path) -> Attack:
    """Read an attack file."""
    text = path.read_text("utf-8")
    facts: dict[str, str] = {}
    pairs: dict[str, list[tuple[str, str]]] = {"link": [], "make": []}
    current: list[str] = []
    raw: dict[str, tuple[str, list[str]]] = {"": ("file", current)}
    for line in text.splitlines():
        if part := _PART.fullmatch(line):
            raw[part[2]] = (part[1], current := [])
        elif (key := _KEY.fullmatch(line)) and key[1] in pairs:
            left, _, right = key[2].replace(" -> ", " ", 1).partition(" ")
            pairs[key[1]].append((left, right))
        elif key:
            facts[key[1]] = key[2]
        else:
            current.append(line)
    exercise = facts["exercise"]
    chapter = next(c[exercise] for c in CHAPTERS.values() if exercise in c)
    parts = {
        name or f"exercises/{chapter}/{exercise}.py": "\n".join(
            [line.removeprefix("#|").removeprefix(" ") for line in lines]
            if kind == "text"
            else lines
        )
        + "\n"
        for name, (kind, lines) in raw.items()
    }
    assert text.startswith('"""'), f"{path} does not say what it tries"
    return Attack(path, facts, tuple(pairs["link"]), tuple(pairs["make"]), parts)


def attacks() -> list[Attack]:
    """All of them."""
    paths = sorted(HERE.glob("*/*.py"))
    return [read(path) for path in paths if path.parent.name != "kernels"]  # forgeries in CUDA C


def _put(folder: Path, path: str, text: str) -> None:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


def _make(place: Path, how: str, folder: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    text = place.read_text("utf-8") if place.is_file() else ""
    if how != "deep":
        place.unlink(missing_ok=True)
    if how == "fifo":
        os.mkfifo(place)
    elif how == "sparse":
        with place.open("wb") as file:
            file.truncate(1 << 30)
    elif how == "deep":
        for name in ("a" * 100,) * 20:  # deeper than most code that walks a tree is ready for
            place /= name
        place.mkdir(parents=True)
    elif how == "terms":
        place.write_text(f"{text}\nsum_ = {' + '.join(['1'] * 2000)}\n", "utf-8")
    elif how == "notebook":
        place.with_suffix(".ipynb").write_text(_notebook(text.replace("# $ ", "")), "utf-8")
    elif how == "escaping":
        place.write_bytes(_archive({"../../escaped.py": text, "/tmp/gradsteps-leftover.py": text}))
    elif how == "zip":
        place.write_bytes(_archive({"bomb.py": "#" * (64 << 20)}))
    else:
        raise ValueError(f"{how} in {folder}")


def _notebook(text: str) -> str:
    """Cells parted by lines `# %%`; what a line holds behind `# $ ` is no Python."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None}
        | {"source": textwrap.dedent(cell).strip()}
        for n, cell in enumerate(text.split("# %%"))
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _archive(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()
