"""The released wheel: the engine, and the student tree as its data, by PEP 427 and 639.

Written with `zipfile` alone: a build backend would need a project folder, and build isolation a
network. Members have one date, one mode and one order, so equal contents give equal bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import TYPE_CHECKING

import grader as engine

from .tree import FILE_MODE, ReleaseError, license_text

if TYPE_CHECKING:
    from grader.course import Course

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
AUTHORS_ONLY = {"dev"}  # extras a student has no use for
OWN = "gradsteps"


def wheel_name(course: Course) -> str:
    """`gradsteps_deep_learning-1.0-py3-none-any.whl`."""
    return f"{_escaped(course)}-{_version(course)}-py3-none-any.whl"


def write_wheel(course: Course, student: Path, out: Path) -> Path:
    """Write the wheel of the tree `student` into the folder `out`.

    Installed, the course lies in `<data prefix>/share/gradsteps/<course>/`. Raises ReleaseError
    where the engine's own requirements are not to be found, OSError.
    """
    info = f"{_escaped(course)}-{_version(course)}.dist-info"
    data = f"{_escaped(course)}-{_version(course)}.data/data/share/gradsteps/{course.id}"
    members = {f"grader/{name}": content for name, content in engine_files().items()}
    for path in sorted(student.rglob("*")):
        if path.is_file():
            members[f"{data}/{path.relative_to(student).as_posix()}"] = path.read_bytes()
    members[f"{info}/METADATA"] = _metadata(course, student).encode()
    members[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: {OWN} {engine.__version__}\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n"
    ).encode()
    members[f"{info}/entry_points.txt"] = (
        b"[console_scripts]\ngrade = grader.cli:main\n\n"
        b"[pytest11]\ngradsteps = grader.cli.pytest_plugin\n"
    )
    if text := license_text(course):
        members[f"{info}/licenses/LICENSE"] = text.encode()
    record = f"{info}/RECORD"
    lines = [f"{_quoted(name)},{_digest(x)},{len(x)}" for name, x in members.items()]
    members[record] = "".join(f"{line}\n" for line in [*lines, f"{record},,"]).encode()
    path = out / wheel_name(course)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, DATE)
            member.create_system = 3  # unix, whose modes these are
            member.external_attr = (0o100000 | FILE_MODE) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    path.chmod(FILE_MODE)
    return path


def engine_files() -> dict[str, bytes]:
    """Return the files of the running engine, all of it: students and authors run the same code."""
    package = Path(engine.__file__).parent
    found = {}
    for path in sorted(package.rglob("*")):
        steps = path.relative_to(package).parts
        hidden = any(step.startswith(".") or step == "__pycache__" for step in steps)
        if path.is_file() and not hidden and not path.name.endswith((".pyc", ".pyo", "~")):
            found["/".join(steps)] = path.read_bytes()
    return found


def _metadata(course: Course, student: Path) -> str:
    python, needed, extras = engine_requirements()
    name = f"{OWN}-{course.id}"
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {name}",
        f"Version: {_version(course)}",
        f"Summary: {course.title}: graded exercises, and the autograder that marks them",
        *(["License-File: LICENSE"] if license_text(course) else []),
        f"Requires-Python: {python}",
        *(f"Requires-Dist: {one}" for one in needed),
    ]
    for extra, requirements in sorted(extras.items()):
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {_only(one, extra, name)}" for one in requirements]
    lines.append("Description-Content-Type: text/markdown")
    return "\n".join(lines) + "\n\n" + (student / "README.md").read_text(encoding="utf-8")


def engine_requirements() -> tuple[str, list[str], dict[str, list[str]]]:
    """Return the engine's Python range, requirements and extras.

    A checkout's pyproject.toml says them; an editable install's metadata may be older.
    """
    project = Path(engine.__file__).parents[1] / "pyproject.toml"
    if project.is_file():
        facts = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        optional = facts.get("optional-dependencies", {})
        extras = {name: list(optional[name]) for name in optional if name not in AUTHORS_ONLY}
        return facts["requires-python"], list(facts["dependencies"]), extras
    try:
        python = metadata(OWN)["Requires-Python"]
        declared = requires(OWN) or []
    except PackageNotFoundError:
        raise ReleaseError([f"`{OWN}` is not installed, so its requirements are unknown"]) from None
    needed: list[str] = []
    extras = {}
    for one in declared:
        found = re.fullmatch(r"(.*?) *; *extra == ['\"](.+)['\"]", one)
        if not found:
            needed.append(one)
        elif found[2] not in AUTHORS_ONLY:
            extras.setdefault(found[2], []).append(found[1])
    return python, needed, extras


def _only(requirement: str, extra: str, name: str) -> str:
    """Return a requirement of an extra; one on the engine's own extras is one on the wheel's."""
    requirement = re.sub(rf"^{OWN}(?=\[)", name, requirement)
    what, _, marker = (part.strip() for part in requirement.partition(";"))
    return f"{what}; ({marker}) and extra == '{extra}'" if marker else f"{what}; extra == '{extra}'"


def _escaped(course: Course) -> str:
    return f"{OWN}_{course.id.replace('-', '_')}"


def _version(course: Course) -> str:
    """Return the version as PEP 440 normalizes it: `1.0`, not `01.0`."""
    return re.sub(r"\d+", lambda number: str(int(number[0])), course.version)


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name
