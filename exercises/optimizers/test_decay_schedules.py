"""Three schedules that decay."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def same_rates(decay_schedules, name, *given):
    """Fail unless the rates of this schedule are the reference's."""
    got, expected = (f(*given)[name] for f in (decay_schedules, reference))
    near(got, expected, length=1e4, terms=expected, name=name)


def milestones_of(count, rng):
    """So many milestones, none of them a multiple of the others' distances."""
    return np.cumsum(rng.integers(4, 9, size=count))


NONE = np.zeros(0, dtype="int64")


@check(points=2)
@cases(n=[1, 4], seed=range(2))
def decays_in_every_epoch(decay_schedules, n, rng):
    '"exponential" multiplies by gamma in every epoch'
    epochs = rng.integers(2, 30, size=n)
    same_rates(decay_schedules, "exponential", epochs, 0.3, rng.uniform(0.8, 0.98), 5, NONE)


@check(points=2, after=decays_in_every_epoch)
@cases(step_size=[3, 7], seed=range(2))
def decays_every_few_epochs(decay_schedules, step_size, rng):
    '"step" multiplies by gamma once in every step_size epochs, first in epoch step_size'
    epochs = np.append(rng.permutation(4 * step_size)[:4], [step_size - 1, step_size])
    same_rates(decay_schedules, "step", epochs, 0.3, rng.uniform(0.2, 0.7), step_size, NONE)


@check(points=2, after=decays_in_every_epoch)
@cases(count=[1, 3], seed=range(2))
def decays_at_milestones(decay_schedules, count, rng):
    '"milestones" multiplies by gamma in each milestone, and never after the last'
    milestones = milestones_of(count, rng)
    epochs = rng.permutation(np.concatenate([milestones, milestones - 1, milestones + 20]))
    gamma = rng.uniform(0.2, 0.7)
    same_rates(decay_schedules, "milestones", epochs, 0.3, gamma, 3, milestones)


@check(after=[decays_every_few_epochs, decays_at_milestones])
@cases(n=[3], seed=range(2))
def knows_no_milestone(decay_schedules, n, rng):
    '"milestones" keeps lr where there is none; a milestone of 0 counts from the start'
    epochs = rng.integers(0, 50, size=n)
    same_rates(decay_schedules, "milestones", epochs, 0.3, 0.5, 10, NONE)
    same_rates(decay_schedules, "milestones", 0 * epochs, 0.3, 0.4, 10, np.array([0, 60]))


@check(after=[decays_every_few_epochs, decays_at_milestones])
@cases(rows=[2])
def leaves_its_inputs_unchanged(decay_schedules, rows, rng):
    "answers in the shape of the epochs, and leaves epochs and milestones unchanged"
    epochs, milestones = rng.integers(1, 40, size=(rows, 3)), milestones_of(4, rng)
    for name in ("exponential", "step", "milestones"):
        same_rates(decay_schedules, name, epochs, 0.2, 0.5, 6, milestones)
    epochs, milestones = put(epochs), put(milestones)
    decay_schedules(epochs, 0.2, 0.5, 6, milestones)
    unchanged(epochs, "epochs")
    unchanged(milestones, "milestones")


@check(after=[decays_every_few_epochs, decays_at_milestones])
def gives_the_worked_numbers(decay_schedules):
    "gives the rates of the notes: 0.1 * 0.95**e, and 0.1, 0.01, 0.001 by epochs 30 and 60"
    epochs = np.array([0, 1, 10, 50, 99])
    got = decay_schedules(epochs, 0.1, 0.95, 30, NONE)["exponential"]
    expected = np.array([0.1, 0.095, 0.0598736939, 0.0076944975, 0.0006232136])
    near(got, expected, tolerance=1e-9, name="exponential")
    epochs = np.array([0, 29, 30, 59, 60, 90])
    got = decay_schedules(epochs, 0.1, 0.1, 30, np.array([30, 60]))
    expected = np.array([0.1, 0.1, 0.01, 0.01, 0.001, 0.001])
    near(got["milestones"], expected, length=1e4, terms=expected, name="milestones")
    expected[-1] = 0.0001
    near(got["step"], expected, length=1e4, terms=expected, name="step")
