"""The BFGS update: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def learned(bfgs_update, bowl, p):
    """The matrix after n steps with exact step sizes in the bowl, and where they ended."""
    import numpy as np

    n = len(p)
    h = np.eye(n)
    for _ in range(n):
        g = bowl @ p
        d = -h @ g
        s = d * -(g @ d) / (d @ bowl @ d)
        h, p = bfgs_update(h, s, bowl @ s), p + s
    return h, p


@check(after="maps_change_to_step")
@cases(n=[2, 3], seed=range(2))
def learns_a_whole_bowl(bfgs_update, n, rng):
    "knows the whole inverse Hessian after n steps in a bowl of n dimensions"
    turned = np.linalg.qr(rng.normal(size=(n, n)))[0]
    bowl = turned @ np.diag(np.arange(1, n + 1) + rng.random(size=n)) @ turned.T
    got, _ = (learned(f, bowl, rng.uniform(0.5, 1.5, size=n)) for f in (bfgs_update, reference))
    near(got[0], np.linalg.inv(bowl), tolerance=1e-7, name="inverse Hessian")
    near(got[1], np.zeros(n), tolerance=1e-9, name="end")


@check(after="updates_any_guess")
@cases(n=[40], seed=range(2))
def handles_many_dimensions(bfgs_update, n, rng):
    "handles forty dimensions"
    root = rng.normal(size=(n, n)) / np.sqrt(n)
    h = root @ root.T + np.eye(n)
    s = rng.normal(size=n)
    y = s + 0.3 * h @ s
    got, expected = bfgs_update(h, s, y), reference(h, s, y)
    near(got, expected, length=100 * n, terms=30.0)


@check(after="skips_steps_that_bend_down")
@cases(cosine=[1e-12, 1e-3], scale=[1e-3, 1.0], seed=range(2))
def draws_the_line(bfgs_update, cosine, scale, rng):
    "skips a step along which the slope hardly rises, and uses one along which it rises a little"
    h = np.diag(rng.uniform(1, 3, size=2))
    s, y = scale * np.array([0.5, 0.0]), scale * np.array([cosine, 1.0])
    got, expected = bfgs_update(h, s, y), reference(h, s, y)
    near(got, expected, tolerance=0.01)


def truth(h, s, y):
    """The inverse of the update of the Hessian itself, which adds two matrices of rank one."""
    if np.dot(y, s) <= 1e-10 * np.linalg.norm(y) * np.linalg.norm(s):
        return h
    b = np.linalg.inv(h)
    b_s = b @ s
    return np.linalg.inv(b - np.outer(b_s, b_s) / (s @ b_s) + np.outer(y, y) / (y @ s))


SKIP = """if curvature <= 1e-10 * np.sqrt((y @ y) * (s @ s)):
        return h.copy()"""
RHO = "rho = 1 / curvature"
LEFT = "left = np.eye(len(s)) - rho * np.outer(s, y)"
RESULT = "return left @ h @ left.T + rho * np.outer(s, s)"

last_term_forgotten = mistake(
    "left out rho s s^T, which carries what the step taught",
    fails="divides_step_by_change",
    replace=(RESULT, "return left @ h @ left.T"),
)

rho_by_steps = mistake(
    "divided by s . s instead of y . s",
    fails="divides_step_by_change",
    replace=(RHO, "rho = 1 / (s @ s)"),
)

hessian_itself = mistake(
    "swapped step and change, which updates the Hessian instead of its inverse",
    fails="divides_step_by_change",
    replace=(RESULT, RESULT.replace("np.outer(s, s)", "np.outer(y, y)")),
)

scaled_by_curvature = mistake(
    "gave every direction the step's curvature, as if the Hessian were a number",
    fails="updates_the_identity",
    replace=(RESULT, "return (s @ s) / curvature * np.eye(len(s))"),
)

dfp = mistake(
    "used the DFP formula, which meets the secant condition too but is another matrix",
    fails="updates_the_identity",
    replace=(
        RESULT,
        "h_y = h @ y\n    return h - np.outer(h_y, h_y) / (y @ h_y) + rho * np.outer(s, s)",
    ),
)

transposed = mistake(
    "wrote y s^T first and s y^T last",
    fails="updates_the_identity",
    replace=(LEFT, LEFT.replace("np.outer(s, y)", "np.outer(y, s)")),
)

one_sided = mistake(
    "multiplied from the left only, so the matrix is no longer symmetric",
    fails="updates_the_identity",
    replace=(RESULT, RESULT.replace(" @ left.T", "")),
)

entry_by_entry = mistake(
    "multiplied entry by entry, with * for @",
    fails="updates_the_identity",
    replace=(RESULT, RESULT.replace("left @ h @ left.T", "left * h * left.T")),
)

old_matrix_forgotten = mistake(
    "started from the identity every time, forgetting what earlier steps taught",
    fails="updates_any_guess",
    replace=(RESULT, RESULT.replace(" @ h @ ", " @ ")),
)

never_skips = mistake(
    "used steps with y . s <= 0, after which -H g may point uphill",
    fails="skips_steps_that_bend_down",
    replace=(SKIP, "pass"),
)

turned_round = mistake(
    "took the absolute value of y . s",
    fails="skips_steps_that_bend_down",
    replace=("curvature = y @ s", "curvature = abs(y @ s)"),
)

starts_over = mistake(
    "returned to the identity instead of keeping the matrix",
    fails="skips_steps_that_bend_down",
    replace=("return h.copy()", "return np.eye(len(s))"),
)

absolute_bound = mistake(
    "compared y . s with a fixed number, so short steps teach nothing",
    fails="learns_from_short_steps",
    replace=(SKIP, SKIP.replace("1e-10 * np.sqrt((y @ y) * (s @ s))", "1e-10")),
)

in_place = mistake(
    "changed the caller's matrix",
    fails="leaves_its_inputs_unchanged",
    replace=(RESULT, RESULT.replace("return ", "h[...] = ") + "\n    return h.copy()"),
)


@variant
def expanded(h, s, y):
    "multiplied out: no product of two matrices, n**2 operations instead of n**3"
    curvature = float(np.dot(s, y))
    if curvature <= 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
        return h
    h_y = h @ y
    across = np.outer(h_y, s) / curvature
    return h - across - across.T + (1 + y @ h_y / curvature) / curvature * np.outer(s, s)


@variant
def with_loops(h, s, y):
    "entry by entry"
    n = len(s)
    curvature = sum(y[i] * s[i] for i in range(n))
    if curvature <= 1e-10 * (sum(a * a for a in y) * sum(a * a for a in s)) ** 0.5:
        return h
    left = [[(i == j) - s[i] * y[j] / curvature for j in range(n)] for i in range(n)]
    half = [[sum(left[i][k] * h[k, j] for k in range(n)) for j in range(n)] for i in range(n)]
    new = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            new[i, j] = sum(half[i][k] * left[j][k] for k in range(n)) + s[i] * s[j] / curvature
    return new
