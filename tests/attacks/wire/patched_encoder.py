"""Has the session's encoder write something else than was returned."""
# exercise: double

import sys


def double(x, times=1):
    ### BEGIN EXPLOIT
    wire = sys.modules["grader.isolation.wire"]
    right = type("Right", (), {"__eq__": lambda *args: True})()
    wire.Encoder.code = lambda self, x, depth=0: ["function", 0]
    wire.type_name = lambda x: "ndarray"
    sys.modules["grader.isolation.worker"].Session._value = lambda self, x: self._keep(right)
    ### END EXPLOIT
    return x * 3**times
