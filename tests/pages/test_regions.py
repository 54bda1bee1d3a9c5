"""The first step and the map of a large table, as a page shows them."""

import numpy as np
import pytest

from grader.checks.compare import near
from grader.checks.errors import Failed
from grader.pages.arrays import difference_lines
from grader.pages.colors import Style

PLAIN, ASCII = Style(), Style(ascii=True)


def lines(wrong, style=PLAIN, **told):
    """The fields of a difference that is 1 where `wrong` is."""
    with pytest.raises(Failed) as failed:
        near(np.zeros(wrong.shape) + wrong, np.zeros(wrong.shape), tolerance=0.1, **told)
    return difference_lines(failed.value.difference, style, 2)


def columns(shape, first, last):
    """Wrong in some columns."""
    wrong = np.zeros(shape, bool)
    wrong[:, first : last + 1] = True
    return wrong


def test_the_last_block_of_a_table_is_seen_at_a_glance():
    """Rows and columns in words, then the map, then the places."""
    text = "\n".join(lines(columns((256, 960), 900, 959)))
    row = " " * 13 + "│" + "·" * 45 + "▓" * 3 + "│"
    assert f"  where      rows 0-255, columns 900-959\n\n{row}\n{row}\n{row}\n\n" in text


def test_the_map_has_an_ascii_twin():
    """No sign that a terminal may not have."""
    text = "\n".join(lines(columns((256, 960), 910, 919), ASCII))
    assert text.isascii()
    assert "|" + "." * 45 + "+.." + "|" in text


@pytest.mark.parametrize(
    "wrong",
    [
        np.ones((64, 64), bool),  # everywhere
        np.random.default_rng(0).random((128, 480)) < 0.4,  # no region
        columns((8, 8), 3, 4),  # small: the places say it
        np.ones(5000, bool),
    ],
)
def test_a_map_that_says_nothing_is_left_out(wrong):
    """A map appears for a region, not for noise."""
    assert not any("where" in line for line in lines(wrong))


def test_one_row_and_one_column_are_singular():
    """`row 3`."""
    wrong = np.zeros((64, 100), bool)
    wrong[3] = True
    assert "  where      row 3, columns 0-99" not in lines(wrong)  # a third of a cell: no region
    assert "  where      rows 0-99, column 7" in lines(columns((100, 64), 7, 7))


def test_the_first_step_is_named():
    """As people count, and as an index."""
    wrong = np.arange(10) > 2
    said = "  first      step 4 of 10 is the first that differs (index 3)"
    assert said in lines(wrong, steps=0)
    assert said not in lines(wrong)
