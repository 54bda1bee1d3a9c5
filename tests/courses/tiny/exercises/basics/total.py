"""The total of a function."""

from grader.blocks import double as negate


def total(f, xs):
    """Return the sum of f(x) over xs, negated twice; f maps float to float."""
    raise NotImplementedError("total")
