"""Which course is used. The working directory, where a student's code lies, is never searched."""

from __future__ import annotations

import site
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VARIABLE = "GRADSTEPS_COURSE"


def find_course(
    environ: Mapping[str, str], *, package: Path | None = None, data: Sequence[Path] | None = None
) -> Path:
    """The folder of the course to use, with a `course.toml` in it.

    That is the one `GRADSTEPS_COURSE` in `environ` names, else the one beside the running package
    (`package`, an editable checkout), else the only one an installed wheel put under
    `share/gradsteps` of the data prefixes `data`.

    Raises `CourseError` if the variable names no course, or none is installed, or more than one.
    """
    if named := environ.get(VARIABLE):
        return _named(named)
    beside = (package or Path(__file__).resolve().parents[1]).parent
    if _holds_course(beside):
        return beside
    return _installed(_data_prefixes() if data is None else data)


def _holds_course(folder: Path) -> bool:
    try:
        return (folder / "course.toml").is_file()
    except OSError:  # a name too long, a folder that may not be entered
        return False


def _named(value: str) -> Path:
    folder = Path(value).absolute()
    if not _holds_course(folder):
        raise CourseError([Problem(VARIABLE, "a folder with a course.toml", str(folder))], VARIABLE)
    return folder


def _data_prefixes() -> list[Path]:
    prefixes = [sysconfig.get_path("data")]
    if site.ENABLE_USER_SITE:
        prefixes.append(sysconfig.get_path("data", sysconfig.get_preferred_scheme("user")))
    return [Path(prefix) for prefix in dict.fromkeys(prefixes)]


def _installed(prefixes: Sequence[Path]) -> Path:
    shelves = [prefix / "share" / "gradsteps" for prefix in prefixes]
    found = sorted(path.parent for shelf in shelves for path in shelf.glob("*/course.toml"))
    if len(found) == 1:
        return found[0]
    got = ", ".join(str(folder) for folder in found) or "nothing"
    where = str(shelves[0])
    raise CourseError([Problem(where, "one installed course", got)], where)
