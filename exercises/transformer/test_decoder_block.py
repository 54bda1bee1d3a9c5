"""The decoder block of a transformer."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged

MATRICES = ("wq", "wk", "wv", "wo", "cq", "ck", "cv", "co")


def a_block(rng, d=6, f=10, *, crossing=True, feeding=True, scaled=False):
    """Parameters of a block; without crossing its cross-attention gives 0, and so on."""
    params = {name: rng.normal(size=(d, d)) / np.sqrt(d) for name in MATRICES}
    params["co"] *= crossing
    params |= {"w1": rng.normal(size=(d, f)), "b1": rng.normal(size=f)}
    params |= {"w2": rng.normal(size=(f, d)) / 3 * feeding, "b2": rng.normal(size=d) * feeding}
    for norm in ("1", "2", "3"):
        params["gamma" + norm] = 1 + scaled * rng.uniform(-0.5, 0.5, size=d)
        params["beta" + norm] = scaled * rng.normal(size=d)
    return params


def texts(rng, b=2, n=4, m=3):
    """What is written, and the memory of its source."""
    return 2 * rng.normal(size=(b, n, 6)), 2 * rng.normal(size=(b, m, 6))


def alike(decoder_block, *args):
    """Fail unless both sides make the same of the arguments."""
    near(decoder_block(*args), reference(*args), length=16, terms=100.0, name="result")


@check(points=2)
@cases(n=[1, 3], seed=range(2))
def looks_back(decoder_block, n, rng):
    "attends to itself and to what stands before, adds y and norms"
    alike(decoder_block, *texts(rng, n=n), a_block(rng, crossing=False, feeding=False), 1)


@check(points=2, after=looks_back)
@cases(n=[2, 4], m=[3, 5])
def looks_at_the_source(decoder_block, n, m, rng):
    "attends to all of the memory with queries of its own, adds and norms again"
    alike(decoder_block, *texts(rng, n=n, m=m), a_block(rng, feeding=False), 1)


@check(points=2, after=looks_at_the_source)
@cases(n=[1, 4], scaled=[False, True])
def feeds_forward(decoder_block, n, scaled, rng):
    "feeds the result forward, adds, norms a third time, each norm with its own gamma and beta"
    alike(decoder_block, *texts(rng, n=n), a_block(rng, scaled=scaled), 1)


@check(after=feeds_forward)
@cases(n=[2, 4], n_heads=[2, 3])
def splits_into_heads(decoder_block, n, n_heads, rng):
    "gives each head its own block of columns, in both attentions"
    alike(decoder_block, *texts(rng, n=n, m=5), a_block(rng), n_heads)


@check(after=splits_into_heads)
@cases(m=[3, 5], n_heads=[1, 2])
def ignores_padding(decoder_block, m, n_heads, rng):
    "looks at no padding of the source"
    mask = np.arange(m) < np.array([m - 1, 1])[:, None]
    alike(decoder_block, *texts(rng, m=m), a_block(rng), n_heads, mask)


@check(after=ignores_padding)
@cases(n=[3])
def leaves_its_arguments_unchanged(decoder_block, n, rng):
    "leaves y, memory, parameters and mask unchanged"
    y, memory = (put(array) for array in texts(rng, n=n))
    mask = put(np.array([[True, True, False], [True, False, False]]))
    params = {name: put(array) for name, array in a_block(rng).items()}
    decoder_block(y, memory, params, 2, mask)
    for handle, name in (
        (y, "y"),
        (memory, "memory"),
        (mask, "memory_mask"),
        *((handle, name) for name, handle in params.items()),
    ):
        unchanged(handle, name)


@check(after=feeds_forward)
def gives_the_worked_numbers(decoder_block):
    "gives the worked numbers of one word and a source of one"
    one, zero = np.ones(2), np.zeros(2)
    params = {name: np.eye(2) for name in (*MATRICES, "w1", "w2")} | {"b1": zero, "b2": zero}
    for i in ("1", "2", "3"):
        params |= {"gamma" + i: one, "beta" + i: np.array([0.0, 7.0]) if i == "3" else zero}
    got = decoder_block(np.array([[[1.0, 3.0]]]), np.array([[[5.0, 1.0]]]), params, 1)
    near(got, np.array([[[1.0, 6.0]]]), tolerance=1e-3, name="result")
