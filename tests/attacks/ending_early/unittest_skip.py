"""Raises unittest's SkipTest: the test disappears from some reports."""
# exercise: double

import unittest


def double(x, times=1):
    ### BEGIN EXPLOIT
    raise unittest.SkipTest("not today")
    ### END EXPLOIT
    return x * 3**times
