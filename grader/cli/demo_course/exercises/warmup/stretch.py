"""A vector stretched over 0 to 1."""


def stretch(x):
    """Return x moved and scaled so that its smallest entry is 0 and its largest 1.

    x  float64 vector with at least two different entries; never changed
    """
    raise NotImplementedError("stretch")
