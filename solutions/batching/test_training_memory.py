"""Training memory: hidden checks, known mistakes, right variants, truth."""

from grader import cases, check, equal, mistake, reference, value, variant

PARTS = ("weights", "gradients", "optimizer", "activations", "total")


@check(after="finds_the_largest_batch")
@cases(checkpointing=[False, True], seq=[512, 2048])
def counts_gpt_3_to_the_byte(TrainingMemory, checkpointing, seq, rng):
    "counts a model of 175 billion parameters to the last byte"
    shape = (96, 12288, 96, int(rng.integers(50_000, 51_000)), 2048)
    got, expected = TrainingMemory(*shape), reference(*shape)
    equal(value(got.parameters()), value(expected.parameters()), name="parameters")
    found, right = (value(side.breakdown(7, seq, checkpointing)) for side in (got, expected))
    for name in PARTS:
        equal(found[name], right[name], name=name)
    limit = 80 * 64 * 2**30
    found = got.largest_batch(limit, seq, checkpointing)
    equal(value(found), value(expected.largest_batch(limit, seq, checkpointing)), name="batch")


@check(after=["saves_with_checkpointing", "adds_up"])
@cases(layers=[1, 2], seed=range(2))
def counts_the_smallest_model(TrainingMemory, layers, rng):
    "counts a model of one head and one or two layers, with and without checkpointing"
    shape = (layers, int(rng.integers(2, 9)), 1, int(rng.integers(10, 20)), 5)
    for checkpointing in (False, True):
        sides = (TrainingMemory(*shape), reference(*shape))
        found, right = (value(side.breakdown(2, 3, checkpointing)) for side in sides)
        for name in PARTS:
            equal(found[name], right[name], name=name)


class truth:
    """Matrices counted one by one; batches tried one after the other, then by halves."""

    def __init__(self, layers, hidden, heads, vocabulary, positions):
        attention = 4 * (hidden * hidden + hidden)
        ffn = 2 * 4 * hidden * hidden + 4 * hidden + hidden
        norms = 2 * 2 * hidden
        self.n = layers * (attention + ffn + norms) + 2 * hidden
        self.n += vocabulary * hidden + positions * hidden
        self.layers, self.hidden, self.heads = layers, hidden, heads

    def parameters(self):
        return self.n

    def breakdown(self, batch, seq, checkpointing=False):
        attention = 11 * seq * self.hidden + 5 * self.heads * seq * seq
        layer = attention + 19 * seq * self.hidden + 4 * seq * self.hidden
        if checkpointing:
            kept = sum(2 * seq * self.hidden for _ in range(self.layers)) + layer
        else:
            kept = sum(layer for _ in range(self.layers))
        parts = [2 * self.n, 2 * self.n, (4 + 4 + 4) * self.n, batch * kept]
        return dict(zip(PARTS, [*parts, sum(parts)], strict=True))

    def largest_batch(self, limit, seq, checkpointing=False):
        def fits(batch):
            return self.breakdown(batch, seq, checkpointing)["total"] <= limit

        high = 1
        while fits(high):
            high *= 2
        low = 0
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(middle) else (low, middle)
        return low


LAYER = "layer = 12 * self.hidden**2 + 13 * self.hidden"
EMBEDDINGS = "(self.vocabulary + self.positions + 2) * self.hidden"
ONE = "one_layer = seq * (34 * self.hidden + 5 * self.heads * seq)"
CHECKPOINTED = "kept = 2 * seq * self.hidden * self.layers + one_layer"
FULL = "kept = self.layers * one_layer"
BATCH = "activations = batch * kept"
TOTAL = '"total": 16 * n + activations'
FREE = 'free = limit - self.breakdown(0, seq)["total"]'
LARGEST = 'max(free // self.breakdown(1, seq, checkpointing)["activations"], 0)'

weights_only = mistake(
    "counted the matrices of the layers without their biases and normalizations",
    fails="counts_parameters",
    replace=(LAYER, "layer = 12 * self.hidden**2"),
)

without_embeddings = mistake(
    "left the embeddings out",
    fails="counts_parameters",
    replace=(EMBEDDINGS, "2 * self.hidden"),
)

output_counted_again = mistake(
    "counted the output layer as well, though it shares the token embeddings",
    fails="counts_parameters",
    replace=(EMBEDDINGS, "(2 * self.vocabulary + self.positions + 2) * self.hidden"),
)

one_layer_model = mistake(
    "counted one layer, as if all shared their weights",
    fails="counts_parameters",
    replace=("self.layers * layer", "layer"),
)

no_copy = mistake(
    "took two moments for all of the optimizer, without the 32-bit copy of the weights",
    fails="counts_what_no_batch_changes",
    replace=('"optimizer": 12 * n', '"optimizer": 8 * n'),
)

full_precision = mistake(
    "took four bytes for each weight and gradient",
    fails="counts_what_no_batch_changes",
    replace=[
        ('"weights": 2 * n', '"weights": 4 * n'),
        ('"gradients": 2 * n', '"gradients": 4 * n'),
    ],
)

grows_with_the_batch = mistake(
    "multiplied gradients by the batch: there is one, whatever it is a mean of",
    fails="counts_what_no_batch_changes",
    replace=('"gradients": 2 * n', '"gradients": 2 * n * batch'),
)

no_square = mistake(
    "left attention's square of the length out",
    fails="counts_activations",
    replace=(ONE, "one_layer = seq * 34 * self.hidden"),
)

one_head = mistake(
    "counted the scores of one attention head only",
    fails="counts_activations",
    replace=(ONE, ONE.replace("self.heads * ", "")),
)

one_layer_kept = mistake(
    "counted the activations of one layer",
    fails="counts_activations",
    replace=(FULL, "kept = one_layer"),
)

size_from_the_count = mistake(
    "guessed the hidden size from the number of parameters, as if there were one layer",
    fails="counts_activations",
    replace=(ONE, "h = int((n / 12) ** 0.5)\n        " + ONE.replace("self.hidden", "h")),
)

input_only = mistake(
    "with checkpointing, forgot the layer that is being computed anew",
    fails="saves_with_checkpointing",
    replace=(CHECKPOINTED, "kept = 2 * seq * self.hidden * self.layers"),
)

checkpointing_ignored = mistake(
    "ignored checkpointing",
    fails="saves_with_checkpointing",
    replace=(CHECKPOINTED, FULL),
)

recomputed_once = mistake(
    "with checkpointing, counted the layer that is computed anew once for all sequences",
    fails="saves_with_checkpointing",
    replace=[
        (CHECKPOINTED, "kept = 2 * seq * self.hidden * self.layers"),
        (BATCH, BATCH + " + (one_layer if checkpointing else 0)"),
    ],
)

without_optimizer = mistake(
    "left the optimizer out of the total",
    fails="adds_up",
    replace=(TOTAL, '"total": 4 * n + activations'),
)

model_not_subtracted = mistake(
    "divided the whole memory by what a sequence takes, without the model",
    fails="finds_the_largest_batch",
    replace=(FREE, "free = limit"),
)

rounded_up = mistake(
    "rounded up, to a batch that no longer fits",
    fails="finds_the_largest_batch",
    replace=(
        LARGEST,
        'max(-(-free // self.breakdown(1, seq, checkpointing)["activations"]), 0)',
    ),
)

total_divided = mistake(
    "divided by the total of a batch of one, which holds the model once more",
    fails="finds_the_largest_batch",
    replace=(LARGEST, LARGEST.replace("activations", "total")),
)

negative = mistake(
    "gave a negative batch where the model does not fit",
    fails="fits_no_batch_at_all",
    replace=(LARGEST, 'free // self.breakdown(1, seq, checkpointing)["activations"]'),
)


@variant
class bytes_first:
    "the formulas in other words: bytes per token, and a loop over candidates"

    def __init__(self, layers, hidden, heads, vocabulary, positions):
        h = hidden
        self.sizes = layers, h, heads
        self.n = h * (layers * (12 * h + 13) + vocabulary + positions + 2)

    def parameters(self):
        return self.n

    def breakdown(self, batch, seq, checkpointing=False):
        layers, h, heads = self.sizes
        layer = 34 * seq * h + 5 * heads * seq**2
        kept = layers * 2 * seq * h + layer if checkpointing else layers * layer
        parts = {
            "weights": 2 * self.n,
            "gradients": 2 * self.n,
            "optimizer": 12 * self.n,
            "activations": kept * batch,
        }
        return {**parts, "total": sum(parts.values())}

    def largest_batch(self, limit, seq, checkpointing=False):
        each = self.breakdown(1, seq, checkpointing)["activations"]
        batch = 0
        while 16 * self.n + (batch + 1) * each <= limit:
            batch += 1
        return batch


@variant
class a_straight_line:
    "the total as a straight line in the batch"

    def __init__(self, layers, hidden, heads, vocabulary, positions):
        self.L, self.h, self.a, self.V, self.P = layers, hidden, heads, vocabulary, positions

    def parameters(self):
        matrices = 12 * self.L * self.h * self.h
        vectors = 13 * self.L * self.h + 2 * self.h
        return matrices + vectors + self.V * self.h + self.P * self.h

    def slope(self, s, checkpointing):
        layer = s * 34 * self.h + s * s * 5 * self.a
        return (2 * s * self.h * self.L + layer) if checkpointing else layer * self.L

    def breakdown(self, batch, seq, checkpointing=False):
        n, act = self.parameters(), batch * self.slope(seq, checkpointing)
        names = ("weights", "gradients", "optimizer", "activations", "total")
        return dict(zip(names, (2 * n, 2 * n, 12 * n, act, 16 * n + act), strict=True))

    def largest_batch(self, limit, seq, checkpointing=False):
        left = limit - 16 * self.parameters()
        return left // self.slope(seq, checkpointing) if left > 0 else 0
