"""One neuron with a threshold: hidden checks, known mistakes, right variants, truth."""

from fractions import Fraction

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, variant


@driver
def separated(Perceptron, x, y):
    """The predictions of a neuron trained until it makes no more errors, and the epochs it took."""
    neuron = Perceptron(x.shape[1])
    epochs = 0
    while epochs < 100 and neuron.train(x, y, 1) != [0]:
        epochs += 1
    return neuron.predict(x), epochs


@check(after="goes_on_where_it_stopped")
@cases(d=[2, 5])
def separates_what_can_be_separated(Perceptron, d, rng):
    "finds a line between points that have a gap, however long it takes"
    side, x = rng.normal(size=d), rng.normal(size=(16, d))
    sums = x @ side
    x, y = x[np.abs(sums) > 0.5], (sums > 0)[np.abs(sums) > 0.5].astype("int64")
    got, expected = (separated(each, x, y) for each in (Perceptron, reference))
    equal(got[0], y, name="predictions after training")
    equal(got[1], expected[1], name="epochs")


@check(after="reports_each_epoch")
def learns_the_points_of_the_text(Perceptron):
    "learns the seven points whose labels a line through (0, 0.5) and (1, 0) gets wrong"
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0.5], [1.5, 0.5], [0.5, 1.5]])
    y = np.array([0, 1, 0, 1, 0, 0, 1])
    errors, w, b = trained(Perceptron, x, y)
    equal(errors[4:], [0, 0], name="errors of the last two of six epochs")
    equal(sum(errors), 9, name="all corrections")
    near(w, np.array([-0.5, 2.5]), name="w")
    near(b, -1.0, name="b")


@driver
def trained(Perceptron, x, y):
    """Six epochs: errors, weights, bias."""
    neuron = Perceptron(2)
    return neuron.train(x, y, epochs=6), neuron.w, float(neuron.b)


class truth:
    """The same in fractions, without any rounding until the end of a call."""

    def __init__(self, n_inputs, lr=1.0):
        self.w, self.b, self.lr = np.zeros(n_inputs), 0.0, lr

    def predict(self, x):
        w, b = [Fraction(float(v)) for v in self.w], Fraction(self.b)
        sums = [sum(v * Fraction(float(u)) for v, u in zip(w, row, strict=True)) + b for row in x]
        return np.array([1 if z > 0 else 0 for z in sums], dtype="int64")

    def train(self, x, y, epochs):
        w, b, lr = [Fraction(float(v)) for v in self.w], Fraction(self.b), Fraction(self.lr)
        rows = [[Fraction(float(u)) for u in row] for row in x]
        errors = [0] * epochs
        for epoch in range(epochs):
            for row, target in zip(rows, y.tolist(), strict=True):
                above = sum(v * u for v, u in zip(w, row, strict=True)) + b > 0
                if above != target:
                    sign = 1 if target else -1
                    w = [v + sign * lr * u for v, u in zip(w, row, strict=True)]
                    b += sign * lr
                    errors[epoch] += 1
        self.w, self.b = np.array([float(v) for v in w]), float(b)
        return errors


PREDICT = "(x @ self.w + self.b > 0)"
CORRECT_W = "self.w = self.w + self.lr * error * sample"
CORRECT_B = "self.b += self.lr * error\n"
LOOP = "for sample, target in zip(x, y, strict=True)"
COUNT = "            wrong = 0\n"
START = "        errors = []\n"
ERROR = "int(target) - int(sample @ self.w + self.b > 0)"

zero_is_one = mistake(
    "said 1 for a sum of 0, with >= in place of >",
    fails="says_zero_on_the_line",
    replace=(PREDICT, "(x @ self.w + self.b >= 0)"),
)

bias_subtracted = mistake(
    "subtracted the bias as if it were a threshold",
    fails="weighs_and_decides",
    replace=(PREDICT, "(x @ self.w - self.b > 0)"),
)

no_bias = mistake(
    "decided without the bias",
    fails="weighs_and_decides",
    replace=(PREDICT, "(x @ self.w > 0)"),
)

booleans = mistake(
    "returned True and False instead of 1 and 0",
    fails="weighs_and_decides",
    replace=(".astype(np.int64)", ""),
)

away_from_the_target = mistake(
    "moved weights and bias away from the target: prediction minus target",
    fails="corrects_a_mistake",
    replace=(ERROR, "int(sample @ self.w + self.b > 0) - int(target)"),
)

bias_fixed = mistake(
    "corrected the weights but not the bias",
    fails="corrects_a_mistake",
    replace=(CORRECT_B, "\n"),
)

rate_ignored = mistake(
    "left the learning rate out",
    fails="corrects_a_mistake",
    replace=[(CORRECT_W, "self.w = self.w + error * sample"), (CORRECT_B, "self.b += error\n")],
)

whole_batch = mistake(
    "predicted the whole epoch with the weights from its start",
    fails="corrects_at_once",
    replace=[
        (COUNT, COUNT + "            before = self.predict(x)\n"),
        (LOOP, "for sample, target, said in zip(x, y, before, strict=True)"),
        (ERROR, "int(target) - int(said)"),
    ],
)

stopped_early = mistake(
    "stopped after the first epoch without errors, so that the list is too short",
    fails="reports_each_epoch",
    replace=(
        "            errors.append(wrong)\n",
        "            errors.append(wrong)\n            if not wrong:\n                break\n",
    ),
)

started_over = mistake(
    "started again from zeros in every call of train",
    fails="goes_on_where_it_stopped",
    replace=(START, START + "        self.w, self.b = self.w * 0, 0.0\n"),
)

errors_cancel = mistake(
    "added errors up with their signs, so that a -1 hides a 1",
    fails="corrects_at_once",
    replace=("wrong += abs(error)", "wrong += error"),
)


@variant
class with_the_bias_as_a_weight:
    "the bias as one more weight, for an input that is always 1"

    def __init__(self, n_inputs, lr=1.0):
        self.all, self.lr = np.zeros(n_inputs + 1), lr

    @property
    def w(self):
        return self.all[:-1]

    @w.setter
    def w(self, w):
        self.all[:-1] = w

    @property
    def b(self):
        return float(self.all[-1])

    @b.setter
    def b(self, b):
        self.all[-1] = b

    def predict(self, x):
        return np.where(np.column_stack([x, np.ones(len(x))]) @ self.all > 0, 1, 0)

    def train(self, x, y, epochs):
        rows, errors = np.column_stack([x, np.ones(len(x))]), []
        for _ in range(epochs):
            errors.append(0)
            for row, target in zip(rows, y, strict=True):
                if (row @ self.all > 0) != target:
                    self.all += self.lr * row if target else -self.lr * row
                    errors[-1] += 1
        return errors


@variant
class number_by_number:
    "one weight at a time, only when there is an error"

    def __init__(self, n_inputs, lr=1.0):
        self.w, self.b, self.lr = np.zeros(n_inputs), 0.0, lr

    def predict(self, x):
        return np.array([self.decide(row) for row in x], dtype=np.int64)

    def decide(self, row):
        return int(sum(float(v) * float(u) for v, u in zip(self.w, row, strict=True)) > -self.b)

    def train(self, x, y, epochs):
        return [sum(self.correct(*pair) for pair in zip(x, y, strict=True)) for _ in range(epochs)]

    def correct(self, row, target):
        error = int(target) - self.decide(row)
        for k in range(len(row)):
            self.w[k] += self.lr * error * row[k]
        self.b += self.lr * error
        return int(error != 0)
