"""The encoder block of a transformer."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def a_block(rng, d=6, f=10, *, feeding=True, scaled=False):
    """Parameters of a block; without feeding its network gives 0."""
    params = {name: rng.normal(size=(d, d)) / np.sqrt(d) for name in ("wq", "wk", "wv", "wo")}
    params |= {"w1": rng.normal(size=(d, f)), "b1": rng.normal(size=f)}
    params |= {"w2": rng.normal(size=(f, d)) / 3 * feeding, "b2": rng.normal(size=d) * feeding}
    for norm in ("1", "2"):
        params["gamma" + norm] = 1 + scaled * rng.uniform(-0.5, 0.5, size=d)
        params["beta" + norm] = scaled * rng.normal(size=d)
    return params


def alike(encoder_block, *args, **kwargs):
    """Fail unless both sides make the same of the arguments."""
    got, expected = encoder_block(*args, **kwargs), reference(*args, **kwargs)
    near(got, expected, length=16, terms=100.0, name="result")


@check(points=2)
@cases(b=[1, 2], n=[2, 4])
def attends_adds_and_norms(encoder_block, b, n, rng):
    "attends with one head, adds x and norms each position"
    alike(encoder_block, 2 * rng.normal(size=(b, n, 6)), a_block(rng, feeding=False), 1)


@check(points=2, after=attends_adds_and_norms)
@cases(b=[1, 2], n=[1, 4])
def feeds_adds_and_norms(encoder_block, b, n, rng):
    "feeds the result forward, adds it and norms again"
    alike(encoder_block, 2 * rng.normal(size=(b, n, 6)), a_block(rng), 1)


@check(points=2, after=feeds_adds_and_norms)
@cases(n=[2, 4], n_heads=[2, 3])
def splits_into_heads(encoder_block, n, n_heads, rng):
    "gives each head its own block of columns"
    alike(encoder_block, 2 * rng.normal(size=(2, n, 6)), a_block(rng), n_heads)


@check(after=feeds_adds_and_norms)
@cases(n=[1, 3], seed=range(2))
def scales_and_shifts(encoder_block, n, rng):
    "multiplies by the gamma of each norm and adds its beta"
    alike(encoder_block, 2 * rng.normal(size=(2, n, 6)), a_block(rng, scaled=True), 1)


@check(after=splits_into_heads)
@cases(n=[3, 5], kind=["causal", "padding", "heads"])
def obeys_a_mask(encoder_block, n, kind, rng):
    "looks only where the mask is True"
    mask = {
        "causal": np.tri(n, dtype=bool),
        "padding": np.arange(n) < np.array([n - 1, 2])[:, None, None, None],
        "heads": np.stack([np.tri(n, dtype=bool), np.tri(n, dtype=bool).T]),
    }[kind]
    alike(encoder_block, 2 * rng.normal(size=(2, n, 6)), a_block(rng), 2, mask)


@check(points=2, after=[splits_into_heads, scales_and_shifts])
@cases(n=[2, 4], n_heads=[1, 2])
def norms_first(encoder_block, n, n_heads, rng):
    "norms before attention and before the network instead, if asked for"
    x, params = 2 * rng.normal(size=(2, n, 6)), a_block(rng, scaled=True)
    alike(encoder_block, x, params, n_heads, pre_norm=True)


@check(after=norms_first)
@cases(pre_norm=[False, True])
def leaves_its_arguments_unchanged(encoder_block, pre_norm, rng):
    "leaves x and the parameters unchanged"
    x = put(rng.normal(size=(2, 3, 6)))
    params = {name: put(array) for name, array in a_block(rng).items()}
    encoder_block(x, params, 2, None, pre_norm)
    unchanged(x, "x")
    for name, handle in params.items():
        unchanged(handle, name)


@check(after=norms_first)
def gives_the_worked_numbers(encoder_block):
    "gives the worked numbers of two equal words"
    one, zero = np.ones(2), np.zeros(2)
    params = {name: np.eye(2) for name in ("wq", "wk", "wv", "wo", "w1", "w2")}
    params |= {"b1": zero, "b2": np.array([0.0, 1.0])}
    params |= {"gamma1": one, "beta1": zero, "gamma2": one, "beta2": np.array([0.0, 5.0])}
    got = encoder_block(np.array([[[1.0, 3.0], [1.0, 3.0]]]), params, 1)
    near(got, np.array([[[-1.0, 6.0], [-1.0, 6.0]]]), tolerance=1e-4, name="result")
