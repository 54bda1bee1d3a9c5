"""The versions of what a result depends on."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from grader import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable


def installed_versions(names: Iterable[str]) -> dict[str, str]:
    """Return the version of each name; `python` and `gradsteps` are names too."""
    known = {"gradsteps": __version__, "python": platform.python_version()}
    found = {}
    for name in names:
        try:
            found[name] = known[name] if name in known else version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
