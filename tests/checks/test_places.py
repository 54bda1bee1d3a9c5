"""Where a result is wrong, as fields: extent, shares of a map, the first step."""

import numpy as np
import pytest

from grader.checks.compare import equal, near
from grader.checks.errors import Failed
from grader.checks.places import extent, first_step, shares


def difference(statement, *args, **kwargs):
    """The difference a statement fails with."""
    with pytest.raises(Failed) as failed:
        statement(*args, **kwargs)
    return failed.value.difference


def block(shape, rows, columns):
    """A mask that is wrong in a block."""
    wrong = np.zeros(shape, bool)
    wrong[rows, columns] = True
    return wrong


def test_the_extent_is_the_first_and_last_wrong_index_of_each_axis():
    """Of any number of axes; nothing where nothing is wrong."""
    assert ((2, 4), (5, 9)) == extent(block((6, 12), slice(2, 5), slice(5, 10)))
    assert ((3, 3),) == extent(np.arange(5) == 3)
    assert () == extent(np.zeros((2, 2), bool))
    assert () == extent(np.zeros((0, 2), bool))
    assert () == extent(np.ones((), bool))


def test_a_large_table_has_the_share_of_each_cell():
    """Three by forty-eight cells that cover every element once, fewer where it is narrow."""
    wrong = block((256, 1000), slice(0, 256), slice(960, 1000))
    map_ = shares(wrong)
    assert (3, 48) == np.shape(map_)
    assert {0.0} == {share for row in map_ for share in row[:46]}
    assert {1.0} == {row[47] for row in map_}
    assert 0 < map_[0][46] <= 1

    assert (2, 48) == np.shape(shares(np.ones((2, 4096), bool)))
    assert (3, 5) == np.shape(shares(np.ones((4096, 5), bool)))
    assert () == shares(np.ones((63, 64), bool))
    assert () == shares(np.ones(10_000, bool))


def test_the_cells_of_uneven_sizes_add_up():
    """Shares times sizes are all that is wrong."""
    wrong = np.random.default_rng(0).random((71, 97)) < 0.3
    rows = np.diff([0, 23, 47, 71])
    starts = [*(np.arange(48) * 97 // 48), 97]
    sizes = np.outer(rows, np.diff(starts))
    assert wrong.sum() == pytest.approx((np.array(shares(wrong)) * sizes).sum())


def test_the_first_step_is_counted_along_its_axis():
    """From either end of the shape."""
    wrong = block((6, 4), slice(2, 3), slice(3, 4))
    assert (2, 6) == first_step(wrong, 0)
    assert (3, 4) == first_step(wrong, 1)
    assert (3, 4) == first_step(wrong, -1)


def test_a_difference_carries_them():
    """Steps only where the check says that they follow one another."""
    right = np.zeros((64, 64))
    got = right + block((64, 64), slice(10, 20), slice(0, 64))
    found = difference(near, got, right, steps=0)
    assert ((10, 19), (0, 63)) == found.extent
    assert (10, 64) == found.first
    assert found.shares
    assert difference(near, got, right).first is None
    assert difference(near, 1.0, 2.0, steps=0).first is None
    assert ((3, 3),) == difference(equal, np.arange(4) * (np.arange(4) < 3), np.arange(4)).extent


def test_steps_reach_into_containers():
    """A list of sequences names its first wrong item, and the step in it."""
    losses = [np.arange(5.0), np.arange(5.0) + (np.arange(5) > 2)]
    found = difference(near, losses, [np.arange(5.0)] * 2, steps=0)
    assert ("result[1]", (3, 5)) == (found.name, found.first)
