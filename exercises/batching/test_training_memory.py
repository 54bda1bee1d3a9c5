"""The memory of training, and the batch that fits."""

from grader import cases, check, equal, reference, value

PARTS = ("weights", "gradients", "optimizer", "activations", "total")


def shape_of(rng):
    """Sizes of a small Transformer, no two of them equal."""
    heads = int(rng.integers(3, 6))
    layers = int(rng.integers(7, 12))
    return layers, heads * int(rng.integers(16, 40)), heads, int(rng.integers(500, 900)), 256


def parts_of(entry, shape, batch, seq, checkpointing=False):
    """The breakdown in a fixed order."""
    found = value(entry(*shape).breakdown(batch, seq, checkpointing))
    return [found[name] for name in PARTS]


@check(points=2)
@cases(seed=range(3))
def counts_parameters(TrainingMemory, rng):
    "counts the parameters: layers, embeddings of tokens and positions, the last normalization"
    shape = shape_of(rng)
    got, expected = (value(f(*shape).parameters()) for f in (TrainingMemory, reference))
    equal(got, expected, name="parameters")


@check(points=2, after=counts_parameters)
@cases(batch=[0, 3], seed=range(2))
def counts_what_no_batch_changes(TrainingMemory, batch, rng):
    "takes 2, 2 and 12 bytes per parameter for weights, gradients and optimizer, whatever the batch"
    shape = shape_of(rng)
    got, expected = (parts_of(f, shape, batch, 32) for f in (TrainingMemory, reference))
    equal(got[:3], expected[:3], name="weights, gradients, optimizer")


@check(points=2, after=counts_what_no_batch_changes)
@cases(batch=[1, 5], seq=[24, 100], seed=range(2))
def counts_activations(TrainingMemory, batch, seq, rng):
    "counts what every layer keeps of every sequence, with attention's square of the length"
    shape = shape_of(rng)
    got, expected = (parts_of(f, shape, batch, seq) for f in (TrainingMemory, reference))
    equal(got[3], expected[3], name="activations")


@check(points=2, after=counts_activations)
@cases(batch=[1, 4], seq=[24, 100], seed=range(2))
def saves_with_checkpointing(TrainingMemory, batch, seq, rng):
    "with checkpointing, counts every layer's input and all of one layer"
    shape = shape_of(rng)
    got, expected = (
        parts_of(f, shape, batch, seq, checkpointing=True) for f in (TrainingMemory, reference)
    )
    equal(got[3], expected[3], name="activations")


@check(after=counts_activations)
@cases(batch=[0, 6], seed=range(2))
def adds_up(TrainingMemory, batch, rng):
    "adds the four parts up"
    shape = shape_of(rng)
    got, expected = (parts_of(f, shape, batch, 40) for f in (TrainingMemory, reference))
    equal(got[4], expected[4], name="total")


@check(points=2, after=[saves_with_checkpointing, adds_up])
@cases(batch=[1, 9], checkpointing=[False, True], seed=range(2))
def finds_the_largest_batch(TrainingMemory, batch, checkpointing, rng):
    "finds the largest batch that fits: a total of exactly the limit does, one byte more does not"
    shape = shape_of(rng)
    limit = parts_of(reference, shape, batch, 64, checkpointing)[4]
    got, expected = TrainingMemory(*shape), reference(*shape)
    for bytes_ in (limit, limit - 1, limit + 999):
        found, right = (side.largest_batch(bytes_, 64, checkpointing) for side in (got, expected))
        equal(value(found), value(right), name="largest batch")


@check(after=finds_the_largest_batch)
@cases(share=[0.5, 0.99], seed=range(2))
def fits_no_batch_at_all(TrainingMemory, share, rng):
    "gives 0 where the model alone takes more than there is"
    shape = shape_of(rng)
    limit = int(share * parts_of(reference, shape, 0, 64)[4])
    equal(value(TrainingMemory(*shape).largest_batch(limit, 64)), 0, name="largest batch")


@check(after=finds_the_largest_batch)
def knows_gpt_2(TrainingMemory):
    "gives GPT-2's 124,439,808 parameters, and 13 sequences (129 with checkpointing) on 16 GB"
    memory = TrainingMemory(12, 768, 12, 50257, 1024)
    equal(value(memory.parameters()), 124_439_808, name="parameters")
    equal(value(memory.breakdown(8, 1024))["activations"], 8_606_711_808, name="activations")
    equal(value(memory.largest_batch(16 * 10**9, 1024)), 13, name="largest batch")
    equal(
        value(memory.largest_batch(16 * 10**9, 1024, checkpointing=True)), 129, name="largest batch"
    )
