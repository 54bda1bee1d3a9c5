"""Mutants as a set: stable, different from each other, readable."""

import ast
from pathlib import Path

import pytest

from grader.authoring.audit.mutate import FEWEST, diff, mutants

ROOT = Path(__file__).parents[2]
SOLUTIONS = sorted(ROOT.glob("tests/courses/tiny/solutions/basics/[!t]*.py"))
SOLUTIONS += sorted(ROOT.glob("solutions/*/*.py"))
SOLUTIONS = [path for path in SOLUTIONS if not path.name.startswith("test_")]
ADAPTED = """import numpy as np


def f(x):
    ### BEGIN SOLUTION
    y = "größe", x + 1  # kept
    return y
    ### END SOLUTION
"""


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_every_mutant_is_another_program(path):
    """Mutants parse, differ from the solution and from each other, and there are ten or more."""
    text = path.read_text(encoding="utf-8")
    found = mutants(text, path.name)
    trees = {ast.dump(ast.parse(mutant.text)) for mutant in found}

    assert len(found) >= FEWEST
    assert len(trees | {ast.dump(ast.parse(text))}) == len(found) + 1
    assert len({mutant.id for mutant in found}) == len(found)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_mutant_changes_one_place(path):
    """All but the changed lines keep their layout and comments."""
    text = path.read_text(encoding="utf-8")
    for mutant in mutants(text, path.name):
        shown = diff(text, mutant.text, path.name).splitlines()

        assert sum(line.startswith("@@") for line in shown) == 1, mutant.id


def test_ids_say_where_and_what():
    """An id names file, line, column of the operator and the change, in the order of the text."""
    text = "def f(x, y):\n    ### BEGIN SOLUTION\n    return x @ (y - 1)\n    ### END SOLUTION\n"
    ids = [mutant.id for mutant in mutants(text, "f.py")]

    assert "f.py:3:14:matmult>mult" in ids
    assert "f.py:3:19:sub>add" in ids
    assert "f.py:3:21:1>2" in ids
    assert ids == [mutant.id for mutant in mutants(text, "f.py")]


def test_two_ways_to_the_same_mutant_count_once():
    """Dropping `keepdims=True` and setting it to False are one damage."""
    text = (
        "def f(x):\n    ### BEGIN SOLUTION\n    return x.max(keepdims=True)\n    ### END SOLUTION\n"
    )
    found = [m for m in mutants(text, "f.py") if "keepdims" in m.id]

    assert [m.id for m in found] == ["f.py:3:18:drop-keepdims"]


def test_text_that_is_not_ascii_is_cut_at_the_right_byte():
    """Columns of the syntax tree count bytes; the text around a change survives."""
    found = {m.id: m.text for m in mutants(ADAPTED, "f.py")}

    assert ADAPTED.replace("x + 1", "x - 1") in found.values()
