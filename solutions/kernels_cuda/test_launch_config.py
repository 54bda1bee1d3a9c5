"""Blocks for an array: hidden checks, truth, mistakes, variants."""

import math

from grader import cases, check, equal, mistake, raises, reference, variant


@check(after="covers_three_axes")
@cases(planes=[3, 64, 65], z=[64, 65])
def knows_how_deep_a_block_is(launch_config, planes, z):
    "allows 64 threads along z and refuses 65"
    shape = (planes, 4, 4)
    if z > 64:
        with raises(ValueError):
            launch_config(shape, (2, 2, z))
    else:
        equal(launch_config(shape, (2, 2, z)), reference(shape, (2, 2, z)))


@check(after="puts_columns_along_x")
@cases(over=[0, 1])
def knows_how_high_a_grid_is(launch_config, over):
    "allows 65535 blocks along y and along z, and refuses one more"
    for shape, block in (
        ((8 * 65535 + over, 10), (4, 8)),
        ((65535 + over, 3, 5), (4, 2, 1)),
    ):
        if over:
            with raises(ValueError):
                launch_config(shape, block)
        else:
            equal(launch_config(shape, block), reference(shape, block))


@check(after="puts_columns_along_x")
@cases(short=[-1, 0, 1, 5, 1023])
def counts_far(launch_config, short):
    "counts exactly beyond 2**53 elements, and refuses more than 2**31 - 1 blocks along x"
    shape = 65535, 1024 * (2**31 - 1) - short
    if short < 0:
        with raises(ValueError):
            launch_config(shape, (1024, 1))
    else:
        equal(launch_config(shape, (1024, 1)), reference(shape, (1024, 1)))


def truth(shape, block):
    """By counting steps of the size of a block, and products of everything."""
    if len(shape) != len(block) or any(k < 1 for k in (*shape, *block)):
        raise ValueError
    if math.prod(block) > 1024 or block[2:] > (64,):
        raise ValueError
    grid = []
    for n, size in zip(reversed(shape), block, strict=True):
        whole, rest = divmod(n, size)
        grid.append(whole + (rest > 0))
    if grid[0] >= 2**31 or any(k >= 2**16 for k in grid[1:]):
        raise ValueError
    return tuple(grid), math.prod(grid) * math.prod(block) - math.prod(shape)


floor = mistake(
    "rounded the number of blocks down: the tail of the array gets no thread",
    fails="covers_a_vector",
    replace=("(n + size - 1) // size", "n // size"),
)

one_more = mistake(
    "always added a block: n // threads + 1",
    fails="covers_a_vector",
    replace=("(n + size - 1) // size", "n // size + 1"),
)

rows_along_x = mistake(
    "put the first axis along x, so that neighboring threads are a whole row apart",
    fails="puts_columns_along_x",
    replace=("lengths = shape[::-1]", "lengths = shape"),
)

per_axis = mistake(
    "limited the threads along each axis to 1024, not their product",
    fails="knows_the_largest_block",
    replace=("threads > MAX_THREADS", "max(block) > MAX_THREADS"),
)

full_block = mistake(
    "refused the block of exactly 1024 threads",
    fails=["allows_a_full_block", "counts_far"],
    replace=("threads > MAX_THREADS", "threads >= MAX_THREADS"),
)

depth = mistake(
    "forgot that a block has at most 64 threads along z",
    fails="knows_how_deep_a_block_is",
    replace=("MAX_BLOCK, MAX_GRID", "(1024, 1024, 1024), MAX_GRID"),
)

unbounded = mistake(
    "forgot that a grid has at most 65535 blocks along y and z",
    fails=["knows_how_high_a_grid_is", "counts_far"],
    replace=("blocks > blocks_most", "False"),
)


@mistake(fails="counts_far")
def with_floats(shape, block):
    "divided as floats, which are not exact beyond 2**53"
    if len(shape) != len(block) or min(*shape, *block) < 1 or math.prod(block) > 1024:
        raise ValueError("no such block")
    grid = tuple(math.ceil(n / size) for n, size in zip(shape[::-1], block, strict=True))
    if block[2:] > (64,) or grid[0] > 2**31 - 1 or max(grid[1:], default=0) > 65535:
        raise ValueError("no such grid")
    cover = math.prod(float(g * size) for g, size in zip(grid, block, strict=True))
    return grid, int(cover - float(math.prod(shape)))


@variant
def negated_floor(shape, block):
    "minus the floor of the negative"
    if len(shape) != len(block) or min(*shape, *block) < 1:
        raise ValueError("not a launch")
    grid = tuple(-(-n // size) for n, size in zip(reversed(shape), block, strict=True))
    if math.prod(block) > 1024 or max(block[2:], default=0) > 64:
        raise ValueError("not a block")
    if grid[0] > 0x7FFFFFFF or max(grid[1:], default=0) > 0xFFFF:
        raise ValueError("not a grid")
    return grid, math.prod(grid) * math.prod(block) - math.prod(shape)


@variant
def one_axis_after_another(shape, block):
    "whole blocks and a rest, axis by axis"
    if len(shape) != len(block):
        raise ValueError("not as many")
    grid, threads, covered, elements = (), 1, 1, 1
    for axis, size in enumerate(block):
        n = shape[-1 - axis]
        if n < 1 or size < 1 or (axis == 2 and size > 64):
            raise ValueError("out of range")
        whole, rest = divmod(n, size)
        grid += (whole + 1 if rest else whole,)
        threads, elements, covered = threads * size, elements * n, covered * size * grid[axis]
    if threads > 1024 or any(n > (2**31 - 1, 65535, 65535)[axis] for axis, n in enumerate(grid)):
        raise ValueError("too many")
    return grid, covered - elements
