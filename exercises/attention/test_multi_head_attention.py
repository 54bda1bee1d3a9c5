"""Multi-head self-attention as a PyTorch module.

Arrays go in and come out as NumPy's; the drivers turn them into tensors beside the module.
"""

import numpy as np

from grader import booleans, cases, check, driver, equal, expect, given, integers, near
from grader import raises, reference, sampled_from


def layers(rng, d, bias=True):
    """Weights of the four layers, and their biases or None."""
    weight = rng.normal(size=(4, d, d)) / np.sqrt(d)
    return weight, rng.normal(size=(4, d)) if bias else None


def open_mask(rng, *shape):
    """A mask that is True in about half of its places, at least one of every row and not all."""
    mask = rng.random(shape) < 0.5
    chosen = rng.integers(shape[-1], size=shape[:-1])
    last = np.arange(shape[-1])
    return (mask | (last == chosen[..., None])) & (last != (chosen[..., None] + 1) % shape[-1])


@driver
def parameters(MultiHeadAttention, d_model, n_heads, bias):
    """Sizes of wq, wk, wv, wo in the state dict, a row each, 0 for what is missing; its length."""
    import numpy as np

    state = MultiHeadAttention(d_model, n_heads, bias=bias).state_dict()
    sizes = np.zeros((4, 3), int)
    for row, layer in zip(sizes, ("wq", "wk", "wv", "wo"), strict=True):
        found = (state.get(f"{layer}.{part}") for part in ("weight", "bias"))
        lengths = [length for p in found if p is not None for length in p.shape][:3]
        row[: len(lengths)] = lengths
    return sizes, len(state)


@driver
def output(MultiHeadAttention, n_heads, weight, bias, x, mask=None):
    """What a module with these weights makes of x."""
    import torch

    module = MultiHeadAttention(x.shape[-1], n_heads, bias=bias is not None).double()
    state = {}
    for position, layer in enumerate(("wq", "wk", "wv", "wo")):
        state[f"{layer}.weight"] = torch.from_numpy(weight[position])
        if bias is not None:
            state[f"{layer}.bias"] = torch.from_numpy(bias[position])
    module.load_state_dict(state)
    out = module(torch.from_numpy(x), None if mask is None else torch.from_numpy(mask))
    return out.detach().numpy() if isinstance(out, torch.Tensor) else out


@driver
def gradients(MultiHeadAttention, n_heads, weight, bias, x, slope, mask=None):
    """Derivative of (slope * output).sum() by every parameter; None where none arrives."""
    import torch

    module = MultiHeadAttention(x.shape[-1], n_heads).double()
    state = {}
    for position, layer in enumerate(("wq", "wk", "wv", "wo")):
        state[f"{layer}.weight"] = torch.from_numpy(weight[position])
        state[f"{layer}.bias"] = torch.from_numpy(bias[position])
    module.load_state_dict(state)
    out = module(torch.from_numpy(x), None if mask is None else torch.from_numpy(mask))
    if out.requires_grad:
        (out * torch.from_numpy(slope)).sum().backward()
    found = dict(module.named_parameters())
    return {name: None if p.grad is None else p.grad.numpy() for name, p in found.items()}


def alike(MultiHeadAttention, n_heads, layers, x, mask=None):
    """Fail unless both sides make the same of x.

    A weight moves by as many roundings as its score is large, the product of two entries.
    """
    got, expected = (
        output(side, n_heads, *layers, x, mask) for side in (MultiHeadAttention, reference)
    )
    near(got, expected, length=x.shape[-1], terms=(3 + np.abs(x).max()) ** 3)


@check
@given(n_heads=integers(1, 4), size=integers(1, 6), bias=booleans())
def has_four_linear_layers(MultiHeadAttention, n_heads, size, bias):
    "has the parameters of four linear layers wq, wk, wv and wo, with a bias or without"
    d = n_heads * size
    sizes, keys = parameters(MultiHeadAttention, d, n_heads, bias)
    wanted = np.tile([d, d, d if bias else 0], (4, 1))
    equal(sizes, wanted, name="sizes of wq, wk, wv, wo in the state dict (weight, weight, bias)")
    expect(
        keys == 4 * (1 + bias),
        "the state dict holds more than the weights and biases of wq, wk, wv and wo",
    )


@check(points=2, after=has_four_linear_layers)
@cases(b=[1, 2], n=[1, 3], seed=range(2))
def attends_with_one_head(MultiHeadAttention, b, n, rng):
    "attends with one head: projects, weighs, averages, projects again"
    alike(MultiHeadAttention, 1, layers(rng, 4), rng.normal(size=(b, n, 4)))


@check(points=3, after=attends_with_one_head)
@cases(b=[1, 4], n=[1, 5], n_heads=[2, 3])
def attends_with_several_heads(MultiHeadAttention, b, n, n_heads, rng):
    "gives each head its own block of columns, and puts the heads side by side again"
    d = 6
    alike(MultiHeadAttention, n_heads, layers(rng, d), rng.normal(size=(b, n, d)))


@check(after=attends_with_several_heads)
@cases(n=[1, 4], n_heads=[1, 2])
def works_without_biases(MultiHeadAttention, n, n_heads, rng):
    "works without biases"
    alike(MultiHeadAttention, n_heads, layers(rng, 6, bias=False), rng.normal(size=(2, n, 6)))


@check(points=2, after=attends_with_several_heads)
@cases(n=[2, 5], n_heads=[1, 3], seed=range(2))
def obeys_a_mask(MultiHeadAttention, n, n_heads, rng):
    "attends only where the mask is True"
    x = rng.normal(size=(4, n, 6))
    alike(MultiHeadAttention, n_heads, layers(rng, 6), x, open_mask(rng, n, n))


@check(after=obeys_a_mask)
@given(
    b=integers(1, 3),
    h=sampled_from([1, 2]),
    n=integers(2, 4),
    kind=sampled_from(["n", "n n", "b 1 1 n", "b 1 n n", "h 1 n", "b h n n"]),
)
def broadcasts_a_mask(MultiHeadAttention, b, h, n, kind, rng):
    "takes a mask of any shape that broadcasts to batch, heads and positions"
    lengths = {"b": b, "h": h, "n": n, "1": 1}
    mask = open_mask(rng, *(lengths[axis] for axis in kind.split()))
    alike(MultiHeadAttention, h, layers(rng, 6), rng.normal(size=(b, n, 6)), mask)


@check(points=2, after=obeys_a_mask)
@cases(n=[2, 4], per_head=[False, True], seed=range(2))
def gives_blind_positions_nothing(MultiHeadAttention, n, per_head, rng):
    "lets a position that may attend to nothing carry 0 into wo, in one head or in all"
    mask = open_mask(rng, *((2, n, n) if per_head else (n, n)))
    mask[..., -1, :] = False
    if per_head:
        mask[0] = open_mask(rng, n, n)
    alike(MultiHeadAttention, 2, layers(rng, 4), rng.normal(size=(3, n, 4)), mask)


def same_gradients(MultiHeadAttention, n_heads, layers, x, slope, mask=None):
    """Fail unless the derivatives by all parameters are the same on both sides."""
    got, expected = (
        gradients(side, n_heads, *layers, x, slope, mask)
        for side in (MultiHeadAttention, reference)
    )
    terms = (3 + np.abs(x).max()) ** 4
    for name in sorted(expected):
        near(got[name], expected[name], length=x.size, terms=terms, name=f"gradient of {name}")


@check(points=2, after=attends_with_several_heads)
@cases(n=[2, 5], n_heads=[1, 2])
def lets_gradients_reach_every_parameter(MultiHeadAttention, n, n_heads, rng):
    "lets the right gradient reach every parameter"
    x, slope = rng.normal(size=(2, 3, n, 4))
    same_gradients(MultiHeadAttention, n_heads, layers(rng, 4), x, slope)


@check(after=[gives_blind_positions_nothing, lets_gradients_reach_every_parameter])
@cases(n=[2, 3], seed=range(2))
def keeps_gradients_finite(MultiHeadAttention, n, rng):
    "keeps every gradient finite and right beside positions that may attend to nothing"
    x, slope = rng.normal(size=(2, 3, n, 4))
    mask = open_mask(rng, n, n)
    mask[-1] = False
    same_gradients(MultiHeadAttention, 2, layers(rng, 4), x, slope, mask)


@check(after=attends_with_several_heads)
@cases(d=[5, 6])
def refuses_heads_that_do_not_divide(MultiHeadAttention, d):
    "raises ValueError when the number of heads does not divide d_model"
    with raises(ValueError):
        MultiHeadAttention(d, 4)


@driver
def after_a_call(MultiHeadAttention, n_heads, x, mask):
    """Input and mask as they are after a call."""
    import torch

    module = MultiHeadAttention(x.shape[-1], n_heads).double()
    given = [torch.from_numpy(x.copy()), torch.from_numpy(mask.copy())]
    module(*given)
    return [tensor.numpy() for tensor in given]


@check(after=obeys_a_mask)
@cases(n=[2, 4])
def leaves_its_input_unchanged(MultiHeadAttention, n, rng):
    "leaves its input and the mask unchanged"
    x, mask = rng.normal(size=(2, n, 6)), open_mask(rng, n, n)
    mask[-1] = False
    x_after, mask_after = after_a_call(MultiHeadAttention, 2, x, mask)
    equal(x_after, x, name="x after the call")
    expect(np.array_equal(mask_after, mask), "the mask is another after the call")


@check(after=attends_with_several_heads)
def gives_the_worked_numbers(MultiHeadAttention):
    "gives the worked numbers of three positions and identity matrices, with one head and with two"
    identity = np.stack([np.eye(2)] * 4)
    x = np.array([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]])
    one = [[0.802224185360, 0.598887907320], [0.598887907320, 0.802224185360], [0.751744921742] * 2]
    high, low = 0.844637596503, 2 / 3
    two = [[high, low], [low, high], [high, high]]
    for n_heads, worked in ((1, one), (2, two)):
        got = output(MultiHeadAttention, n_heads, identity, None, x)
        near(got, np.array([worked]), tolerance=1e-9, name=f"result with n_heads={n_heads}")
