"""Who may import whom: the house's walls, read from the table below and the import statements."""

import ast
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1] / "grader"

# room -> rooms it may import; `docs/architecture.md` draws the same table.
MAY_IMPORT: dict[str, set[str]] = {
    "results": set(),
    "course": set(),
    "blocks": set(),
    "submissions": {"course"},
    "isolation": set(),
    "devices": {"isolation"},
    "checks": {"course", "results", "isolation", "devices"},
    "causes": {"checks", "results"},
    "score": {"course", "results"},
    "run": {
        "results", "course", "blocks", "submissions", "isolation", "devices", "checks", "causes",
        "score",
    },
    "pages": {"results", "course"},
    "fleet": {
        "results", "course", "blocks", "submissions", "isolation", "devices", "checks", "causes",
        "score", "run",
    },
    "authoring": {
        "results", "course", "blocks", "submissions", "isolation", "checks", "causes", "score",
        "run",
    },
    "notebooks": {
        "results", "course", "blocks", "submissions", "isolation", "devices", "checks", "causes",
        "score", "run", "pages",
    },
}  # fmt: skip
MAY_IMPORT["cli"] = {*MAY_IMPORT, "pages"}


def imports(path: Path) -> set[str]:
    """The modules of ours a file imports, as dotted names under `grader`."""
    package = ["grader", *path.relative_to(ROOT).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.add(module)
            if module == "grader":
                found |= {f"grader.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "grader"}


def rooms_of(path: Path) -> set[str]:
    """The rooms a file imports."""
    return {name.split(".")[1] for name in imports(path) if "." in name}


def files(room: str) -> list[Path]:
    """The files of a room."""
    folder = ROOT / room
    paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [ROOT / f"{room}.py"]
    return [path for path in paths if "demo_course" not in path.parts]  # package data, no code


def test_every_room_is_in_the_table():
    """A new folder or module under grader/ must say whom it may import."""
    rooms = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert set(MAY_IMPORT) == rooms - {"__init__", "__pycache__", "__main__"}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_the_table_allows(room):
    """Every import of ours, at the top or inside a function, stays within the table."""
    public_names = {"__version__"}
    for path in files(room):
        strangers = rooms_of(path) - MAY_IMPORT[room] - {room} - public_names

        assert set() == strangers, f"{path.relative_to(ROOT)} imports {strangers}"


def test_the_worker_imports_no_other_room():
    """What runs beside a student's code holds no check, course or result code."""
    for path in files("isolation"):
        assert {"isolation"} >= rooms_of(path), path


def test_the_table_is_not_vacuous():
    """The reader of import statements does find imports."""
    assert "isolation" in rooms_of(ROOT / "checks" / "proxy.py")
    assert "score" in rooms_of(ROOT / "run" / "exercise.py")


def test_the_engine_knows_no_exercise_by_name():
    """No exercise or chapter of the course is named in the engine's code."""
    import tomllib

    course = tomllib.loads((ROOT.parent / "course.toml").read_text(encoding="utf-8"))
    names = {e["id"] for chapter in course["chapter"] for e in chapter["exercise"]}
    names |= {chapter["id"] for chapter in course["chapter"]}
    ordinary = {*dir(np), "probability", "tensors", "value", "xor"}  # words elsewhere, too
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        words = {value for value in constants if isinstance(value, str)}

        assert set() == (names - ordinary) & words, path


def test_files_stay_small():
    """A file of the product has one job and at most 300 lines."""
    for path in ROOT.rglob("*.py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())

        assert lines <= 300, f"{path.relative_to(ROOT)} has {lines} lines"
