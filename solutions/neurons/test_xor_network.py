"""Truth tables by threshold units: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import check, driver, equal, mistake, variant


@driver
def all_tables(threshold_network, d):
    """For all tables of d inputs that are not constant: how many are right, and how many layers."""
    import numpy as np

    right, layers_of = 0, [0, 0, 0]
    for number in range(1, 2 ** (2**d) - 1):
        table = np.array([number >> bit & 1 for bit in range(2**d)])
        x = np.indices((2,) * d).reshape(d, -1).T
        layers = threshold_network(table)
        for w, b in layers:
            x = (x @ w.T + b > 0).astype(np.float64)
        right += int(np.array_equal(x[:, 0], table))
        layers_of[min(len(layers), 2)] += 1
    return right, layers_of


@check(after=["finds_units_with_unequal_weights", "leaves_the_table_unchanged"])
def does_every_table_of_two(threshold_network):
    "does all 14 tables of two inputs, 12 of them with one unit"
    equal(all_tables(threshold_network, 2), (14, [0, 12, 2]), name="right, and numbers of layers")


@check(after=["finds_units_with_unequal_weights", "leaves_the_table_unchanged"])
def does_every_table_of_three(threshold_network):
    "does all 254 tables of three inputs, 102 of them with one unit"
    right = (254, [0, 102, 152])
    equal(all_tables(threshold_network, 3), right, name="right, and numbers of layers")


def truth(table):
    """A perceptron trained for long; if it never gets all right, a unit for each zero, and NOR."""
    d = len(table).bit_length() - 1
    x = np.array([[i >> (d - 1 - k) & 1 for k in range(d)] for i in range(len(table))])
    w, b = np.zeros(d), 0.0
    for _ in range(60):
        wrong = 0
        for sample, target in zip(x, table, strict=True):
            error = int(target) - int(sample @ w + b > 0)
            w, b, wrong = w + error * sample, b + error, wrong + abs(error)
        if not wrong:
            return [(w.reshape(1, d), np.array([b]))]
    zeros = x[table == 0]
    fires = (2.0 * zeros - 1, 0.5 - zeros.sum(axis=1))
    return [fires, (-np.ones((1, len(zeros))), np.array([0.5]))]


IF = "if (lowest_one > highest_zero).any():"
UNIT = "return [(weights[best][None, :], -highest_zero[best][None])]"
HIDDEN = "hidden = (2 * ones - 1, 1 - ones.sum(axis=1))"
OUTPUT = "return [hidden, (np.ones((1, len(ones))), np.zeros(1))]"
WEIGHTS = "np.array(list(np.ndindex(*(5,) * d))) - 2"

above_or_equal = mistake(
    "put the threshold where the sum is exactly 0, which counts as 0",
    fails="computes_what_one_unit_can",
    replace=(UNIT, "return [(weights[best][None, :], -lowest_one[best][None])]"),
)

bias_forgotten = mistake(
    "left the bias at 0, so every line goes through the origin",
    fails="computes_what_one_unit_can",
    replace=(UNIT, "return [(weights[best][None, :], np.zeros(1))]"),
)

digits_reversed = mistake(
    "took the first input for the lowest digit",
    fails=["computes_what_one_unit_can", "computes_what_needs_two_layers"],
    replace=(
        "corners = np.array(list(np.ndindex(*(2,) * d)))",
        "corners = np.array(list(np.ndindex(*(2,) * d)))[:, ::-1]",
    ),
)

always_one_unit = mistake(
    "took one unit always, which gets a corner of XOR wrong whatever its weights are",
    fails="computes_what_needs_two_layers",
    replace=[(IF, "if True:"), (UNIT, UNIT.replace("-highest_zero", "1 - lowest_one"))],
)

zeros_ignored = mistake(
    "gave inputs that must be 0 a weight of 0 instead of -1",
    fails="computes_what_needs_two_layers",
    replace=(HIDDEN, HIDDEN.replace("2 * ones - 1", "ones")),
)

all_hidden_needed = mistake(
    "joined the hidden units by AND instead of OR",
    fails="computes_what_needs_two_layers",
    replace=(OUTPUT, OUTPUT.replace("np.zeros(1)", "np.array([1 - len(ones)])")),
)

parity = mistake(
    "took XOR of all inputs for every table that one unit cannot do",
    fails="computes_what_needs_two_layers",
    replace=("ones = corners[table == 1]", "ones = corners[corners.sum(axis=1) % 2 == 1]"),
)

always_two_layers = mistake(
    "took two layers always",
    fails="takes_one_unit_where_one_can",
    replace=(IF, "if False:"),
)

positive_weights = mistake(
    "tried no negative weights, so NAND seems to need two layers",
    fails="takes_one_unit_where_one_can",
    replace=(WEIGHTS, WEIGHTS.removesuffix(" - 2")),
)

equal_weights = mistake(
    "tried the weights -1, 0 and 1 only",
    fails="finds_units_with_unequal_weights",
    replace=(WEIGHTS, "np.array(list(np.ndindex(*(3,) * d))) - 1"),
)

in_place = mistake(
    "changed the caller's table",
    fails="leaves_the_table_unchanged",
    replace=(
        "ones = corners[table == 1]",
        "ones = corners[table == 1]\n    table[:] = 1 - table",
    ),
)


@variant
def by_zeros(table):
    "the bias from the ones of the table; a hidden unit that stays silent for each zero, and AND"
    d = len(table).bit_length() - 1
    x = np.array([[i >> (d - 1 - k) & 1 for k in range(d)] for i in range(len(table))])
    for w in np.ndindex(*(5,) * d):
        unit = np.array(w) - 2
        sums = x @ unit
        b = 1 - sums[table == 1].min()
        if np.array_equal(sums + b > 0, table == 1):
            return [(unit[None, :], np.array([b]))]
    zeros = x[table == 0]
    hidden = 1.0 - 2 * zeros, zeros.sum(axis=1).astype(float)
    return [hidden, (np.ones((1, len(zeros))), np.array([0.5 - len(zeros)]))]


@variant
def with_halves(table):
    "thresholds halfway, weights as floats"
    d = len(table).bit_length() - 1
    x = np.array(list(np.ndindex(*(2,) * d)), dtype=float)
    for w in np.ndindex(*(5,) * d):
        sums = x @ (np.array(w) - 2.0)
        low, high = sums[table == 1].min(), sums[table == 0].max()
        if low > high:
            return [(np.array([w]) - 2.0, np.array([-(low + high) / 2]))]
    ones = x[table == 1]
    hidden = 2 * ones - 1, 0.5 - ones.sum(axis=1)
    return [hidden, (np.ones((1, len(ones))), np.array([-0.5]))]
