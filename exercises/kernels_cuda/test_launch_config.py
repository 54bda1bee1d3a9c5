"""Blocks for an array."""

from grader import cases, check, equal, given, integers, raises, reference


@check(points=2)
@cases(threads=[1, 32, 256], seed=range(3))
def covers_a_vector(launch_config, threads, rng):
    "covers a vector with whole blocks, the last one hanging over"
    n = int(rng.integers(300, 5000))
    equal(launch_config((n,), (threads,)), reference((n,), (threads,)))


@check(after=covers_a_vector)
@cases(threads=[1, 32, 128], seed=range(2))
def wastes_no_block(launch_config, threads, rng):
    "adds no block where the last one is full"
    blocks = int(rng.integers(1, 50))
    n = blocks * threads
    equal(launch_config((n,), (threads,)), ((blocks,), 0))


@check(points=2, after=covers_a_vector)
@given(rows=integers(1, 300), cols=integers(1, 300), x=integers(1, 32), y=integers(1, 32))
def puts_columns_along_x(launch_config, rows, cols, x, y):
    "puts the columns of a matrix along x and its rows along y"
    equal(launch_config((rows, cols), (x, y)), reference((rows, cols), (x, y)))


@check(after=puts_columns_along_x)
@given(planes=integers(1, 40), rows=integers(1, 40), cols=integers(1, 40), z=integers(1, 8))
def covers_three_axes(launch_config, planes, rows, cols, z):
    "covers an array of three axes"
    equal(
        launch_config((planes, rows, cols), (16, 4, z)), reference((planes, rows, cols), (16, 4, z))
    )


@check(after=covers_a_vector)
@cases(axes=[1, 2, 3], more=[1, -1], seed=range(2))
def wants_as_many_numbers(launch_config, axes, more, rng):
    "raises ValueError for more or fewer axes of threads than of the array"
    shape = tuple(int(n) for n in rng.integers(1, 9, size=axes))
    with raises(ValueError):
        launch_config(shape, (8, 4, 2, 2)[: axes + more])


@check(after=puts_columns_along_x)
@cases(bad=[0, -1, -8], where=[0, 1, 2, 3], seed=range(2))
def wants_positive_numbers(launch_config, bad, where, rng):
    "raises ValueError for a length or a number of threads less than 1"
    numbers = [int(n) for n in rng.integers(1, 9, size=4)]
    numbers[where] = bad
    with raises(ValueError):
        launch_config(tuple(numbers[:2]), tuple(numbers[2:]))


@check(points=2, after=puts_columns_along_x)
@cases(x=[1, 33, 512, 1025], seed=range(2))
def knows_the_largest_block(launch_config, x, rng):
    "raises ValueError for a block of more than 1024 threads"
    y = 1024 // x + int(rng.integers(1, 5))
    with raises(ValueError):
        launch_config((2000, 2000), (x, y))


@check(after=puts_columns_along_x)
@cases(x=[1, 32, 1024], seed=range(2))
def allows_a_full_block(launch_config, x, rng):
    "allows a block of exactly 1024 threads"
    shape = tuple(int(n) for n in rng.integers(1000, 3000, size=2))
    equal(launch_config(shape, (x, 1024 // x)), reference(shape, (x, 1024 // x)))


@check(after=puts_columns_along_x)
def gives_the_worked_numbers(launch_config):
    "gives 391 blocks and 96 idle threads for 100000 elements in blocks of 256"
    equal(launch_config((100000,), (256,)), ((391,), 96))
    equal(launch_config((30, 70), (32, 8)), ((3, 4), 972))
