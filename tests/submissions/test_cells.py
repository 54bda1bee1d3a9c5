"""Which cells of a notebook make up an exercise's program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from grader.submissions import Note, open_submission, untouched

from . import making
from .making import (
    ADAM,
    ANSWER,
    BACKWARD,
    LOSS,
    OPTIMIZER,
    SETUP,
    SOFTMAX,
    SOLVED,
    STUB,
    TODO,
    TRITON,
    claims,
    code,
    graded,
    markdown,
    notebook,
    shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.course import Course

    Ask = Callable[..., Any]


def test_one_program_per_exercise(read: Ask) -> None:
    """A program is the common cells and its own, in order; cells of others are left out."""
    cells = [
        markdown("# Homework"),
        code(SETUP),
        code(SOLVED),
        code(OPTIMIZER),
        code("print(softmax(np.ones(3)))"),
    ]
    found = read(*cells)
    assert shape(found) == [(2, False), (3, True), (5, False)]
    assert [p.label for p in found.parts[:2]] == ["hw.ipynb, cell 2", "hw.ipynb, cell 3"]
    assert (found.path, found.notes, found.parts[1].text) == ("hw.ipynb", (), SOLVED)
    assert shape(read(*cells, exercise=ADAM)) == [(2, False), (4, True), (5, False)]


@pytest.mark.parametrize(
    "metadata",
    [
        claims("softmax"),
        graded("softmax"),
        graded("softmax-solution"),
        graded("softmax_1"),
        {**claims("softmax"), **graded("adam")},
    ],
)
def test_claims(read: Ask, metadata: dict[str, Any]) -> None:
    """Metadata makes a cell an exercise's own whatever it defines, ours before nbgrader's."""
    cells = [code(SETUP), code("def soft(x): pass", **metadata), code(OPTIMIZER)]
    assert shape(read(*cells)) == [(1, False), (2, True)]


def test_the_longest_claim(read: Ask) -> None:
    """`softmax_backward-1` belongs to `softmax_backward` and `softmaxes` to nothing."""
    cells = [
        code(SOLVED),
        code("b = 1", **graded("softmax_backward-1")),
        code("c = 1", **graded("softmaxes")),
    ]
    assert shape(read(*cells)) == [(1, True), (3, False)]
    assert shape(read(*cells, exercise=BACKWARD)) == [(2, True), (3, False)]


def test_merged_cells(read: Ask) -> None:
    """A cell belongs to all it defines and to what it claims: merging keeps one cell's metadata."""
    cells = [code(f"{SOLVED}\n{OPTIMIZER}", **claims("softmax"))]
    assert shape(read(*cells)) == [(1, True)]
    assert shape(read(*cells, exercise=ADAM)) == [(1, True)]


def test_shared_entries(read: Ask) -> None:
    """Exercises with one entry both own a cell that defines it, unless it claims another name."""
    assert shape(read(code(SOLVED), exercise=TRITON)) == [(1, True)]


def test_use_is_not_definition(read: Ask) -> None:
    """Where a cell defines `loss`, one that assigns to `loss` is common; alone it is the answer."""
    cells = [code("def loss(x): return x"), code("loss = loss(1)"), code(SOLVED)]
    assert shape(read(*cells, exercise=LOSS)) == [(1, True), (2, False)]
    assert shape(read(*cells)) == [(2, False), (3, True)]
    assert shape(read(code("loss = lambda x: x"), exercise=LOSS)) == [(1, True)]


def test_definitions_in_blocks(read: Ask) -> None:
    """A definition inside `if` or `try` counts."""
    assert shape(read(code(f"if True:\n    {SOLVED.replace(chr(10), chr(10) + '    ')}"))) == [
        (1, True)
    ]


def test_stub_copies(read: Ask) -> None:
    """A copy of the stub below the answer does not undo it; alone it stays and is untouched."""
    cells = [code(SOLVED, **claims("softmax")), code(TODO, **claims("softmax")), code("1")]
    assert shape(read(*cells)) == [(1, True), (3, False)]
    assert shape(read(code(TODO), code(SOLVED), code("1"))) == [(2, True), (3, False)]
    alone = read(
        code(SETUP), code(TODO, **claims("softmax")), code("softmax(1)", **claims("softmax"))
    )
    assert shape(alone) == [(1, False), (2, True), (3, True)]


def test_untouched(read: Ask) -> None:
    """A notebook whose own cells are the stub is untouched, wherever its imports are."""
    assert untouched(read(code(SETUP), code(TODO), code("print(1)")), STUB)
    assert untouched(read(code(STUB)), STUB)
    assert untouched(read(code(TODO)), STUB)
    assert not untouched(read(code(SETUP), code(SOLVED)), STUB)
    assert not untouched(read(code(SETUP), code("x = 1", **claims("softmax"))), STUB)


def test_untouched_files(program: Ask, tmp_path: Path) -> None:
    """A file is untouched as it was given, imports included."""
    root = making.write(tmp_path / "s", {"softmax.py": STUB, "hw/adam.py": STUB + "x = 1"})
    assert untouched(program(root), STUB)
    assert not untouched(program(root, ADAM), STUB)
    making.write(root, {"softmax.py": STUB.replace("import numpy as np\n", "")})
    assert not untouched(program(root), STUB)


def test_tests_are_left_out(read: Ask) -> None:
    """Locked tests are not the student's; an answer merged into one, or turned to text, is."""
    tests = graded("softmax-tests", grade=True, solution=False)
    assert shape(read(code(SOLVED), code("assert softmax(1)", **tests))) == [(1, True)]
    assert shape(read(code(f"{SOLVED}\nassert softmax(1)", **tests))) == [(1, True)]
    assert shape(read(markdown(SOLVED, **claims("softmax")))) == [(1, True)]
    manual = graded("softmax", grade=True, solution=True)
    assert shape(read(code("x = 1", **manual))) == [(1, True)]


def test_text_is_no_code(read: Ask) -> None:
    """Text that happens to be Python is not executed."""
    cells = [
        markdown("x"),
        markdown(SOLVED),
        markdown("softmax", **claims("softmax")),
        code(SOLVED),
    ]
    assert shape(read(*cells)) == [(4, True)]


def test_renamed(read: Ask) -> None:
    """A name near the entry's is a program, so that the page can name it."""
    assert shape(read(code("def soft_max(x): pass"))) == [(1, False)]


def test_a_broken_cell(read: Ask) -> None:
    """A cell with a syntax error is its own part and takes no other down."""
    found = read(code("def f(:"), code(SOLVED), code("x = 1\0"))
    assert shape(found) == [(1, False), (2, True), (3, False)]
    assert found.parts[0].text == "def f(:"


def test_magics(read: Ask) -> None:
    """Dropped magics are noted with their cell, for the cells of this program; empty cells go."""
    cells = [
        code("%matplotlib inline\n!ls\n!ls"),
        code(f"%%time\n{SOLVED}\n%timeit softmax(1)"),
        code("%%bash\nls"),
        code(f"{OPTIMIZER}\n%pip install x"),
        code("  \n"),
    ]
    found = read(*cells)
    assert shape(found) == [(1, False), (2, True)]
    assert found.notes == (
        Note("magic_dropped", {"cell": "hw.ipynb, cell 1", "magic": "%matplotlib"}),
        Note("magic_dropped", {"cell": "hw.ipynb, cell 1", "magic": "!"}),
        Note("magic_dropped", {"cell": "hw.ipynb, cell 3", "magic": "%%bash"}),
    )
    assert found.parts[1].text == f"\n{SOLVED}\nsoftmax(1)"


def test_without_a_stub(course: Course, tmp_path: Path) -> None:
    """A course without the stub's file reads notebooks all the same."""
    (course.root / SOFTMAX.stub).unlink()
    (tmp_path / "hw.ipynb").write_text(notebook(code(TODO), code(SOLVED)))
    assert shape(open_submission(tmp_path / "hw.ipynb", course).program(SOFTMAX)) == [
        (1, True),
        (2, True),
    ]


def test_any_file(read: Ask) -> None:
    """The answer of a whole file in one cell is its own program."""
    assert shape(read(code(ANSWER))) == [(1, True)]


SPLIT = [
    ("def softmax(x, axis=-1):\n    e = np.exp(x)", "    return e / e.sum()"),
    ("def softmax(x, axis=-1):", "    e = np.exp(x)\n    return e / e.sum()"),
    ("def softmax(x, axis=-1):\n    return np.exp(", "x)"),
]


@pytest.mark.parametrize("metadata", [graded("softmax"), {}], ids=["doubled", "lost"])
@pytest.mark.parametrize("halves", SPLIT)
def test_a_split_cell_is_joined(read: Ask, halves: tuple[str, str], metadata: Any) -> None:
    """A cell that an editor split inside a function is one part again, at the first's number."""
    parts = read(code(SETUP), *(code(half, **metadata) for half in halves)).parts

    assert ["\n".join(halves)] == [part.text for part in parts if part.own]
    assert parts[-1].label.endswith("cell 2")


def test_whole_cells_are_not_joined(read: Ask) -> None:
    """Two cells of one exercise that are both Python stay two parts."""
    cells = [
        code("def softmax(x):\n    pass", **graded("softmax")),
        code("y = 3\nz = 4", **graded("softmax")),
    ]

    assert 2 == len(read(*cells).parts)


def test_a_cell_of_another_exercise_is_no_half(read: Ask) -> None:
    """A broken cell takes nothing of a neighbor that nbgrader knows by another id."""
    cells = [code("def softmax(x):", **graded("softmax")), code("    pass", **graded("adam"))]

    assert ["def softmax(x):"] == [part.text for part in read(*cells).parts]


def test_the_cell_that_readies_a_kernel_is_left_out(read: Ask) -> None:
    """The notebook's own setup cell is no part of anybody's program."""
    cells = [
        code("1 / 0", **graded("gradsteps-setup", solution=False)),
        code(SOLVED, **graded("softmax")),
    ]

    assert [SOLVED] == [part.text for part in read(*cells).parts]


def test_a_cell_nested_deeper_than_can_be_walked_names_nothing(read: Ask) -> None:
    """A chain of a thousand `elif` is Python, and costs no other cell its place."""
    chain = "if a:\n    pass\n" + "elif a:\n    pass\n" * 1500

    parts = read(code(chain), code(SOLVED, **graded("softmax"))).parts

    assert [chain, SOLVED] == [part.text for part in parts]
