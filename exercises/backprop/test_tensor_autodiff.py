"""Reverse-mode automatic differentiation of arrays."""

import numpy as np

from grader import cases, check, driver, near, put, raises, reference, unchanged, value

SINGLE = {
    "a + b": lambda a, b: a + b,
    "a * b": lambda a, b: a * b,
    "a ** 3": lambda a, b: a**3,
    "b ** -0.5": lambda a, b: b**-0.5,
    "a.exp()": lambda a, b: a.exp(),
    "a.relu()": lambda a, b: a.relu(),
}

SHARED = {
    "a * a": lambda a, b: a * a,
    "a + b + a": lambda a, b: a + b + a,
    "a * (a + b)": lambda a, b: a * (a + b),
    "a.exp() * b + a": lambda a, b: a.exp() * b + a,
}

PAIRS = {
    "a row": ((4, 3), (3,)),
    "a column": ((4, 3), (4, 1)),
    "a number": ((4, 3), ()),
    "one of one": ((4, 3), (1, 1)),
    "row and column": ((1, 3), (4, 1)),
    "three axes": ((2, 4, 3), (4, 1)),
    "the first of the two": ((3,), (2, 4, 3)),
}

SUMS = {
    "all": {},
    "axis 0": {"axis": 0},
    "axis 1": {"axis": 1},
    "axis 0, kept": {"axis": 0, "keepdims": True},
    "axis 1, kept": {"axis": 1, "keepdims": True},
}


def alike(Tensor, f, *arrays, calls=1, length=4, terms=10.0):
    """Fail unless f of these leaves has the reference's value and derivatives."""
    found = []
    for side in (Tensor, reference):
        leaves = [side(x) for x in arrays]
        y = f(*leaves)
        for _ in range(calls):
            y.backward()
        found.append((value(y.data), [value(leaf.grad) for leaf in leaves]))
    (got, gradients), (expected, slopes) = found
    near(got, expected, length=length, terms=terms, name="data of the result")
    for name, mine, theirs in zip("abcd", gradients, slopes, strict=False):
        near(mine, theirs, length=length, terms=terms, name=f"{name}.grad")


@check(points=2)
@cases(expression=list(SINGLE), seed=range(2))
def computes_values(Tensor, expression, rng):
    "computes the data of every operation"
    a, b = rng.normal(size=(2, 3)), rng.uniform(0.5, 2, size=(2, 3))
    got, expected = (SINGLE[expression](side(a), side(b)) for side in (Tensor, reference))
    near(value(got.data), value(expected.data), terms=10.0, name="data of the result")


@check(points=2, after=computes_values)
@cases(expression=list(SINGLE), seed=range(2))
def knows_each_derivative(Tensor, expression, rng):
    "passes back the derivative of every operation, entry by entry"
    a, b, c = rng.normal(size=(2, 3)), rng.uniform(0.5, 2, size=(2, 3)), rng.normal(size=(2, 3))
    alike(Tensor, lambda a, b, c: (SINGLE[expression](a, b) * c).sum(), a, b, c, terms=30.0)


@check(points=2, after=knows_each_derivative)
@cases(how=list(SUMS), seed=range(2))
def spreads_what_was_summed(Tensor, how, rng):
    "gives every entry of a sum the derivative of that sum, along either axis, kept or dropped"
    a = rng.normal(size=(3, 4))
    alike(Tensor, lambda a: (a.sum(**SUMS[how]) ** 2).sum(), a, length=12, terms=30.0)


@check(points=2, after=knows_each_derivative)
@cases(n=[1, 2], k=[3, 5], seed=range(2))
def multiplies_matrices(Tensor, n, k, rng):
    "multiplies matrices, and passes back to both"
    a, b, c = rng.normal(size=(n, k)), rng.normal(size=(k, 4)), rng.normal(size=(n, 4))
    alike(Tensor, lambda a, b, c: (a @ b * c).sum(), a, b, c, length=k, terms=20.0)


@check(points=3, after=knows_each_derivative)
@cases(stretched=list(PAIRS), operation=["+", "*"])
def sums_what_was_stretched(Tensor, stretched, operation, rng):
    "sums back to the operand's own shape over every axis along which it was stretched"
    a, b = (rng.normal(size=shape) for shape in PAIRS[stretched])
    c = rng.normal(size=np.broadcast_shapes(a.shape, b.shape))

    def loss(a, b, c):
        return ((a + b if operation == "+" else a * b) * c).sum()

    alike(Tensor, loss, np.asarray(a), np.asarray(b), c, length=c.size, terms=10.0)


@driver
def mixed(Tensor, x, c, case):
    """Data and x.grad of the sum of squares of an expression of a Tensor and something plain."""
    x = Tensor(x)
    y = {
        "x + 3": lambda: x + 3,
        "array + x": lambda: c + x,
        "x - array": lambda: x - c,
        "array - x": lambda: c - x,
        "2 * x": lambda: 2 * x,
        "1 - x": lambda: 1 - x,
        "x / array": lambda: x / c,
        "array @ x": lambda: c @ x,
        "x @ array": lambda: x @ c,
        "list * x": lambda: x * c.tolist(),
    }[case]()
    loss = (y**2).sum()
    loss.backward()
    return loss.data, x.grad


MIXED = [
    "x + 3",
    "array + x",
    "x - array",
    "array - x",
    "2 * x",
    "1 - x",
    "x / array",
    "array @ x",
    "x @ array",
]


@check(after=[sums_what_was_stretched, multiplies_matrices])
@cases(case=[*MIXED, "list * x"])
def takes_arrays_and_numbers(Tensor, case, rng):
    "takes arrays and numbers on either side of an operator"
    x, c = rng.normal(size=(3, 3)), rng.uniform(0.5, 2, size=(3, 3))
    got, expected = (mixed(side, x, c, case) for side in (Tensor, reference))
    near(got[0], expected[0], length=9, terms=50.0, name="data of the result")
    near(got[1], expected[1], length=9, terms=50.0, name="x.grad")


@check(points=2, after=sums_what_was_stretched)
@cases(expression=list(SHARED), seed=range(2))
def adds_up_all_uses(Tensor, expression, rng):
    "adds up what comes back from every use of a tensor, in arrays of its own"
    a, b = rng.normal(size=(2, 3)), rng.normal(size=3)
    alike(Tensor, lambda a, b: SHARED[expression](a, b).sum(), a, b, terms=20.0)


@check(points=2, after=adds_up_all_uses)
@cases(calls=[2, 3], seed=range(2))
def accumulates_over_calls(Tensor, calls, rng):
    "adds to the leaves' grad in each call of backward, so that two calls double it"
    a, b = rng.normal(size=(2, 3)), rng.normal(size=3)
    alike(Tensor, lambda a, b: ((a + b) * a).exp().sum(), a, b, calls=calls, terms=300.0)


@check(after=knows_each_derivative)
@cases(shape=[(1,), (2, 3), (1, 1)])
def refuses_more_than_one_number(Tensor, shape, rng):
    "raises ValueError for backward from anything but shape ()"
    y = Tensor(rng.normal(size=shape)) * 2.0
    with raises(ValueError):
        y.backward()


@check(after=knows_each_derivative)
@cases(expression=list(SINGLE))
def leaves_operands_unchanged(Tensor, expression, rng):
    "leaves the operands' data, and the arrays they were made of, unchanged"
    original = rng.normal(size=(2, 3))
    given, b = put(original), rng.uniform(0.5, 2, size=(2, 3))
    a = Tensor(given)
    y = SINGLE[expression](a, Tensor(b)).sum()
    y.backward()
    near(value(a.data), original, name="a.data")
    unchanged(given, "the array given")


@check(after=accumulates_over_calls)
def gives_the_worked_numbers(Tensor):
    "gives [2, 2] for a bias added to two rows, and [[4, -2], [2, 2]] for a sum of squares"
    x, w, b = Tensor([[1, 2], [3, 4]]), Tensor([[2, 0], [0, 2]]), Tensor([1, 1])
    loss = (w * x + b).sum()
    loss.backward()
    near(float(value(loss.data)), 14.0, name="loss")
    near(value(x.grad), np.array([[2.0, 0.0], [0.0, 2.0]]), name="x.grad")
    near(value(w.grad), np.array([[1.0, 2.0], [3.0, 4.0]]), name="w.grad")
    near(value(b.grad), np.array([2.0, 2.0]), name="b.grad")
    x = Tensor([[2.0, -1.0], [1.0, 1.0]])
    out = (x**2).sum()
    near(float(value(out.data)), 7.0, name="sum of squares")
    for calls in (1, 2):
        out.backward()
        by_hand = calls * np.array([[4.0, -2.0], [2.0, 2.0]])
        near(value(x.grad), by_hand, name=f"x.grad after {calls} calls")
