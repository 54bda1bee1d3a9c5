"""The Hessian of a softmax classifier times a direction."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, reference, unchanged


def drawn(rng, n, d, classes):
    """Samples, weights and a direction."""
    w, v = rng.normal(size=(2, classes, d))
    return rng.normal(size=(n, d)), w, v


def alike(hessian_vector_product, x, w, v):
    """Fail unless the product is the reference's."""
    got, expected = hessian_vector_product(x, w, v), reference(x, w, v)
    near(got, expected, length=10 * x.shape[1], terms=4.0)


@check(points=2)
@cases(d=[1, 3], classes=[2, 4], seed=range(2))
def follows_one_sample(hessian_vector_product, d, classes, rng):
    "gives the change of one sample's gradient along v"
    alike(hessian_vector_product, *drawn(rng, 1, d, classes))


@check(points=2, after=follows_one_sample)
@cases(n=[2, 6], d=[3, 5], seed=range(2))
def averages_the_samples(hessian_vector_product, n, d, rng):
    "averages over the samples, as the loss does"
    alike(hessian_vector_product, *drawn(rng, n, d, 4))


@check(points=2, after=averages_the_samples)
@cases(n=[2, 4], seed=range(2))
def agrees_with_differences(hessian_vector_product, n, rng):
    "agrees with differences of the gradient along v, whatever the labels"
    x, w, v = (0.7 * array for array in drawn(rng, n, 2, 3))
    targets = np.eye(3)[rng.integers(3, size=n)]

    def along(weights):
        powers = np.exp(x @ weights.T)
        p = powers / powers.sum(axis=1, keepdims=True)
        return 10 + float(np.sum(v * ((p - targets).T @ x)) / n)  # 10: the size of its terms

    gradient_matches(along, w, hessian_vector_product(x, w, v), name="result")


@check(after=averages_the_samples)
@cases(n=[3, 5])
def gives_zero_where_nothing_changes(hessian_vector_product, n, rng):
    "gives 0 along a direction that raises all logits of a row alike"
    x, w, v = drawn(rng, n, 3, 4)
    near(hessian_vector_product(x, w, np.tile(v[0], (4, 1))), np.zeros((4, 3)), terms=20.0)


@check(after=averages_the_samples)
@cases(size=[800.0, 5000.0], seed=range(2))
def survives_large_logits(hessian_vector_product, size, rng):
    "stays finite and right when logits are in the thousands"
    x, w, v = drawn(rng, 3, 2, 4)
    x[:, 0] = [1.0, -1.0, -1.0]
    w[:, 0] += [size, size, size, 2 * size]
    near(hessian_vector_product(x, w, v), reference(x, w, v), tolerance=1e-9)


@check(after=averages_the_samples)
@cases(n=[3])
def leaves_its_inputs_unchanged(hessian_vector_product, n, rng):
    "leaves samples, weights and direction unchanged"
    arrays = [put(array) for array in drawn(rng, n, 2, 3)]
    hessian_vector_product(*arrays)
    for name, array in zip("xwv", arrays, strict=True):
        unchanged(array, name)


@check(after=averages_the_samples)
def gives_the_worked_numbers(hessian_vector_product):
    "gives 1/4 and -1/4 for two classes at 1/2 each"
    x, w, v = np.ones((1, 1)), np.zeros((2, 1)), np.array([[1.0], [0.0]])
    near(hessian_vector_product(x, w, v), np.array([[0.25], [-0.25]]))
