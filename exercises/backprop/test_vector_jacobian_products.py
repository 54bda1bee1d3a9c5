"""What single operations pass back."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, raises, reference, unchanged

SHAPES = [(3,), (2, 4), (2, 3, 5)]


def alike(vjp, operation, inputs, dy, terms):
    """Fail unless the student's derivatives by all inputs are the reference's."""
    got, expected = vjp(operation, inputs, dy), reference(operation, inputs, dy)
    near(got, expected, length=dy.size, terms=terms)


@check
@cases(axes=[1, 2, 3], seed=range(2))
def differentiates_tanh(vjp, axes, rng):
    "tanh: multiplies by 1 - tanh**2, entry by entry"
    x, dy = rng.normal(size=(2, *SHAPES[axes - 1]))
    alike(vjp, "tanh", (x,), dy, 4.0)


@check
@cases(axes=[1, 2, 3], seed=range(2))
def differentiates_the_mean(vjp, axes, rng):
    "mean: gives every entry the same small share"
    x, dy = rng.normal(size=SHAPES[axes - 1]), np.array(rng.uniform(1, 2))
    alike(vjp, "mean", (x,), dy, 2.0)


@check
@cases(axes=[1, 2, 3], seed=range(2))
def differentiates_the_maximum(vjp, axes, rng):
    "max: gives all to the largest entry of each row, nothing to the others"
    x = rng.normal(size=SHAPES[axes - 1])
    alike(vjp, "max", (x,), rng.uniform(1, 2, size=x.shape[:-1]), 2.0)


@check(after=differentiates_the_maximum)
@cases(rows=[1, 3], seed=range(2))
def gives_ties_to_the_first(vjp, rows, rng):
    "max: gives all to the first of several largest entries"
    x = np.tile(rng.permutation(np.array([2.0, 2.0, 2.0, -1.0, 0.5])), (rows, 1))
    alike(vjp, "max", (x,), rng.uniform(1, 2, size=rows), 2.0)


@check(points=2)
@cases(rows=[1, 3], d=[2, 5], seed=range(2))
def differentiates_a_linear_layer(vjp, rows, d, rng):
    "linear: passes back through the weights, and collects what weights and bias get from all rows"
    x, w, b = rng.normal(size=(rows, d)), rng.normal(size=(4, d)), rng.normal(size=4)
    alike(vjp, "linear", (x, w, b), rng.normal(size=(rows, 4)), 6.0)


@check(points=2, after=differentiates_a_linear_layer)
@cases(front=[0, 2, 3], seed=range(2))
def sums_over_all_axes_in_front(vjp, front, rng):
    "linear: adds up over all axes but the last, be there none, two or three"
    lengths = (3, 2, 4)[:front]
    x, w, b = rng.normal(size=(*lengths, 5)), rng.normal(size=(2, 5)), rng.normal(size=2)
    alike(vjp, "linear", (x, w, b), rng.normal(size=(*lengths, 2)), 10.0)


@check(points=2)
@cases(axes=[1, 2, 3], seed=range(2))
def differentiates_softmax(vjp, axes, rng):
    "softmax: counts that raising one logit lowers all other probabilities of the row"
    x, dy = rng.normal(size=(2, *SHAPES[axes - 1]))
    alike(vjp, "softmax", (x,), dy, 4.0)


@check(points=2)
@cases(axes=[1, 2, 3], seed=range(2))
def differentiates_log_softmax(vjp, axes, rng):
    "log_softmax: takes p times the whole of dy off each row"
    x, dy = rng.normal(size=(2, *SHAPES[axes - 1]))
    alike(vjp, "log_softmax", (x,), dy, 8.0)


@check(after=[differentiates_softmax, differentiates_log_softmax])
@cases(size=[800.0, 5000.0], operation=["softmax", "log_softmax"])
def survives_large_logits(vjp, size, operation, rng):
    "stays finite and right when logits are in the thousands"
    x, dy = rng.normal(size=(2, 3, 4))
    x[0] += size
    x[2, 1] -= size
    alike(vjp, operation, (x,), dy, 8.0)


@check(after=differentiates_softmax)
@cases(n=[3, 5])
def agrees_with_differences(vjp, n, rng):
    "agrees with differences of a loss on softmax"
    x, dy = rng.normal(size=(2, n))

    def loss(z):
        powers = np.exp(z)
        return 10 + float(dy @ powers / powers.sum())  # 10: its terms are larger than their sum

    gradient_matches(loss, x, vjp("softmax", (x,), dy)[0], name="result[0]")


@check(after=[differentiates_a_linear_layer, differentiates_softmax])
@cases(operation=["softmax", "log_softmax", "tanh", "linear"])
def leaves_its_inputs_unchanged(vjp, operation, rng):
    "leaves inputs and dy unchanged"
    inputs = (put(rng.normal(size=(2, 3))), put(rng.normal(size=(3, 3))), put(rng.normal(size=3)))
    inputs, dy = inputs[: 3 if operation == "linear" else 1], put(rng.normal(size=(2, 3)))
    vjp(operation, inputs, dy)
    for name, x in zip(("x", "w", "b"), inputs, strict=False):
        unchanged(x, name)
    unchanged(dy, "dy")


@check(after=differentiates_tanh)
@cases(operation=["cosine", "Softmax", ""])
def refuses_other_operations(vjp, operation, rng):
    "raises ValueError for an operation it does not know"
    with raises(ValueError):
        vjp(operation, (rng.normal(size=2),), rng.normal(size=2))


@check(after=[differentiates_softmax, differentiates_the_mean])
def gives_the_worked_numbers(vjp):
    "gives 5/3, -2/3 and -1 for twelve times the first of 1/6, 2/6 and 3/6"
    x = np.log(np.array([1.0, 2.0, 3.0]))
    softmax = vjp("softmax", (x,), np.array([12.0, 0.0, 0.0]))
    near(softmax, (np.array([5 / 3, -2 / 3, -1.0]),), terms=12.0)
    near(vjp("mean", (x,), np.array(12.0)), (np.full(3, 4.0),))
