"""A known answer becomes a submission that stands on its own."""

import pytest

from grader.checks.errors import CheckError
from grader.checks.slicing import sliced

FILE = '''
"""Softmax."""
from __future__ import annotations
import math
import numpy as np
from grader import mistake, near, variant, value
from grader.blocks import double

SCALE = 2.0

def scaled(x):
    return np.asarray(x) * SCALE

def unused(x):
    return math.pi

class Base:
    def f(self, x):
        return scaled(x)

@mistake(fails="a")
def direct(x):
    "sentence"
    return scaled(x)

@mistake(fails="a")
class Derived(Base):
    "sentence"
    def g(self):
        return Derived()

lambda_ = mistake("sentence", fails="a")(lambda x: scaled(x))
truth = lambda x: double(scaled(x))

def judges(x):
    near(x, x)

@variant
def shadows(x):
    "sentence"
    value = near = x
    return value

again = mistake("sentence", fails="a", replace=("a", "b"))
'''


def run(name, entry="entry"):
    """What a slice defines when it runs without the grader's names but `blocks`."""
    text = sliced(FILE, name, entry).replace("from grader.blocks import double", "double = abs")
    space = {}
    exec(text, space)
    return text, space


@pytest.mark.parametrize("name", ["direct", "lambda_", "truth"])
def test_helpers_come_along(name):
    """Functions, constants and imports a name uses, however far away; nothing else."""
    text, space = run(name)

    assert 6.0 == float(space["entry"](3.0))
    assert "unused" not in text
    assert "math" not in text
    assert "mistake" not in text


def test_a_class_keeps_its_name_and_base():
    """A class that calls itself by its own name still can."""
    _, space = run("Derived", "Softmax")

    assert isinstance(space["Softmax"]().g(), space["Softmax"])
    assert 2.0 == float(space["Softmax"]().f(1.0))


def test_a_local_name_is_no_use_of_a_global_one():
    """`value = ...` inside an answer is not the grader's `value`."""
    _, space = run("shadows")

    assert 5 == space["entry"](5)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("judges", "`judges` uses `near` of the grader, which its worker lacks"),
        ("missing", "no top-level `missing`"),
        ("again", "an answer by `replace` has no code"),
    ],
)
def test_what_cannot_stand_alone_says_why(name, says):
    """Names of the check language do not exist beside a student's code."""
    with pytest.raises(CheckError, match=says):
        sliced(FILE, name, "entry")
