"""A counter of arrays."""


class Counter:
    """Count in place: `add(x)` adds x to `total`, an array made by the first call."""

    def __init__(self, start=0.0):
        """Begin at `start`."""
        ### BEGIN SOLUTION
        self.start = start
        self.total = None
        ### END SOLUTION

    def add(self, x):
        """Add x in place and return self."""
        ### BEGIN SOLUTION
        if self.total is None:
            self.total = x * 0 + self.start
        self.total += x
        return self
        ### END SOLUTION

    def __add__(self, other):
        """Return a new Counter whose total is the sum."""
        ### BEGIN SOLUTION
        result = Counter()
        result.total = self.total + other.total
        return result
        ### END SOLUTION
