"""Several losses made one, by fixed weights and by uncertainty."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def tasks(t, rng):
    """Losses, weights and log-variances of t tasks."""
    return rng.uniform(0.3, 4.0, size=t), rng.uniform(0.2, 1.8, size=t), 0.4 + rng.normal(size=t)


def kinds(t, rng):
    """Which tasks are classifications: some, never all."""
    classifies = rng.integers(0, 2, size=t) == 1
    classifies[:2] = False, True
    return classifies


def same_total(multi_task_loss, given, which, t):
    """Fail unless the total of this way is the reference's."""
    got, expected = multi_task_loss(*given)[which][0], reference(*given)[which][0]
    near(got, expected, length=t, terms=50.0, name=f"{which} loss")


@check
@cases(t=[2, 3, 5], seed=range(2))
def adds_up_with_fixed_weights(multi_task_loss, t, rng):
    'adds up losses times weights for "fixed"'
    same_total(multi_task_loss, (*tasks(t, rng), kinds(t, rng)), "fixed", t)


@check(after=adds_up_with_fixed_weights)
@cases(t=[2, 4], seed=range(2))
def differentiates_the_fixed_sum(multi_task_loss, t, rng):
    'gives the derivative of the "fixed" loss by each of the losses'
    given = (*tasks(t, rng), kinds(t, rng))
    got, expected = multi_task_loss(*given)["fixed"], reference(*given)["fixed"]
    near(got[1], expected[1], name="fixed gradient by losses")


@check(points=2)
@cases(t=[1, 2, 3], seed=range(2))
def weighs_regression_by_certainty(multi_task_loss, t, rng):
    "divides the loss of a regression by twice its variance, and charges log sigma"
    same_total(multi_task_loss, (*tasks(t, rng), np.zeros(t, dtype=bool)), "uncertainty", t)


@check(points=2, after=weighs_regression_by_certainty)
@cases(t=[1, 2, 3], seed=range(2))
def weighs_classification_by_certainty(multi_task_loss, t, rng):
    "divides the loss of a classification by its variance, without the 1/2"
    same_total(multi_task_loss, (*tasks(t, rng), np.ones(t, dtype=bool)), "uncertainty", t)


@check(after=weighs_classification_by_certainty)
@cases(t=[2, 4, 5], seed=range(2))
def tells_tasks_apart(multi_task_loss, t, rng):
    "gives each task the formula of its own kind where there are both"
    same_total(multi_task_loss, (*tasks(t, rng), kinds(t, rng)), "uncertainty", t)


@check(points=2, after=tells_tasks_apart)
@cases(t=[2, 4], seed=range(2))
def differentiates_by_the_losses(multi_task_loss, t, rng):
    'gives the derivative of the "uncertainty" loss by each of the losses'
    given = (*tasks(t, rng), kinds(t, rng))
    got, expected = multi_task_loss(*given)["uncertainty"], reference(*given)["uncertainty"]
    near(got[1], expected[1], name="uncertainty gradient by losses")


@check(points=2, after=tells_tasks_apart)
@cases(t=[2, 4], seed=range(2))
def differentiates_by_the_log_variances(multi_task_loss, t, rng):
    'gives the derivative of the "uncertainty" loss by every log-variance'
    given = (*tasks(t, rng), kinds(t, rng))
    got, expected = multi_task_loss(*given)["uncertainty"], reference(*given)["uncertainty"]
    near(got[2], expected[2], terms=50.0, name="gradient by log_vars")


@check(after=[differentiates_the_fixed_sum, tells_tasks_apart])
@cases(t=[3])
def leaves_its_inputs_unchanged(multi_task_loss, t, rng):
    "leaves all four arrays unchanged"
    given = {
        name: put(array)
        for name, array in zip(
            ("losses", "weights", "log_vars", "classifies"),
            (*tasks(t, rng), kinds(t, rng)),
            strict=True,
        )
    }
    multi_task_loss(*given.values())
    for name, array in given.items():
        unchanged(array, name)


@check(after=[adds_up_with_fixed_weights, tells_tasks_apart])
def gives_the_worked_numbers(multi_task_loss):
    "gives 0.86 for losses of 0.8, 1.2 and 0.5, and 1.6 for one task of each kind"
    three = np.array([0.8, 1.2, 0.5]), np.array([0.5, 0.3, 0.2])
    got = multi_task_loss(*three, np.zeros(3), np.zeros(3, dtype=bool))
    near(got["fixed"][0], 0.86, name="fixed loss")
    two = np.array([0.8, 1.2]), np.array([0.5, 0.25])
    got = multi_task_loss(*two, np.zeros(2), np.array([False, True]))
    near(got["uncertainty"][0], 1.6, name="uncertainty loss")
