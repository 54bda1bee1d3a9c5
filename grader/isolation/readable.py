"""Which files a sandboxed worker may read: Python, its libraries, what they ask of the machine.

Never a whole prefix: a released course lies in its share/, and a checkout is a course.
"""

from __future__ import annotations

import site
import sys
from pathlib import Path

DEVICES = tuple(Path("/dev") / name for name in ("null", "zero", "random", "urandom"))
MACHINE = tuple(
    Path(name)
    for name in (
        "/proc/cpuinfo",
        "/proc/meminfo",
        "/sys/devices/system/cpu",
        "/etc/ld.so.cache",
        "/etc/alternatives",
        "/etc/localtime",
        "/usr/share/zoneinfo",
    )
)
_SYSTEM = tuple(Path(name) for name in ("/lib", "/lib64", "/usr/lib", "/usr/lib64"))


def libraries(names: tuple[str, ...]) -> list[Path]:
    """The folders and files the warm process and its forks import from, none beneath another."""
    found = [path for path in _SYSTEM if path.is_dir()]
    found += [path for path in map(Path, sys.path) if path.is_absolute() and _is_library(path)]
    for name in names:
        found += [Path(folder) for folder in getattr(sys.modules.get(name), "__path__", [])]
    found += _mapped()
    found += _own()
    real = sorted({path.resolve() for path in found if path.exists()})
    kept: list[Path] = []
    for path in real:
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return kept


def _is_library(path: Path) -> bool:
    """Inside an installation but not the whole of one, or a folder of installed distributions."""
    if any(path.glob("*.dist-info")):
        return True
    homes = {sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages()}
    for home in map(Path, homes):
        inside = path.is_relative_to(home)
        if inside and (path != home or str(home) in site.getsitepackages()):
            return path.exists()
    return False


def _mapped() -> list[Path]:
    """Shared libraries already loaded, wherever they lie."""
    lines = Path("/proc/self/maps").read_text("utf-8", "replace").splitlines()
    names = {line.split(maxsplit=5)[5] for line in lines if line.count("/")}
    return [Path(name) for name in names if ".so" in Path(name).name]


def _own() -> list[Path]:
    """The files of this room and whatever else of the package is loaded: no course, no check."""
    files: list[Path] = [Path(__file__).parent]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "grader":
            files.append(Path(getattr(module, "__file__", None) or ""))
    return [path for path in files if path.is_absolute()]


def reachable_by_others(path: Path) -> bool:
    """True if an account without rights of its own gets at the path."""
    try:
        above = all(folder.stat().st_mode & 0o001 for folder in path.parents)
        return above and bool(path.stat().st_mode & 0o004)
    except OSError:
        return False
