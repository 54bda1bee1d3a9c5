"""What syntax trees tell: names, first errors, untouched stubs."""

from __future__ import annotations

import pytest

from grader.submissions import definitions, is_untouched, syntax_problem

from .making import ANSWER, STUB


def test_definitions() -> None:
    """Top-level definitions are found, inside blocks too, each with its last line; others not."""
    text = """\
import numpy as np
from scipy.special import softmax
def a():
    inner = 1
async def b(): pass
class C:
    field = 1
d = e = 1
(f, [g, *h]) = 1, [2, 3]
i: int = 1
j: int
np.k = 1
if d:
    l = 1
else:
    def m(): pass
try:
    n = 1
except E:
    o = 1
finally:
    p = 1
with q as r:
    s = 1
for t in u:
    v = 1
match w:
    case 1:
        x = 1
d = lambda z: z
"""
    assert definitions(text) == {
        "a": 3, "b": 5, "C": 6, "d": 30, "e": 8, "f": 9, "g": 9, "h": 9, "i": 10, "l": 14, "m": 16,
        "n": 18, "o": 20, "p": 22, "s": 24, "v": 26, "x": 29,
    }  # fmt: skip


def test_definitions_of_broken_text() -> None:
    """What is not Python defines nothing."""
    assert definitions("def f(:") == {}
    assert definitions("x = 1\0") == {}


def test_syntax_problem() -> None:
    """The first error has a line, a message and its text; right code has none."""
    assert syntax_problem("x = 1\n") is None
    assert syntax_problem("x = 1\n  y = (1\n") == (2, "unexpected indent", "y = (1")
    assert syntax_problem("a\nb\0") == (2, "source contains a NUL byte", "b\0")
    assert syntax_problem("a\nx = '\ud800'") == (2, "source is not text", "x = '\ud800'")


@pytest.mark.parametrize(
    "text",
    [
        STUB,
        STUB.replace("import numpy as np\n", "").replace("exp\n", "exp\nimport numpy as np\n", 1),
        "# mine\n" + STUB.replace('    """The softmax of x."""\n', "    # todo\n"),
        STUB.replace('"""Softmax."""', ""),
        STUB.replace("axis=-1", "axis = - 1").replace('("softmax")', "(\n        'softmax'\n    )"),
        STUB.replace("\n", "\r\n"),
    ],
    ids=["same", "imports", "comments", "docstring", "formatting", "crlf"],
)  # fmt: skip
def test_untouched(text: str) -> None:
    """Comments, docstrings, formatting and the order of imports leave a stub a stub."""
    assert is_untouched(text, STUB)


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        STUB.replace("axis=-1", "axis=0"),
        STUB.replace("axis=-1", "axis=True").replace("softmax(x", "softmax(y"),
        STUB + "\ndef more(): pass\n",
        STUB.replace("from numpy import exp\n", ""),
        STUB.replace("import exp", "import exp as e"),
        STUB.replace("from numpy import", "from math import"),
        STUB.replace("raise NotImplementedError", "raise NotImplementedError(1)"),
        STUB.replace("def softmax", "def soft_max"),
        STUB.replace("def ", "async def "),
        STUB + "(",
        "",
    ],
)
def test_touched(text: str) -> None:
    """Any other change is work, and what does not parse is never the stub."""
    assert not is_untouched(text, STUB)


def test_constants_keep_their_type() -> None:
    """`1`, `True` and `1.0` are equal to Python and not to a reader."""
    assert is_untouched("x = f(1)", "x = f( 1 )")
    assert not is_untouched("x = f(True)", "x = f(1)")
    assert not is_untouched("x = f(1.0)", "x = f(1)")


def test_deep_trees() -> None:
    """A tree too deep to compare is not the stub."""
    deep = "x = " + "(a" * 150 + ")" * 150 + ".b" * 400
    assert is_untouched(deep, STUB) is False
