"""The encoder block of a transformer: hidden checks, mistakes, variants, truth."""

import math

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def a_block(rng, d, f):
    """Parameters of a block."""
    params = {name: rng.normal(size=(d, d)) / np.sqrt(d) for name in ("wq", "wk", "wv", "wo")}
    params |= {"w1": rng.normal(size=(d, f)), "b1": rng.normal(size=f)}
    params |= {"w2": rng.normal(size=(f, d)) / np.sqrt(f), "b2": rng.normal(size=d)}
    params |= {"gamma1": rng.uniform(0.5, 1.5, size=d), "beta1": rng.normal(size=d)}
    return params | {"gamma2": rng.uniform(0.5, 1.5, size=d), "beta2": rng.normal(size=d)}


@check(after=["norms_first", "obeys_a_mask"])
@cases(pre_norm=[False, True])
def handles_larger_blocks(encoder_block, pre_norm, rng):
    "handles 20 positions of 16 numbers with 4 heads and a causal mask"
    args = (rng.normal(size=(2, 20, 16)), a_block(rng, 16, 32), 4, np.tri(20, dtype=bool))
    got, expected = encoder_block(*args, pre_norm), reference(*args, pre_norm)
    near(got, expected, length=32, terms=100.0, name="result")


@check(after="norms_first")
@cases(n=[4])
def follows_reordered_positions(encoder_block, n, rng):
    "knows no order: reordered positions give the same results, reordered"
    x, params, order = rng.normal(size=(2, n, 6)), a_block(rng, 6, 8), [2, 0, 3, 1]
    for pre_norm in (False, True):
        got = encoder_block(x[:, order], params, 2, None, pre_norm)
        expected = reference(x, params, 2, None, pre_norm)[:, order]
        near(got, expected, length=16, terms=100.0, name="result")


@check(after="norms_first")
@cases(n=[3])
def begins_as_the_identity(encoder_block, n, rng):
    "gives x itself for pre-norm where wo, w2 and b2 are 0: how deep networks can begin"
    x, params = rng.normal(size=(2, n, 6)), a_block(rng, 6, 8)
    for name in ("wo", "w2", "b2"):
        params[name] = np.zeros(params[name].shape)
    near(encoder_block(x, params, 2, pre_norm=True), x, terms=4.0, name="result")


def truth(x, params, n_heads, mask=None, pre_norm=False):
    """PyTorch's encoder layer."""
    import torch

    b, n, d = x.shape
    layer = torch.nn.TransformerEncoderLayer(
        d, n_heads, len(params["b1"]), 0.0, batch_first=True, norm_first=pre_norm
    ).double()
    p = {name: torch.from_numpy(array) for name, array in params.items()}
    state = {"self_attn.in_proj_weight": torch.cat([p["wq"].T, p["wk"].T, p["wv"].T])}
    state |= {"self_attn.in_proj_bias": torch.zeros(3 * d), "self_attn.out_proj.weight": p["wo"].T}
    state |= {"self_attn.out_proj.bias": torch.zeros(d)}
    state |= {"linear1.weight": p["w1"].T, "linear1.bias": p["b1"]}
    state |= {"linear2.weight": p["w2"].T, "linear2.bias": p["b2"]}
    for i in ("1", "2"):
        state |= {f"norm{i}.weight": p["gamma" + i], f"norm{i}.bias": p["beta" + i]}
    layer.load_state_dict(state)
    hidden = None
    if mask is not None:
        hidden = torch.from_numpy(~np.broadcast_to(mask, (b, n_heads, n, n)).reshape(-1, n, n))
    return layer(torch.from_numpy(x), src_mask=hidden).detach().numpy()


SPLIT = "return z.reshape(*z.shape[:2], n_heads, -1).swapaxes(1, 2)"
SCORES = "scores = q @ k.swapaxes(2, 3) / math.sqrt(q.shape[3])"
MASKED = "if mask is not None:"
HEADS = "heads = softmax(scores, axis=-1) @ v"
MERGE = 'return heads.swapaxes(1, 2).reshape(z.shape) @ params["wo"]'
HIDDEN = 'hidden = np.maximum(z @ params["w1"] + params["b1"], 0)'
CENTERED = "centered = z - z.mean(axis=-1, keepdims=True)"
SPREAD = "spread = np.sqrt(z.var(axis=-1, keepdims=True) + 1e-5)"
NORM = 'return centered / spread * params[f"gamma{which}"] + params[f"beta{which}"]'
PRE_1, PRE_2 = "x = x + attend(norm(x, 1))", "return x + feed(norm(x, 2))"
POST_1, POST_2 = "x = norm(x + attend(x), 1)", "return norm(x + feed(x), 2)"

no_residual = mistake(
    "left out the residual around the attention",
    fails="attends_adds_and_norms",
    replace=(POST_1, "x = norm(attend(x), 1)"),
)

not_scaled = mistake(
    "left out the division by sqrt(s)",
    fails="attends_adds_and_norms",
    replace=(SCORES, "scores = q @ k.swapaxes(2, 3)"),
)

no_last_matrix = mistake(
    "left out wo",
    fails="attends_adds_and_norms",
    replace=(MERGE, MERGE.replace(' @ params["wo"]', "")),
)

over_the_sequence = mistake(
    "normed over the positions too, not each position on its own",
    fails="attends_adds_and_norms",
    replace=[
        (CENTERED, CENTERED.replace("axis=-1", "axis=(-2, -1)")),
        (SPREAD, SPREAD.replace("axis=-1", "axis=(-2, -1)")),
    ],
)

unbiased = mistake(
    "divided the variance by d - 1",
    fails="attends_adds_and_norms",
    replace=(SPREAD, SPREAD.replace("keepdims=True", "keepdims=True, ddof=1")),
)

eps_outside = mistake(
    "added 1e-5 to the standard deviation instead of the variance",
    fails="attends_adds_and_norms",
    replace=(SPREAD, "spread = z.std(axis=-1, keepdims=True) + 1e-5"),
)

not_normed = mistake(
    "left out the norm between attention and network",
    fails="attends_adds_and_norms",
    replace=(POST_1, "x = x + attend(x)"),
)

no_second_residual = mistake(
    "left out the residual around the network",
    fails="attends_adds_and_norms",
    replace=(POST_2, "return norm(feed(x), 2)"),
)

no_relu = mistake(
    "left out the ReLU of the network",
    fails="feeds_adds_and_norms",
    replace=(HIDDEN, 'hidden = z @ params["w1"] + params["b1"]'),
)

side_by_side = mistake(
    "fed the network x itself instead of what came out of the attention",
    fails="feeds_adds_and_norms",
    replace=[(POST_1, "a = norm(x + attend(x), 1)"), (POST_2, "return norm(a + feed(x), 2)")],
)

scaled_by_model = mistake(
    "divided by the root of d instead of s, the size of a head",
    fails="splits_into_heads",
    replace=(SCORES, SCORES.replace("q.shape[3]", "n_heads * q.shape[3]")),
)

split_by_reshape = mistake(
    "reshaped straight to (b, heads, n, s), which cuts the positions up",
    fails="splits_into_heads",
    replace=(SPLIT, "return z.reshape(z.shape[0], n_heads, z.shape[1], -1)"),
)

merged_by_reshape = mistake(
    "reshaped the heads back without changing the axes back first",
    fails="splits_into_heads",
    replace=(MERGE, 'return heads.reshape(z.shape) @ params["wo"]'),
)

columns_dealt_out = mistake(
    "dealt the columns out to the heads in turn instead of in blocks",
    fails="splits_into_heads",
    replace=(SPLIT, "return np.moveaxis(z.reshape(*z.shape[:2], -1, n_heads), 3, 1)"),
)

no_beta = mistake(
    "left out beta",
    fails="scales_and_shifts",
    replace=(NORM, 'return centered / spread * params[f"gamma{which}"]'),
)

one_norm_for_both = mistake(
    "used gamma1 and beta1 for both norms",
    fails="scales_and_shifts",
    replace=(NORM, 'return centered / spread * params["gamma1"] + params["beta1"]'),
)

mask_ignored = mistake(
    "took no notice of the mask",
    fails="obeys_a_mask",
    replace=(MASKED, "if False:"),
)

mask_inverted = mistake(
    "read True as forbidden, as PyTorch's layer does",
    fails="obeys_a_mask",
    replace=("np.where(mask, scores, -np.inf)", "np.where(mask, -1e9, scores)"),
)

masked_after = mistake(
    "cleared forbidden weights after the softmax, so the rest no longer adds up to 1",
    fails="obeys_a_mask",
    replace=[
        ("np.where(mask, scores, -np.inf)", "scores"),
        (HEADS, "heads = (softmax(scores, axis=-1) * (1 if mask is None else mask)) @ v"),
    ],
)

always_post = mistake(
    "took no notice of pre_norm",
    fails="norms_first",
    replace=("if pre_norm:", "if False:"),
)

residual_normed = mistake(
    "added the normed x instead of x: the way around must stay free",
    fails="norms_first",
    replace=(PRE_1, "x = norm(x, 1)\n        x = x + attend(x)"),
)

normed_at_the_end_too = mistake(
    "normed the result of pre-norm once more",
    fails="norms_first",
    replace=(PRE_2, "return norm(x + feed(norm(x, 2)), 2)"),
)

added_in_place = mistake(
    "added to the caller's x in place",
    fails="leaves_its_arguments_unchanged",
    replace=[
        (PRE_1, "x += attend(norm(x, 1))"),
        (POST_1, "x += attend(x)\n    x = norm(x, 1)"),
    ],
)


@variant
def head_by_head(x, params, n_heads, mask=None, pre_norm=False):
    "one sequence and one head at a time, columns cut out by slices"
    b, n, d = x.shape
    s = d // n_heads
    allowed = np.broadcast_to(True if mask is None else mask, (b, n_heads, n, n))

    def norm(z, which):
        mean = z.sum(axis=1, keepdims=True) / d
        var = ((z - mean) ** 2).sum(axis=1, keepdims=True) / d
        return (z - mean) * (var + 1e-5) ** -0.5 * params["gamma" + which] + params["beta" + which]

    def attend(z, i):
        heads = []
        for h in range(n_heads):
            cut = slice(h * s, (h + 1) * s)
            q, k, v = (z @ params[name][:, cut] for name in ("wq", "wk", "wv"))
            scores = np.where(allowed[i, h], q @ k.T * s**-0.5, -np.inf)
            e = np.exp(scores - scores.max(axis=1, keepdims=True))
            heads.append(e @ v / e.sum(axis=1, keepdims=True))
        return np.concatenate(heads, axis=1) @ params["wo"]

    def feed(z):
        hidden = z @ params["w1"] + params["b1"]
        return (hidden * (hidden > 0)) @ params["w2"] + params["b2"]

    rows = []
    for i, z in enumerate(x):
        a = z + attend(norm(z, "1") if pre_norm else z, i)
        a = a if pre_norm else norm(a, "1")
        out = a + feed(norm(a, "2") if pre_norm else a)
        rows.append(out if pre_norm else norm(out, "2"))
    return np.stack(rows)


@variant
def with_einsum(x, params, n_heads, mask=None, pre_norm=False):
    "Einstein sums over matrices cut into heads"
    from grader.blocks import softmax

    d = x.shape[-1]
    wq, wk, wv = (params[name].reshape(d, n_heads, -1) for name in ("wq", "wk", "wv"))
    wo = params["wo"].reshape(n_heads, -1, d)

    def norm(z, gamma, beta):
        z = z - z.mean(axis=2)[..., None]
        return z / np.sqrt(np.square(z).mean(axis=2) + 1e-5)[..., None] * gamma + beta

    def attend(z):
        q, k, v = (np.einsum("bnd,dhs->bhns", z, w) for w in (wq, wk, wv))
        scores = np.einsum("bhns,bhms->bhnm", q, k) / math.sqrt(q.shape[-1])
        if mask is not None:
            scores = scores + np.where(mask, 0.0, -np.inf)
        return np.einsum("bhnm,bhms,hsd->bnd", softmax(scores, axis=-1), v, wo)

    def feed(z):
        hidden = np.einsum("bnd,df->bnf", z, params["w1"]) + params["b1"]
        return np.einsum("bnf,fd->bnd", hidden.clip(min=0), params["w2"]) + params["b2"]

    first, second = ((params[f"gamma{i}"], params[f"beta{i}"]) for i in (1, 2))
    if not pre_norm:
        a = norm(x + attend(x), *first)
        return norm(a + feed(a), *second)
    a = x + attend(norm(x, *first))
    return a + feed(norm(a, *second))
