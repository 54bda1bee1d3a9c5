"""Three schedules that decay: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["decays_every_few_epochs", "decays_at_milestones"])
@cases(n=[500], seed=range(2))
def covers_a_long_training(decay_schedules, n, rng):
    "gives the rates of hundreds of epochs in any order"
    milestones = np.cumsum(rng.integers(20, 60, size=8))
    given = rng.permutation(n), 0.1, 0.97, 1 + int(rng.integers(10, 40)), milestones
    got, expected = decay_schedules(*given), reference(*given)
    for name in ("exponential", "step", "milestones"):
        near(got[name], expected[name], length=1e6, terms=expected[name], name=name)


@check(after=["decays_every_few_epochs", "decays_at_milestones"])
@cases(epochs=[3])
def may_stay_as_it_is(decay_schedules, epochs, rng):
    "keeps lr for ever where gamma is 1, and decays in every epoch where step_size is 1"
    lr = float(rng.uniform(0.1, 0.2))
    for gamma in (1.0, 0.5):
        given = np.arange(epochs), lr, gamma, 1, np.array([1])
        got, expected = decay_schedules(*given), reference(*given)
        for name in ("exponential", "step", "milestones"):
            near(got[name], expected[name], length=1e4, name=name)


def truth(epochs, lr, gamma, step_size, milestones):
    """Epoch by epoch from the start, as a training loop would, keeping every rate."""
    last = int(epochs.max())
    rates = {name: [lr] for name in ("exponential", "step", "milestones")}
    if 0 in milestones:
        rates["milestones"] = [lr * gamma]
    for e in range(1, last + 1):
        for name, drops in (
            ("exponential", True),
            ("step", e % step_size == 0),
            ("milestones", e in milestones),
        ):
            rates[name].append(rates[name][-1] * (gamma if drops else 1.0))
    return {name: np.array(values)[epochs] for name, values in rates.items()}


EXPONENTIAL = '"exponential": lr * gamma**epochs,'
STEP = '"step": lr * gamma ** (epochs // step_size),'
MILESTONES = '"milestones": lr * gamma ** np.searchsorted(milestones, epochs, side="right"),'

next_epoch = mistake(
    "gave the rate of the next epoch, which a loop prints after scheduler.step()",
    fails="decays_in_every_epoch",
    replace=(EXPONENTIAL, EXPONENTIAL.replace("epochs", "(epochs + 1)")),
)

e_function = mistake(
    "took gamma for a rate of decay, exp(-gamma e)",
    fails="decays_in_every_epoch",
    replace=(EXPONENTIAL, EXPONENTIAL.replace("gamma**epochs", "np.exp(-gamma * epochs)")),
)

linear = mistake(
    "multiplied by the epoch instead of raising gamma to its power",
    fails="decays_in_every_epoch",
    replace=(EXPONENTIAL, EXPONENTIAL.replace("gamma**epochs", "(1 - (1 - gamma) * epochs)")),
)

gradual = mistake(
    "let the rate sink between the drops as well, without rounding down",
    fails="decays_every_few_epochs",
    replace=(STEP, STEP.replace("//", "/")),
)

one_epoch_early = mistake(
    "counted the epochs from 1, so the rate drops one epoch too early",
    fails="decays_every_few_epochs",
    replace=(STEP, STEP.replace("epochs //", "(epochs + 1) //")),
)

drops_once = mistake(
    "dropped once only, in epoch step_size",
    fails="decays_every_few_epochs",
    replace=(STEP, STEP.replace("(epochs // step_size)", "(epochs >= step_size)")),
)

after_the_milestone = mistake(
    "dropped in the epoch after the milestone",
    fails="decays_at_milestones",
    replace=(MILESTONES, MILESTONES.replace("right", "left")),
)

only_in_the_milestone = mistake(
    "dropped the rate in the milestones' epochs only, and raised it again after them",
    fails="decays_at_milestones",
    replace=(MILESTONES, '"milestones": lr * gamma ** np.isin(epochs, milestones),'),
)

first_milestone_only = mistake(
    "dropped at the first milestone and at no other",
    fails="decays_at_milestones",
    replace=(MILESTONES, MILESTONES.replace("milestones, epochs", "milestones[:1], epochs")),
)

never_at_once = mistake(
    "never dropped in epoch 0, even if 0 is a milestone",
    fails="knows_no_milestone",
    replace=(
        MILESTONES,
        MILESTONES.replace("np.searchsorted", "((epochs > 0) * np.searchsorted").replace(
            "),", ")),"
        ),
    ),
)

flattened = mistake(
    "flattened the epochs",
    fails="leaves_its_inputs_unchanged",
    replace=(EXPONENTIAL, EXPONENTIAL.replace("epochs", "epochs.ravel()")),
)


@variant
def by_logarithms(epochs, lr, gamma, step_size, milestones):
    "powers as exponentials, milestones counted by comparing all with all"
    passed = (np.expand_dims(epochs, -1) >= milestones).sum(axis=-1)
    rate = np.log(gamma)
    return {
        "milestones": lr * np.exp(rate * passed),
        "step": lr * np.exp(rate * np.floor(epochs / step_size)),
        "exponential": np.exp(np.log(lr) + rate * epochs),
    }


@variant
def with_loops(epochs, lr, gamma, step_size, milestones):
    "one epoch at a time, one factor at a time"
    rates = {name: np.full(epochs.shape, lr) for name in ("exponential", "step", "milestones")}
    for at in np.ndindex(epochs.shape):
        for e in range(1, int(epochs[at]) + 1):
            rates["exponential"][at] *= gamma
            if e % step_size == 0:
                rates["step"][at] *= gamma
        for m in milestones:
            if epochs[at] >= m:
                rates["milestones"][at] *= gamma
    return rates
