"""Truth tables by threshold units, in one layer or two."""

import numpy as np

from grader import cases, check, driver, equal, put, unchanged


@driver
def computed(threshold_network, table):
    """What the network for `table` says for every input, and how many units its layers have."""
    import numpy as np

    d = len(table).bit_length() - 1
    x, units = np.indices((2,) * d).reshape(d, -1).T.astype(np.float64), []
    for w, b in threshold_network(table):
        if not (type(w) is type(b) is np.ndarray and {w.dtype.kind, b.dtype.kind} <= set("iuf")):
            raise TypeError("w and b must be arrays of integers or floats")
        if not (w.ndim == 2 and w.shape[1] == x.shape[1] and b.shape == w.shape[:1]):
            raise ValueError(f"w {w.shape} and b {b.shape} do not fit {x.shape[1]} inputs")
        if not (np.isfinite(w).all() and np.isfinite(b).all()):
            raise ValueError("weights and biases must be finite")
        x = (x @ w.T + b > 0).astype(np.float64)
        units.append(len(w))
    return x.astype(np.int64), units


def corners(d):
    """All inputs of d zeros and ones, a row each."""
    return np.indices((2,) * d).reshape(d, -1).T


def by_one_unit(d, rng):
    """A table that a unit with weights from -1 to 1 computes."""
    table = np.zeros(2**d, dtype=np.int64)
    while not table.any():
        sums = corners(d) @ rng.integers(-1, 2, size=d)
        table = (sums > rng.choice(sums)).astype(np.int64)
    return table


def with_xor(d, rng):
    """A table with XOR, or its opposite, in two of its inputs while a third stays as it is."""
    table = rng.integers(0, 2, size=(2,) * (d - 2) + (2, 2))
    flip = rng.integers(0, 2)
    square = np.array([[flip, 1 - flip], [1 - flip, flip]])
    table[(rng.integers(0, 2),) * (d - 2)] = square
    return table.transpose(rng.permutation(d)).reshape(-1)


@check(points=2)
@cases(d=[1, 2, 3], seed=range(3))
def computes_what_one_unit_can(threshold_network, d, rng):
    "computes AND, OR, NAND and whatever else one unit can"
    table = by_one_unit(d, rng)
    equal(computed(threshold_network, table)[0], table[:, None], name="what the network says")


@check(points=2)
@cases(d=[2, 3], seed=range(4))
def computes_what_needs_two_layers(threshold_network, d, rng):
    "computes XOR, and every table with XOR in it"
    table = with_xor(d, rng)
    equal(computed(threshold_network, table)[0], table[:, None], name="what the network says")


@check(points=2, after=computes_what_one_unit_can)
@cases(d=[2, 3], seed=range(4))
def takes_one_unit_where_one_can(threshold_network, d, rng):
    "takes a single unit where a single unit can do it"
    table = by_one_unit(d, rng)
    equal(computed(threshold_network, table), (table[:, None], [1]), name="what it says, and units")


@check(after=[takes_one_unit_where_one_can, computes_what_needs_two_layers])
@cases(d=[3], seed=range(4))
def finds_units_with_unequal_weights(threshold_network, d, rng):
    "takes a single unit also where one input must weigh twice as much as the others"
    sums = corners(3) @ rng.permutation(np.array([2, 1, 1]) * rng.choice([-1, 1], 3))
    table = (sums > np.sort(sums, axis=None)[rng.choice([2, 4])]).astype(np.int64).reshape(-1)
    equal(computed(threshold_network, table), (table[:, None], [1]), name="what it says, and units")


@check(after=computes_what_needs_two_layers)
@cases(d=[3])
def leaves_the_table_unchanged(threshold_network, d, rng):
    "leaves the table unchanged"
    for table in (put(by_one_unit(d, rng)), put(with_xor(d, rng))):
        computed(threshold_network, table)
        unchanged(table, "table")


@check(after=[takes_one_unit_where_one_can, computes_what_needs_two_layers])
def does_the_gates_of_two(threshold_network):
    "does AND, OR and NAND with one unit, and XOR with two layers"
    gates = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
    for name, table in gates.items():
        says, units = computed(threshold_network, np.array(table))
        equal(says[:, 0], np.array(table), name=f"what {name} says")
        equal(len(units), 2 if name == "XOR" else 1, name=f"layers of {name}")
