"""The versions of what a result depends on."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from grader import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable


def installed_versions(names: Iterable[str]) -> dict[str, str]:
    """Return the version of each name; `python` and `gradsteps` are names too."""
    known = {"gradsteps": __version__, "python": platform.python_version()}
    return {name: known.get(name) or _installed(name) for name in names}


@cache
def _installed(name: str) -> str:
    # Reading a package's metadata takes longer than many a check.
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
