"""Sinusoidal encoding of positions."""

from grader import cases, check, given, integers, near, raises, reference


@check(points=2)
@given(n=integers(2, 6), base=integers(2, 10000))
def turns_one_pair(sinusoidal_positions, n, base):
    "gives sine and cosine of the position itself if d is 2, whatever the base"
    near(sinusoidal_positions(n, 2, base), reference(n, 2, base), terms=float(n), name="encoding")


@check(points=2, after=turns_one_pair)
@given(n=integers(2, 6), d=integers(2, 5), base=integers(2, 1000))
def slows_down_from_pair_to_pair(sinusoidal_positions, n, d, base):
    "gives each further pair of columns a lower frequency, down to little more than 1 / base"
    d *= 2
    near(sinusoidal_positions(n, d, base), reference(n, d, base), terms=float(n), name="encoding")


@check(after=slows_down_from_pair_to_pair)
@given(n=integers(2, 9), d=integers(2, 6))
def takes_a_base_of_10000(sinusoidal_positions, n, d):
    "takes a base of 10000 if none is given"
    near(sinusoidal_positions(n, 2 * d), reference(n, 2 * d), terms=float(n), name="encoding")


@check(after=slows_down_from_pair_to_pair)
@cases(n=[0, 1])
def starts_at_position_0(sinusoidal_positions, n):
    "gives position 0 sines of 0 and cosines of 1, and no row for no positions"
    near(sinusoidal_positions(n, 6), reference(n, 6), terms=1.0, name="encoding")


@check(after=turns_one_pair)
@cases(d=[1, 5])
def refuses_odd_lengths(sinusoidal_positions, d):
    "raises ValueError if d is odd"
    with raises(ValueError):
        sinusoidal_positions(3, d)
