"""Volume of a peel, and of a ball in a cube: hidden checks, mistakes, variants, truth."""

import math

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="peels_thinly")
@cases(thickness=[1e-15, 1e-9], seed=range(2))
def peels_thinly_in_many_dimensions(volume_shares, thickness, rng):
    "keeps the digits of the thinnest peel in up to a million dimensions"
    dims = rng.integers(1, 10**6, size=6)
    got, expected = (side(dims, thickness)[0] for side in (volume_shares, reference))
    near(got, expected, length=100, terms=expected, name="peel")


@check(after="peels_a_ball")
@cases(seed=range(2))
def peels_everything(volume_shares, rng):
    "calls the whole ball peel when the peel reaches the center"
    dims = rng.integers(1, 1000, size=5)
    near(volume_shares(dims, 1.0)[0], np.ones(5), name="peel")
    near(volume_shares(dims, 0.999)[0], reference(dims, 0.999)[0], length=100, name="peel")


def truth(dims, thickness):
    """Sixty decimals; the ball two dimensions at a time."""
    from decimal import Decimal, localcontext

    with localcontext() as context:
        context.prec = 60
        kept = 1 - Decimal(thickness)
        peel = [float(1 - kept ** int(d)) for d in dims]
        ball = []
        for d in dims.tolist():
            share = Decimal(1)  # 1 in one dimension (and in none); then times pi / (2 d) per two
            if d > 2000:
                ball.append(0.0)
                continue
            for k in range(2 + d % 2, d + 1, 2):
                share *= PI / (2 * k)
            ball.append(float(share))
    return np.array(peel), np.array(ball)


PI = __import__("decimal").Decimal("3.14159265358979323846264338327950288419716939937510582097494")
PEEL = "-np.expm1(dims * log_kept)"
LOG = "d / 2 * math.log(math.pi) - math.lgamma(d / 2 + 1) - d * math.log(2)"

core = mistake(
    "returned the share of the core instead of the peel",
    fails="peels_a_ball",
    replace=(PEEL, "(1 - thickness) ** dims"),
)

three_dimensions = mistake(
    "raised to the third power, whatever the number of dimensions",
    fails="peels_a_ball",
    replace=(PEEL, "-np.expm1(np.full(len(dims), 3) * log_kept)"),
)

surface_times_thickness = mistake(
    "multiplied the thickness by d: the surface times the thickness, right for thin peels only",
    fails="peels_a_ball",
    replace=(PEEL, "np.minimum(dims * thickness, 1.0)"),
)

by_subtraction = mistake(
    "computed 1 - (1 - thickness)**d as it stands, which cancels for a thin peel",
    fails="peels_thinly",
    replace=(PEEL, "1 - (1 - thickness) ** dims"),
)

radius_one = mistake(
    "took a ball of radius 1, which does not fit into a cube of side 1",
    fails="fits_a_ball_into_a_cube",
    replace=(" - d * math.log(2)", ""),
)

factorial_of_half = mistake(
    "took Gamma(d/2), which is (d/2 - 1)!, for Gamma(d/2 + 1)",
    fails="fits_a_ball_into_a_cube",
    replace=("math.lgamma(d / 2 + 1)", "math.lgamma(d / 2)"),
)

whole_halves = mistake(
    "divided d by 2 without a remainder, so that odd dimensions are wrong",
    fails="fits_a_ball_into_a_cube",
    replace=(LOG, LOG.replace("d / 2", "d // 2")),
)

small_is_zero = mistake(
    "called a ball that fills less than 1e-30 of the cube 0",
    fails="keeps_digits_of_small_balls",
    replace=("np.exp(logs)", "np.where(np.array(logs) > -69, np.exp(logs), 0.0)"),
)


@variant
def two_dimensions_at_a_time(dims, thickness):
    "each ball from the one two dimensions below; the peel as a sum of thin layers of it"
    balls = np.ones(400)
    for d in range(2, 400):
        balls[d] = balls[d - 2] * math.pi / (2 * d)
    peel = [
        -math.expm1(d * math.log1p(-thickness)) if thickness < 1 else 1.0 for d in dims.tolist()
    ]
    return np.array(peel), np.where(dims < 400, balls[np.minimum(dims, 399)], 0.0)


@variant
def with_gamma_where_it_fits(dims, thickness):
    "the formula as it stands, in the dimensions where Gamma is a float"

    def ball(d):
        if d > 330:
            return 0.0
        return math.pi ** (d / 2) / math.gamma(d / 2 + 1) / 2.0**d

    with np.errstate(divide="ignore"):
        peel = -np.expm1(np.multiply(dims, np.log1p(-thickness)))
    return peel, np.array([ball(int(d)) for d in dims])
