"""The total of a function."""



def total(f, xs):
    """Return the sum of f(x) over xs, negated twice; f maps float to float."""
    raise NotImplementedError("total")
