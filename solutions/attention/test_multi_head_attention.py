"""Multi-head self-attention: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


def layers(rng, d):
    """Weights and biases of the four layers."""
    return rng.normal(size=(4, d, d)) / np.sqrt(d), rng.normal(size=(4, d))


@driver
def output(MultiHeadAttention, n_heads, weight, bias, x, mask=None, slope=None):
    """What a module makes of x, or with `slope` the derivative of (slope * that).sum() by x."""
    import torch

    module = MultiHeadAttention(x.shape[-1], n_heads).to(torch.from_numpy(x).dtype)
    state = {}
    for position, layer in enumerate(("wq", "wk", "wv", "wo")):
        state[f"{layer}.weight"] = torch.from_numpy(weight[position])
        state[f"{layer}.bias"] = torch.from_numpy(bias[position])
    module.load_state_dict(state)
    inputs = torch.from_numpy(x).mT.contiguous().mT.requires_grad_()  # not contiguous
    out = module(inputs, None if mask is None else torch.from_numpy(mask))
    if slope is None:
        return out.detach().numpy()
    (out * torch.from_numpy(slope)).sum().backward()
    return None if inputs.grad is None else inputs.grad.contiguous().numpy()


@check(points=2, after="lets_gradients_reach_every_parameter")
@cases(n=[1, 4], n_heads=[1, 2])
def lets_gradients_reach_the_input(MultiHeadAttention, n, n_heads, rng):
    "lets the right gradient reach its input, for the layers below"
    x, slope = rng.normal(size=(2, 3, n, 4))
    parts = layers(rng, 4)
    got, expected = (
        output(side, n_heads, *parts, x, None, slope) for side in (MultiHeadAttention, reference)
    )
    near(got, expected, length=n * 4, terms=300.0, name="gradient of x")


@check(after="attends_with_several_heads")
@cases(n=[2, 5], n_heads=[1, 2])
def follows_reordered_positions(MultiHeadAttention, n, n_heads, rng):
    "knows nothing of order: reordered positions give the same results, reordered"
    x, order, parts = rng.normal(size=(2, n, 4)), rng.permutation(n), layers(rng, 4)
    got = output(MultiHeadAttention, n_heads, *parts, x[:, order])
    expected = output(reference, n_heads, *parts, x)
    near(got, expected[:, order], length=4, terms=100.0)


@check(points=2, after=["broadcasts_a_mask", "gives_blind_positions_nothing"])
@cases(n_heads=[2, 4], n=[3, 6])
def combines_causal_and_padding_masks(MultiHeadAttention, n_heads, n, rng):
    "combines a causal mask with padding at the front, which leaves positions blind"
    padding = np.array([0, n - 1, 1])
    seen = np.arange(n) >= padding[:, None, None, None]
    mask = np.tri(n, dtype=bool) & seen  # one per sequence, for all heads
    x, parts = rng.normal(size=(3, n, 8)), layers(rng, 8)
    got, expected = (output(s, n_heads, *parts, x, mask) for s in (MultiHeadAttention, reference))
    near(got, expected, length=8, terms=200.0)


@check(after=["obeys_a_mask", "attends_with_several_heads"])
@cases(n=[5, 60])
def works_in_float32(MultiHeadAttention, n, rng):
    "works in float32 on longer sequences"
    parts = [array.astype("float32") for array in layers(rng, 32)]
    x = rng.normal(size=(2, n, 32)).astype("float32")
    mask = np.tri(n, dtype=bool)
    got, expected = (output(s, 4, *parts, x, mask) for s in (MultiHeadAttention, reference))
    near(got, expected, length=32, terms=100.0)


def truth(d_model, n_heads, bias=True):
    """PyTorch's own attention on blocks of columns; blind rows by the definition."""
    import torch

    class Truth(torch.nn.Module):
        def __init__(self):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            for name in ("wq", "wk", "wv", "wo"):
                self.add_module(name, torch.nn.Linear(d_model, d_model, bias=bias))

        def forward(self, x, mask=None):
            n = x.shape[1]
            allowed = torch.ones(1, dtype=torch.bool) if mask is None else mask
            allowed = allowed.expand(len(x), n_heads, n, n)
            blind = ~allowed.any(dim=-1, keepdim=True)
            heads = torch.nn.functional.scaled_dot_product_attention(
                *(torch.stack(w(x).chunk(n_heads, -1), 1) for w in (self.wq, self.wk, self.wv)),
                attn_mask=allowed | blind,
            )
            return self.wo(torch.cat(heads.masked_fill(blind, 0).unbind(1), -1))

    return Truth()


WQ, WK, WV, WO = (
    f"self.{name} = nn.Linear(d_model, d_model, bias=bias)" for name in ("wq", "wk", "wv", "wo")
)
LAYERS = f"        {WQ}\n        {WK}\n        {WV}\n        {WO}\n"
QKV = "q, k, v = (self.split(layer(x)) for layer in (self.wq, self.wk, self.wv))"
SCORES = "scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])"
SCALE = "math.sqrt(q.shape[-1])"
BLIND = "            blind = ~mask.any(dim=-1, keepdim=True)\n"
FILLED = "scores = scores.masked_fill(~(mask | blind), -math.inf)"
SOFTMAX = "weights = scores.softmax(dim=-1)"
CLEARED = """\
        if mask is not None:
            weights = weights.masked_fill(blind, 0.0)
"""
HEADS = "heads = weights @ v"
RETURN = "return self.wo(heads.transpose(1, 2).flatten(start_dim=2))"
SPLIT = "return x.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)"

layers_in_a_list = mistake(
    "kept the layers in a plain list, where their parameters are not registered",
    fails="has_four_linear_layers",
    replace=(
        LAYERS,
        """\
        layers = [nn.Linear(d_model, d_model, bias=bias) for _ in range(4)]
        self.wq, self.wk, self.wv, self.wo = ([layer] for layer in layers)
""",
    ),
)

one_wide_layer = mistake(
    "made one layer of three times the width instead of wq, wk and wv",
    fails="has_four_linear_layers",
    replace=[
        (f"        {WQ}\n        {WK}\n", ""),
        (WV, "self.wqkv = nn.Linear(d_model, 3 * d_model, bias=bias)"),
        (QKV, "q, k, v = (self.split(part) for part in self.wqkv(x).chunk(3, dim=-1))"),
    ],
)

always_biased = mistake(
    "gave the layers a bias whatever `bias` says",
    fails="has_four_linear_layers",
    replace=[(layer, layer.replace(", bias=bias", "")) for layer in (WQ, WK, WV, WO)],
)

not_scaled = mistake(
    "left out the division by the root of the head size",
    fails="attends_with_one_head",
    replace=(" / " + SCALE, ""),
)

over_queries = mistake(
    "took the softmax over the positions that ask instead of those that answer",
    fails="attends_with_one_head",
    replace=(SOFTMAX, SOFTMAX.replace("-1", "-2")),
)

no_last_layer = mistake(
    "left out wo",
    fails="attends_with_one_head",
    replace=(RETURN, RETURN.replace("self.wo", "")),
)

scaled_by_model = mistake(
    "divided by the root of d_model instead of that of the head size",
    fails="attends_with_several_heads",
    replace=(SCALE, "math.sqrt(x.shape[-1])"),
)

interleaved = mistake(
    "dealt the columns out to the heads in turn, instead of a block to each",
    fails="attends_with_several_heads",
    replace=[
        (SPLIT, "return x.unflatten(-1, (-1, self.n_heads)).permute(0, 3, 1, 2)"),
        (RETURN, "return self.wo(heads.permute(0, 2, 3, 1).flatten(start_dim=2))"),
    ],
)

split_by_reshape = mistake(
    "reshaped (b, n, d) straight to (b, heads, n, s), which cuts the positions up",
    fails="attends_with_several_heads",
    replace=(SPLIT, "return x.reshape(x.shape[0], self.n_heads, x.shape[1], -1)"),
)

merged_by_reshape = mistake(
    "reshaped (b, heads, n, s) straight to (b, n, d), without turning the axes back",
    fails="attends_with_several_heads",
    replace=(RETURN, "return self.wo(heads.reshape(x.shape))"),
)

mask_ignored = mistake(
    "never looked at the mask",
    fails="obeys_a_mask",
    replace=(FILLED, "pass"),
)

mask_inverted = mistake(
    "read True as forbidden, as PyTorch's nn.MultiheadAttention does",
    fails="obeys_a_mask",
    replace=(FILLED, "scores = scores.masked_fill(mask & ~mask.all(-1, True), -math.inf)"),
)

masked_after = mistake(
    "cleared forbidden weights after the softmax, so the rest no longer adds up to 1",
    fails="obeys_a_mask",
    replace=[(FILLED, "pass"), ("masked_fill(blind, 0.0)", "masked_fill(~mask, 0.0)")],
)

mask_transposed = mistake(
    "turned the mask round: let j attend to i where i may attend to j",
    fails="obeys_a_mask",
    replace=(BLIND, "            mask = mask.mT if mask.ndim > 1 else mask\n" + BLIND),
)

mask_needs_a_batch = mistake(
    "took every mask to be of shape (b, n, n)",
    fails="obeys_a_mask",
    replace=(BLIND, "            mask = mask[:, None]\n" + BLIND),
)

nan_when_blind = mistake(
    "took the softmax of a row of nothing but -inf, which is nan",
    fails="gives_blind_positions_nothing",
    replace=[("~(mask | blind)", "~mask"), (CLEARED, "")],
)

large_finite = mistake(
    "filled forbidden scores with -1e9, so a blind position attends to all alike",
    fails="gives_blind_positions_nothing",
    replace=[("~(mask | blind), -math.inf", "~mask, -1e9"), (CLEARED, "")],
)

weights_detached = mistake(
    "detached the weights from the graph, so wq and wk get no gradient",
    fails="lets_gradients_reach_every_parameter",
    replace=(SOFTMAX, SOFTMAX + ".detach()"),
)

nan_gradients = mistake(
    "added -inf to forbidden scores and replaced nan afterwards, which leaves it in the gradients",
    fails="keeps_gradients_finite",
    replace=[
        (FILLED, "scores = scores + torch.zeros_like(scores).masked_fill(~mask, -math.inf)"),
        (SOFTMAX, SOFTMAX + ".nan_to_num()"),
    ],
)

any_number_of_heads = mistake(
    "did not check that the number of heads divides d_model",
    fails="refuses_heads_that_do_not_divide",
    replace=("if d_model % n_heads:", "if False:"),
)

mask_changed = mistake(
    "opened blind rows in the caller's mask in place",
    fails="leaves_its_input_unchanged",
    replace=(FILLED, "mask |= blind\n            " + FILLED),
)

input_cut_off = mistake(
    "took x.data, through which no gradient gets back to the layers below",
    fails="lets_gradients_reach_the_input",
    replace=(QKV, "x = x.data\n        " + QKV),
)

with_einsum = variant(
    "Einstein sums over named axes, no axis ever moved",
    replace=[
        (SPLIT, "return x.reshape(*x.shape[:2], self.n_heads, -1)"),
        (SCORES, 'scores = torch.einsum("bihs,bjhs->bhij", q, k) * q.shape[-1] ** -0.5'),
        (HEADS, 'heads = torch.einsum("bhij,bjhs->bihs", weights, v)'),
        (RETURN, "return self.wo(heads.reshape(x.shape))"),
    ],
)

head_by_head = variant(
    "one head after the other, on slices of the columns",
    replace=[
        (QKV, "q, k, v = self.wq(x), self.wk(x), self.wv(x)"),
        (
            SCORES,
            """\
size = x.shape[-1] // self.n_heads
        columns = [slice(h * size, (h + 1) * size) for h in range(self.n_heads)]
        scores = torch.stack([q[..., c] @ k[..., c].mT / size**0.5 for c in columns], dim=1)""",
        ),
        (HEADS, "heads = [weights[:, h] @ v[..., c] for h, c in enumerate(columns)]"),
        (RETURN, "return self.wo(torch.cat(heads, dim=-1))"),
    ],
)

filled_twice = variant(
    "-inf before the softmax, 0 after it, where filling keeps nan from the gradients as well",
    replace=[("~(mask | blind)", "~mask"), ("masked_fill(blind, 0.0)", "masked_fill(~mask, 0.0)")],
)
