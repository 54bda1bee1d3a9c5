"""The decoder block of a transformer: hidden checks, mistakes, variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant

MATRICES = ("wq", "wk", "wv", "wo", "cq", "ck", "cv", "co")


def a_block(rng, d, f):
    """Parameters of a block."""
    params = {name: rng.normal(size=(d, d)) / np.sqrt(d) for name in MATRICES}
    params |= {"w1": rng.normal(size=(d, f)), "b1": rng.normal(size=f)}
    params |= {"w2": rng.normal(size=(f, d)) / np.sqrt(f), "b2": rng.normal(size=d)}
    for i in ("1", "2", "3"):
        params |= {"gamma" + i: rng.uniform(0.5, 1.5, size=d), "beta" + i: rng.normal(size=d)}
    return params


@check(after="ignores_padding")
@cases(n=[12])
def handles_larger_blocks(decoder_block, n, rng):
    "handles 12 positions of 16 numbers, a source of 15 and 4 heads"
    y, memory = rng.normal(size=(3, n, 16)), rng.normal(size=(3, 15, 16))
    args = (y, memory, a_block(rng, 16, 32), 4, np.arange(15) < np.array([[15], [7], [1]]))
    near(decoder_block(*args), reference(*args), length=64, terms=100.0, name="result")


@check(after="feeds_forward")
@cases(n=[4])
def never_looks_ahead(decoder_block, n, rng):
    "gives the first words the same result, whatever is written behind them"
    y, memory, params = rng.normal(size=(2, n, 6)), rng.normal(size=(2, 3, 6)), a_block(rng, 6, 8)
    changed = y.copy()
    changed[:, 2:] = 9 * rng.normal(size=(2, n - 2, 6))
    got = decoder_block(changed, memory, params, 1)
    near(got[:, :2], reference(y[:, :2], memory, params, 1), length=16, terms=100.0, name="result")


def truth(y, memory, params, n_heads, memory_mask=None):
    """PyTorch's decoder layer."""
    import torch

    d = y.shape[2]
    layer = torch.nn.TransformerDecoderLayer(
        d, n_heads, len(params["b1"]), 0.0, batch_first=True
    ).double()
    p = {name: torch.from_numpy(array) for name, array in params.items()}
    state = {}
    for kind, attention in (("w", "self_attn"), ("c", "multihead_attn")):
        joined = torch.cat([p[kind + "q"].T, p[kind + "k"].T, p[kind + "v"].T])
        state |= {
            attention + ".in_proj_weight": joined,
            attention + ".in_proj_bias": 0 * joined[:, 0],
        }
        state[attention + ".out_proj.weight"] = p[kind + "o"].T
        state[attention + ".out_proj.bias"] = torch.zeros(d)
    state |= {"linear1.weight": p["w1"].T, "linear1.bias": p["b1"]}
    state |= {"linear2.weight": p["w2"].T, "linear2.bias": p["b2"]}
    for i in ("1", "2", "3"):
        state |= {f"norm{i}.weight": p["gamma" + i], f"norm{i}.bias": p["beta" + i]}
    layer.load_state_dict(state)
    n = y.shape[1]
    out = layer(
        torch.from_numpy(y),
        torch.from_numpy(memory),
        tgt_mask=torch.ones(n, n, dtype=torch.bool).triu(1),
        memory_key_padding_mask=None if memory_mask is None else torch.from_numpy(~memory_mask),
    )
    return out.detach().numpy()


SPLIT = "return z.reshape(*z.shape[:2], n_heads, -1).swapaxes(1, 2)"
QUERY = 'q = split(z @ params[kind + "q"])'
KEY_VALUE = 'k, v = split(m @ params[kind + "k"]), split(m @ params[kind + "v"])'
SCORES = "scores = q @ k.swapaxes(2, 3) / math.sqrt(q.shape[3])"
HEADS = "heads = softmax(np.where(mask, scores, -np.inf), axis=-1) @ v"
MERGE = 'return heads.swapaxes(1, 2).reshape(z.shape) @ params[kind + "o"]'
NORM = 'return centered / spread * params[f"gamma{which}"] + params[f"beta{which}"]'
SELF = 'y = norm(y + attend(y, y, "w", np.tri(y.shape[1], dtype=bool)), 1)'
CROSS = 'y = norm(y + attend(y, memory, "c", memory_mask[:, None, None]), 2)'
LAST = 'return norm(y + hidden @ params["w2"] + params["b2"], 3)'

not_causal = mistake(
    "let every word see the words behind it, which it is to predict",
    fails="looks_back",
    replace=(SELF, SELF.replace("np.tri(y.shape[1], dtype=bool)", "np.True_")),
)

itself_hidden = mistake(
    "hid each word from itself, except the first, which would see nothing",
    fails="looks_back",
    replace=(
        SELF,
        "n = y.shape[1]\n    seen = np.tri(n, k=-1, dtype=bool)\n    seen[0, 0] = True\n    "
        + SELF.replace("np.tri(y.shape[1], dtype=bool)", "seen"),
    ),
)

no_residual = mistake(
    "left out the residual around the first attention",
    fails="looks_back",
    replace=(SELF, SELF.replace("y + attend", "attend")),
)

not_scaled = mistake(
    "left out the division by sqrt(s)",
    fails="looks_back",
    replace=(SCORES, "scores = q @ k.swapaxes(2, 3)"),
)

first_not_normed = mistake(
    "left out the norm after the first attention",
    fails="looks_back",
    replace=(SELF, 'y = y + attend(y, y, "w", np.tri(y.shape[1], dtype=bool))'),
)

source_forgotten = mistake(
    "left out the cross-attention: a language model that never saw the source",
    fails="looks_at_the_source",
    replace=(CROSS, "y = norm(y, 2)"),
)

asked_too_early = mistake(
    "took the queries of the cross-attention from y itself, not from what came of the first",
    fails="looks_at_the_source",
    replace=[
        (SELF, "first = y\n    " + SELF),
        (CROSS, CROSS.replace("attend(y", "attend(first")),
    ],
)

same_matrices = mistake(
    "used the matrices of the first attention in the second too",
    fails="looks_back",
    replace=(CROSS, CROSS.replace('"c"', '"w"')),
)

cross_causal = mistake(
    "made the cross-attention causal: word t saw only the words 0 ... t of the source",
    fails="looks_at_the_source",
    replace=(
        CROSS,
        CROSS.replace(
            "memory_mask[:, None, None]",
            "memory_mask[:, None, None] & np.tri(y.shape[1], memory.shape[1], dtype=bool)",
        ),
    ),
)

cross_residual = mistake(
    "left out the residual around the cross-attention",
    fails="looks_back",
    replace=(CROSS, CROSS.replace("y + attend", "attend")),
)

no_relu = mistake(
    "left out the ReLU of the network",
    fails="feeds_forward",
    replace=('np.maximum(y @ params["w1"] + params["b1"], 0)', '(y @ params["w1"] + params["b1"])'),
)

norms_shared = mistake(
    "used gamma1 and beta1 for all three norms",
    fails="feeds_forward",
    replace=(NORM, 'return centered / spread * params["gamma1"] + params["beta1"]'),
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

padding_seen = mistake(
    "let the padding of the source be seen",
    fails="ignores_padding",
    replace=(CROSS, CROSS.replace("memory_mask[:, None, None]", "np.True_")),
)

mask_inverted = mistake(
    "read True as padding, as PyTorch's layer does",
    fails="ignores_padding",
    replace=(
        "    if memory_mask is None:\n",
        "    if memory_mask is not None:\n        memory_mask = ~memory_mask\n    else:\n",
    ),
)

added_in_place = mistake(
    "added to the caller's y in place",
    fails="leaves_its_arguments_unchanged",
    replace=(
        SELF,
        'y += attend(y, y, "w", np.tri(y.shape[1], dtype=bool))\n    y = norm(y, 1)',
    ),
)


@variant
def word_by_word(y, memory, params, n_heads, memory_mask=None):
    "one sequence, one word and one head at a time: nothing is masked, nothing behind is given"
    b, n, d = y.shape
    s = d // n_heads

    def norm(row, i):
        centered = row - row.sum() / d
        root = np.sqrt((centered**2).sum() / d + 1e-5)
        return centered / root * params["gamma" + i] + params["beta" + i]

    def attend(row, others, kind):
        q, k, v = row @ params[kind + "q"], others @ params[kind + "k"], others @ params[kind + "v"]
        out = np.zeros(d)
        for start in range(0, d, s):
            cut = slice(start, start + s)
            scores = k[:, cut] @ q[cut] / s**0.5
            e = np.exp(scores - scores.max())
            out[cut] = e @ v[:, cut] / e.sum()
        return out @ params[kind + "o"]

    result = np.zeros(y.shape)
    for i, t in np.ndindex(b, n):
        source = memory[i] if memory_mask is None else memory[i][memory_mask[i]]
        a = norm(y[i, t] + attend(y[i, t], y[i, : t + 1], "w"), "1")
        c = norm(a + attend(a, source, "c"), "2")
        hidden = c @ params["w1"] + params["b1"]
        result[i, t] = norm(c + np.where(hidden > 0, hidden, 0) @ params["w2"] + params["b2"], "3")
    return result


@variant
def with_einsum(y, memory, params, n_heads, memory_mask=None):
    "Einstein sums over matrices cut into heads, masks added"
    from grader.blocks import softmax

    d = y.shape[2]

    def norm(z, i):
        z = z - z.mean(axis=2)[..., None]
        root = np.sqrt(np.square(z).mean(axis=2) + 1e-5)[..., None]
        return z / root * params["gamma" + i] + params["beta" + i]

    def attend(z, m, kind, added):
        wq, wk, wv = (params[kind + name].reshape(d, n_heads, -1) for name in "qkv")
        wo = params[kind + "o"].reshape(n_heads, -1, d)
        q = np.einsum("bnd,dhs->bhns", z, wq) / (d // n_heads) ** 0.5
        k, v = (np.einsum("bmd,dhs->bhms", m, w) for w in (wk, wv))
        weights = softmax(np.einsum("bhns,bhms->bhnm", q, k) + added, axis=3)
        return np.einsum("bhnm,bhms,hsd->bnd", weights, v, wo)

    future = np.triu(np.full((y.shape[1], y.shape[1]), -np.inf), k=1)
    padding = 0.0
    if memory_mask is not None:
        padding = np.where(memory_mask, 0.0, -np.inf)[:, None, None, :]
    a = norm(y + attend(y, y, "w", future), "1")
    c = norm(a + attend(a, memory, "c", padding), "2")
    hidden = (c @ params["w1"] + params["b1"]).clip(min=0)
    return norm(c + hidden @ params["w2"] + params["b2"], "3")
