"""The table of what the stand-in covers, against the stand-in."""

from __future__ import annotations

import re
from pathlib import Path

from grader.devices.cupy import arrays, namespace, runtime

PAGE = Path(__file__).parents[3] / "docs" / "cupy.md"


def rows() -> dict[str, set[str]]:
    """The names of each row of the page's table."""
    found = re.findall(r"^\| (.+?) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {head.strip("`"): set(re.findall(r"`([^`]+)`", names)) for head, names in found}


def test_every_name_of_the_stand_in_is_on_the_page_and_no_other():
    """The page names what the module has: functions by group, its own names, the submodules'."""
    expected = {
        **{group: set(names) for group, names in namespace.FUNCTIONS.items()},
        "constants": set(namespace.CONSTANTS),
        "about dtypes": {*namespace.PLAIN, *namespace.DTYPES},
        **{name: set(x) - {"__doc__"} for name, x in runtime.MODULES.items()},
    }
    found = rows()

    assert expected == {name: found[name] for name in expected}
    assert set(namespace.OWN) == found["making and moving"] | found["kernels"] | {"ndarray"}


def test_every_attribute_on_the_page_is_there():
    """What the page says of `ndarray` an array has."""
    listed = {*arrays.METHODS, *arrays.IN_PLACE, *arrays.PLAIN, *arrays.ATTRIBUTES}
    array = namespace.module().ones(2)

    assert listed <= rows()["ndarray"]
    assert set() == {name for name in rows()["ndarray"] if not hasattr(array, name)}
