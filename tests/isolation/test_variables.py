"""The variables of the line that raised: exact types only, bounded, nothing of theirs is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Limits, Raised

if TYPE_CHECKING:
    from grader.isolation import Launcher

    from .conftest import Start

KNOWN = {
    "x": "float64 (3, 4) 0 .. 11",
    "row": "float32 (2,) [0, 1.5]",
    "one": "float32 0.25",
    "empty": "int64 (0, 3) []",
    "masks": "bool (3, 4)",
    "n": "3",
    "rate": "0.33333",
    "shape": "(3, 4)",
    "word": "'keepdims'",
    "many": "list (50)",
    "nothing": "None",
    "giant": "16610 bits",
}
CODE = """\
import numpy as np

class Evil:
    def __repr__(self):
        raise SystemExit
    __str__ = __format__ = __repr__

class Sub(np.ndarray):
    def min(self, *a, **k):
        raise SystemExit
    __repr__ = __str__ = min

class Text(str):
    def __repr__(self):
        raise SystemExit

def f(x):
    row = np.array([0, 1.5], "float32"); one = np.float32(0.25); empty = np.empty((0, 3), int)
    masks = x > 2; n = 3; rate = 1 / 3; shape = x.shape; word = "keepdims"; many = list(range(50))
    nothing = None; giant = 10**5000
    evil, sub, text, objects = Evil(), x.view(Sub), Text("t"), np.array([Evil(), 1])
    return [LINE]
"""


def seen(start: Start, line: str) -> dict[str, str]:
    """What is told of a line that divides by zero."""
    worker = start(CODE.replace("LINE", f"{line}, 1 / 0"))
    with pytest.raises(Raised) as raised:
        worker.call(ENTRY, [np.arange(12.0).reshape(3, 4)], {})
    assert "ZeroDivisionError" == raised.value.type
    return dict(raised.value.frames[-1].values)


@pytest.mark.parametrize("names", [list(KNOWN)[:6], list(KNOWN)[6:]])
def test_what_is_known_is_described(start_anyhow: Start, names: list[str]) -> None:
    """Arrays by dtype, shape and a few values or their range, everything else in short."""
    assert {name: KNOWN[name] for name in names} == seen(start_anyhow, ", ".join(names))


def test_what_is_theirs_is_left_out(start: Start) -> None:
    """Subclasses, their own classes and arrays of objects are never asked anything."""
    line = "evil, sub, text, objects, n, x.shape[n - 3]"
    assert {"n", "x"} == set(seen(start, line))


def test_at_most_eight_are_told(start: Start) -> None:
    """In the line's order, each once, attributes and keywords left out."""
    line = "n, n, rate, word, row, one, shape, many, nothing, giant"
    assert ["n", "rate", "word", "row", "one", "shape", "many", "nothing"] == list(
        seen(start, line)
    )
    assert ["x"] == list(seen(start, "x.shape, np.sum(x, axis=None)"))


def test_a_replaced_numpy_spoils_only_the_text(start: Start) -> None:
    """What their own process computes for them may be wrong, and ends nothing."""
    worker = start(
        "import numpy as np, sys\n"
        "def f(x):\n"
        "    for name in [m for m in sys.modules if m.endswith('.arrays')]:\n"
        "        sys.modules[name].shown = lambda x: 1 / 0\n"
        "    return x / None\n"
    )
    with pytest.raises(Raised) as raised:
        worker.call(ENTRY, [np.ones(2)], {})
    assert ("TypeError", ()) == (raised.value.type, raised.value.frames[-1].values)


def test_tensors_are_described(torch_launcher: Launcher) -> None:
    """By dtype, shape and values as well, with a graph or without."""
    text = (
        "import torch\n"
        "def f(n):\n"
        "    w = torch.nn.Parameter(torch.ones(2))\n"
        "    x = torch.arange(12.0).reshape(3, 4) * w.sum()\n"
        "    return x @ w\n"
    )
    with torch_launcher.start(Limits(5.0, 60.0, 2 << 30, 4096, 1 << 20)) as worker:
        worker.execute("mine.py", text)
        worker.bind("f")
        with pytest.raises(Raised) as raised:
            worker.call(ENTRY, [2], {})
    expected = (("x", "torch.float32 (3, 4) 0 .. 22"), ("w", "torch.float32 (2,) [1, 1]"))
    assert expected == raised.value.frames[-1].values
