"""The L2 penalty of a network: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["leaves_the_biases_free", "lets_biases_go"])
@cases(seed=range(2))
def handles_a_large_network(l2_loss, rng):
    "handles the thousands of weights of a network for small images"
    sizes = {"W1": (16, 100), "b1": (16, 1), "W2": (16, 16), "b2": (16, 1), "W3": (10, 16)}
    params = {name: rng.normal(size=shape) for name, shape in sizes.items()}
    grads = {name: rng.normal(size=shape) for name, shape in sizes.items()}
    settings = (2.3, params, grads, 0.1, 128)
    got, expected = l2_loss(*settings), reference(*settings)
    near(got[0], expected[0], length=2000, terms=10.0, name="total")
    near(got[1], expected[1], terms=10.0, name="gradients")


@check(after=["leaves_the_biases_free", "lets_biases_go"])
@cases(shape=["vector", "kernel"], seed=range(2))
def goes_by_the_name_alone(l2_loss, shape, rng):
    "penalizes what is called W, whatever its shape, and nothing else"
    size = {"vector": (5,), "kernel": (2, 3, 2, 2)}[shape]
    names = ["gamma", "W1", "b1", "W_out"]
    params = {name: rng.normal(size=size) for name in names}
    grads = {name: rng.normal(size=size) for name in names}
    for lam in (0.0, 2.0):
        got, expected = (f(0.5, params, grads, lam, 7) for f in (l2_loss, reference))
        near(got[0], expected[0], length=50, terms=10.0, name="total")
        near(got[1], expected[1], terms=10.0, name="gradients")


def truth(loss, params, grads, lam, m):
    """The penalty summed exactly; its derivative by a complex step."""
    from math import fsum

    def penalty(w):
        return lam * w * w / m / 2

    weights = [v for name, p in params.items() if name[0] == "W" for v in p.ravel().tolist()]
    slopes = {
        name: grads[name] + (penalty(p + 1e-30j).imag / 1e-30 if name[0] == "W" else 0.0)
        for name, p in params.items()
    }
    return fsum([loss, *(penalty(v) for v in weights)]), slopes


SQUARES = 'sum(float(np.sum(p**2)) for name, p in params.items() if name.startswith("W"))'
PENALTY = "loss + lam / (2 * m) * squares"
PULL = 'grads[name] + lam / m * p if name.startswith("W") else grads[name].copy()'

without_half = mistake(
    "left out the factor 1/2",
    fails="adds_the_squares",
    replace=(PENALTY, "loss + lam / m * squares"),
)

not_divided = mistake(
    "did not divide the penalty by m",
    fails="adds_the_squares",
    replace=(PENALTY, "loss + lam / 2 * squares"),
)

rooted = mistake(
    "added the norm, without its square",
    fails="adds_the_squares",
    replace=(PENALTY, "loss + lam / (2 * m) * squares**0.5"),
)

sizes = mistake(
    "added the sizes of the weights, the penalty of L1",
    fails="adds_the_squares",
    replace=(SQUARES, SQUARES.replace("p**2", "abs(p)")),
)

averaged = mistake(
    "took the mean of the squares instead of their sum",
    fails="adds_the_squares",
    replace=(SQUARES, SQUARES.replace("np.sum", "np.mean")),
)

penalty_alone = mistake(
    "returned the penalty without the loss",
    fails="adds_the_squares",
    replace=(PENALTY, PENALTY.replace("loss + ", "")),
)

last_matrix_only = mistake(
    "kept the squares of the last matrix only",
    fails="adds_every_matrix",
    replace=(SQUARES, SQUARES.replace("sum(float", "[*(float", 1) + "][-1]"),
)

first_matrix_only = mistake(
    'penalized "W1" only',
    fails=["adds_every_matrix", "pulls_at_every_weight"],
    replace=[
        (SQUARES, SQUARES.replace('name.startswith("W")', 'name == "W1"')),
        (PULL, PULL.replace('name.startswith("W")', 'name == "W1"')),
    ],
)

biases_penalized = mistake(
    "penalized the biases as well",
    fails="leaves_the_biases_free",
    replace=[
        (SQUARES, SQUARES.replace(' if name.startswith("W")', "")),
        (PULL, "grads[name] + lam / m * p"),
    ],
)

biases_pulled = mistake(
    "pulled at the biases as well, though they do not cost",
    fails="lets_biases_go",
    replace=(PULL, "grads[name] + lam / m * p"),
)

gradients_forgotten = mistake(
    "changed the loss but not the gradients, so nothing is learned from it",
    fails="pulls_at_every_weight",
    replace=(PULL, "grads[name].copy()"),
)

half_a_pull = mistake(
    "kept the factor 1/2 in the derivative",
    fails="pulls_at_every_weight",
    replace=(PULL, PULL.replace("lam / m", "lam / m / 2")),
)

pull_not_divided = mistake(
    "did not divide the derivative by m",
    fails="pulls_at_every_weight",
    replace=(PULL, PULL.replace("lam / m", "lam")),
)

pushed_away = mistake(
    "subtracted the derivative, which drives weights away from 0",
    fails="pulls_at_every_weight",
    replace=(PULL, PULL.replace("+ lam", "- lam")),
)

signs = mistake(
    "added the signs of the weights, the derivative of L1",
    fails="pulls_at_every_weight",
    replace=(PULL, PULL.replace("* p", "* np.sign(p)")),
)

pull_alone = mistake(
    "returned the derivative of the penalty without the gradient of the loss",
    fails="pulls_at_every_weight",
    replace=(PULL, PULL.replace("grads[name] + lam", "lam")),
)

in_place = mistake(
    "added to the caller's gradients in place",
    fails="leaves_its_inputs_unchanged",
    replace=(
        PULL,
        'np.add(grads[name], lam / m * p * name.startswith("W"), out=grads[name])',
    ),
)


@variant
def with_loops(loss, params, grads, lam, m):
    "copies first, then one matrix after the other"
    total = float(loss)
    gradients = {name: np.array(g) for name, g in grads.items()}
    for name in params:
        if name[0] == "W":
            w = params[name].reshape(-1)
            total += 0.5 * lam / m * float(w @ w)
            gradients[name] += (lam / m) * params[name]
    return total, gradients


@variant
def by_norms(loss, params, grads, lam, m):
    "norms squared; a factor that is 0 for biases"
    strength = {name: lam / m if name.startswith("W") else 0.0 for name in params}
    norms = [strength[name] / 2 * np.linalg.norm(p.ravel()) ** 2 for name, p in params.items()]
    return loss + sum(norms), {name: g + strength[name] * params[name] for name, g in grads.items()}
