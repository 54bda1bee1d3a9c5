"""Blame handed back along a chain of neurons."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, reference, unchanged

NAMES = ("loss", "dw", "db", "dx")


def chain(rng, neurons):
    """An input, a target, weights and biases, with no number near 0 or 1."""
    x, target = 1.2 + rng.random(), float(rng.choice([0.1, 0.9]))
    weights = rng.uniform(1.3, 2.5, size=neurons) * rng.choice([-1, 1], size=neurons)
    return x, target, weights, rng.uniform(-0.5, 0.5, size=neurons)


def close(neuron_chain, given, *names):
    """Near, for those of the four results that are named."""
    got, expected = neuron_chain(*given), reference(*given)
    for name in names:
        i = NAMES.index(name)
        near(got[i], expected[i], length=4 * len(given[2]), terms=1.0, name=name)


@check
@cases(neurons=[1, 2, 4], seed=range(2))
def computes_the_loss(neuron_chain, neurons, rng):
    "computes the loss, half the squared error of the last neuron"
    close(neuron_chain, chain(rng, neurons), "loss")


@check(points=2, after=computes_the_loss)
@cases(seed=range(4))
def blames_one_neuron(neuron_chain, rng):
    "blames a single neuron: error times slope, and times the input for the weight"
    close(neuron_chain, chain(rng, 1), "db", "dw")


@check(points=3, after=blames_one_neuron)
@cases(neurons=[2], seed=range(4))
def hands_blame_back(neuron_chain, neurons, rng):
    "hands blame back to the first of two neurons, through the weight between them"
    close(neuron_chain, chain(rng, neurons), "db", "dw")


@check(points=2, after=hands_blame_back)
@cases(neurons=[3, 6], seed=range(2))
def goes_through_longer_chains(neuron_chain, neurons, rng):
    "goes back through longer chains, each neuron with its own weight, slope and input"
    close(neuron_chain, chain(rng, neurons), "db", "dw")


@check(after=goes_through_longer_chains)
@cases(neurons=[1, 3], seed=range(2))
def blames_the_input(neuron_chain, neurons, rng):
    "blames the input too, through the first weight"
    close(neuron_chain, chain(rng, neurons), "dx")


@check(after=goes_through_longer_chains)
@cases(neurons=[1, 3], seed=range(2))
def agrees_with_differences(neuron_chain, neurons, rng):
    "agrees with central differences of your own loss"
    x, target, weights, biases = chain(rng, neurons)
    _, dw, db, _ = neuron_chain(x, target, weights, biases)
    gradient_matches(lambda w: neuron_chain(x, target, w, biases)[0], weights, dw, name="dw")
    gradient_matches(lambda b: neuron_chain(x, target, weights, b)[0], biases, db, name="db")


@check(after=blames_the_input)
@cases(z=[40.0, 1000.0], seed=range(2))
def survives_saturated_neurons(neuron_chain, z, rng):
    "stays finite where neurons are saturated: nearly no blame gets through"
    x, target, weights, biases = chain(rng, 3)
    biases[1] += rng.choice([-1, 1]) * z
    got, expected = (side(x, target, weights, biases) for side in (neuron_chain, reference))
    near(got, expected, terms=1.0)


@check(after=computes_the_loss)
@cases(neurons=[2])
def leaves_its_arguments_unchanged(neuron_chain, neurons, rng):
    "leaves weights and biases unchanged"
    x, target, weights, biases = chain(rng, neurons)
    weights, biases = put(weights), put(biases)
    neuron_chain(x, target, weights, biases)
    unchanged(weights, "weights")
    unchanged(biases, "biases")


@check(after=blames_the_input)
def gives_the_worked_numbers(neuron_chain):
    "gives the worked numbers of two neurons with weights 0.5 and 0.8"
    got = neuron_chain(1.0, 1.0, np.array([0.5, 0.8]), np.zeros(2))
    worked = (
        0.0714489708044,
        np.array([-0.0167096822425, -0.0553241134780]),
        np.array([-0.0167096822425, -0.0888798845238]),
        -0.0083548411213,
    )
    for name, mine, by_hand in zip(NAMES, got, worked, strict=True):
        near(mine, by_hand, tolerance=1e-11, name=name)
