"""One step of gradient descent through networks of any depth, in columns."""

import itertools

import numpy as np

from grader import cases, check, expect, gradient_matches, near, put, reference, unchanged


def network(rng, sizes, m):
    """Inputs, targets and parameters of a network of these sizes, the input first."""
    parameters = {}
    for k, (n_in, n_out) in enumerate(itertools.pairwise(sizes), 1):
        parameters[f"W{k}"] = 0.8 * rng.normal(size=(n_out, n_in))
        parameters[f"b{k}"] = rng.normal(size=(n_out, 1))
    return rng.normal(size=(sizes[0], m)), rng.random(size=(sizes[-1], m)), parameters


def close(got, expected, *names, largest=10.0):
    """Near, for loss, forecast or the parameters of these names."""
    expect(
        isinstance(got, tuple | list)
        and len(got) == 3
        and isinstance(got[2], dict)
        and set(got[2]) == set(expected[2]),
        "training_step does not return a loss, a forecast and a dict of W1, b1, ..., WL, bL",
    )
    for name in names:
        mine, theirs = (
            {"loss": side[0], "forecast": side[1], **side[2]}[name] for side in (got, expected)
        )
        near(mine, theirs, length=30, terms=largest, name=name)


@check
@cases(inputs=[1, 3], outputs=[1, 2], m=[2, 4])
def computes_the_loss(training_step, inputs, outputs, m, rng):
    "computes the loss before the step, added up over the outputs, a mean over the samples"
    given = network(rng, (inputs, 4, outputs), m)
    close(training_step(*given, 0.1), reference(*given, 0.1), "loss")


@check(points=2, after=computes_the_loss)
@cases(inputs=[1, 3], outputs=[1, 2], m=[1, 4])
def moves_a_single_layer(training_step, inputs, outputs, m, rng):
    "moves weights and biases of a single layer down their gradients"
    given = network(rng, (inputs, outputs), m)
    close(training_step(*given, 0.7), reference(*given, 0.7), "W1", "b1")


@check(points=3, after=moves_a_single_layer)
@cases(m=[1, 4], hidden=[1, 2], lr=[0.3, 2.0])
def moves_every_layer(training_step, m, hidden, lr, rng):
    "moves the layers before as well, down gradients of the parameters as they were"
    sizes = (3, *[4, 5][:hidden], 2)
    given = network(rng, sizes, m)
    names = [f"{kind}{k}" for k in range(hidden + 1, 0, -1) for kind in "Wb"]
    close(training_step(*given, lr), reference(*given, lr), *names)


@check(points=2, after=moves_every_layer)
@cases(hidden=[0, 1, 2], lr=[0.3, 4.0])
def forecasts_the_loss(training_step, hidden, lr, rng):
    "forecasts the loss after the step: less by lr times the sum of all squared slopes"
    given = network(rng, (3, *[2, 4][:hidden], 2), 3)
    close(training_step(*given, lr), reference(*given, lr), "forecast")


@check(points=2, after=forecasts_the_loss)
@cases(lr=[0.05, 0.5], seed=range(2))
def falls_step_by_step(training_step, lr, rng):
    "takes step after step, each from where the one before ended"
    x, y, start = network(rng, (2, 3, 1), 4)
    ends = []
    for side in (training_step, reference):
        parameters, losses = start, []
        for _ in range(4):
            got = side(x, y, parameters, lr)
            losses.append(float(got[0]))
            parameters = got[2]
        ends.append(np.array(losses))
    near(*ends, length=100, terms=10.0, steps=0, name="losses")


@check(after=moves_every_layer)
@cases(parameter=["W1", "b1", "W2", "b2"], m=[3])
def agrees_with_differences(training_step, parameter, m, rng):
    "goes, at lr 1, as far as central differences of your own loss say"
    x, y, parameters = network(rng, (2, 3, 2), m)
    after = training_step(x, y, parameters, 1.0)[2]

    def loss(moved):
        return training_step(x, y, {**parameters, parameter: moved}, 1.0)[0]

    went = parameters[parameter] - after[parameter]
    gradient_matches(loss, parameters[parameter], went, name=f"d{parameter}")


@check(after=forecasts_the_loss)
@cases(scale=[100.0, 3000.0])
def survives_large_sums(training_step, scale, rng):
    "stays finite and right for sums of thousands, where a sigmoid is exactly 0 or 1"
    x, y, parameters = network(rng, (3, 4, 2), 6)
    parameters["W2"] *= scale
    got, expected = (side(x, y.round(), parameters, 0.5) for side in (training_step, reference))
    near(got, expected, length=50, terms=scale**2)


@check(after=moves_every_layer)
@cases(lr=[0.25, 1.0])
def moves_integers(training_step, lr, rng):
    "takes biases of integer zeros, as in the text, and returns float64"
    x, y, parameters = network(rng, (2, 3, 2), 3)
    parameters = {**parameters, "b1": np.zeros((3, 1), "int64"), "b2": np.ones((2, 1), "int64")}
    names = ("W1", "b1", "W2", "b2")
    close(training_step(x, y, parameters, lr), reference(x, y, parameters, lr), *names)


@check(after=computes_the_loss)
@cases(m=[2])
def leaves_its_arguments_unchanged(training_step, m, rng):
    "leaves the batch and the parameters before the step unchanged"
    x, y, parameters = network(rng, (2, 3, 2), m)
    x, y = put(x), put(y)
    parameters = {name: put(array) for name, array in parameters.items()}
    training_step(x, y, parameters, 0.5)
    for name, array in {"x": x, "y": y, **parameters}.items():
        unchanged(array, name)


@check(after=forecasts_the_loss)
def gives_the_worked_numbers(training_step):
    "gives the worked numbers of the text's network, before and after a step"
    parameters = {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
        "b1": np.zeros((3, 1)),
        "W2": np.array([[0.7, 0.8, 0.9]]),
        "b2": np.zeros((1, 1)),
    }
    x, y = np.array([[1.0], [2.0]]), np.array([[1.0]])
    loss, forecast, after = training_step(x, y, parameters, 0.5)
    near(loss, 0.153416387048, tolerance=1e-10, name="loss")
    near(forecast, 0.122614647546, tolerance=1e-10, name="forecast")
    near(
        after["W1"][:, :1],
        np.array([[0.111698398140], [0.310659661160], [0.508359079047]]),
        tolerance=1e-10,
        name="W1",
    )
    near(after["b2"], np.array([[0.071113758955]]), tolerance=1e-10, name="b2")
    near(training_step(x, y, after, 0.5)[0], 0.125168382176, tolerance=1e-10, name="loss after")
