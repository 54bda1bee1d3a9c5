"""How often a number can be halved."""

from grader import cases, check, equal, reference


@check
@cases(odd=[1, 3, 7], power=[0, 1, 5])
def counts_halvings(halvings, odd, power, rng):
    """counts how often a number can be halved"""
    n = odd * 2**power * (2 * int(rng.integers(1, 9)) + 1)
    equal(halvings(n), reference(n))
