"""How many windows fit along each axis."""

from grader import cases, check, equal, given, integers, raises, reference


def two(rng, low, high):
    """Two different whole numbers from low to high, one for each axis."""
    first, second = rng.choice(range(low, high + 1), size=2, replace=False)
    return int(first), int(second)


def same(got, expected):
    """Exactly the same two numbers."""
    equal(got, expected, name="(H_out, W_out)")


@check(points=2)
@cases(seed=range(4))
def counts_the_windows(output_shape, rng):
    "counts the places where a kernel fits, along rows and columns"
    size, kernel = two(rng, 8, 30), two(rng, 1, 6)
    same(output_shape(size, kernel), reference(size, kernel))


@check(after=counts_the_windows)
@cases(seed=range(4))
def pads_both_ends(output_shape, rng):
    "adds the padding at both ends"
    size, kernel, padding = two(rng, 8, 30), two(rng, 2, 6), two(rng, 1, 4)
    got, expected = (f(size, kernel, padding=padding) for f in (output_shape, reference))
    same(got, expected)


@check(points=2, after=counts_the_windows)
@cases(s=[2, 3, 5], seed=range(2))
def drops_what_is_left_over(output_shape, s, rng):
    "steps by the stride and drops what is left over at the end"
    kernel, stride = two(rng, 2, 6), (s, s + 1)
    for extra in range(s + 1):  # from a window that just fits to one that just does not
        size = (kernel[0] + 4 * s + extra, kernel[1] + 2 * (s + 1) + extra)
        same(output_shape(size, kernel, stride), reference(size, kernel, stride))


@check(after=counts_the_windows)
@cases(seed=range(4))
def spreads_the_taps(output_shape, rng):
    "lets a kernel of k taps, d apart, reach over d (k - 1) + 1 entries"
    size, kernel, dilation = two(rng, 20, 40), two(rng, 2, 5), two(rng, 2, 4)
    got, expected = (f(size, kernel, dilation=dilation) for f in (output_shape, reference))
    same(got, expected)


@check(points=2, after=drops_what_is_left_over)
@cases(s=[2, 3, 4], seed=range(2))
def may_hang_over(output_shape, s, rng):
    "with ceil, has one more window where something is left over, and no more where nothing is"
    kernel, stride = two(rng, s + 1, 7), (s, s)
    for extra in range(s + 1):
        size = (kernel[0] + 3 * s + extra, kernel[1] + s + extra)
        got, expected = (f(size, kernel, stride, ceil=True) for f in (output_shape, reference))
        same(got, expected)


@check(points=2, after=[may_hang_over, pads_both_ends])
@cases(p=[0, 1, 2], seed=range(2))
def starts_no_window_behind_the_image(output_shape, p, rng):
    "with ceil, has no window that starts behind the image's last entry"
    kernel = two(rng, 2 * p + 1, 2 * p + 3)
    stride = kernel[0] + 2, kernel[1] + 2
    for left in range(stride[0]):
        size = (4 * stride[0] + left, 2 * stride[1] + left)
        got, expected = (
            f(size, kernel, stride, padding=(p, p), ceil=True) for f in (output_shape, reference)
        )
        same(got, expected)


@check(after=[pads_both_ends, spreads_the_taps])
@given(h=integers(1, 12), w=integers(1, 12), k=integers(1, 4), d=integers(1, 3), p=integers(0, 2))
def refuses_what_does_not_fit(output_shape, h, w, k, d, p, rng):
    "raises ValueError where no whole window fits, along rows or along columns"
    rest = {"padding": (p, p), "dilation": (d, d)}
    reach = d * (k - 1) + 1
    size = (h + reach, w + reach)  # for the secret cases too: something that fits, first
    same(output_shape(size, (k, k), **rest), reference(size, (k, k), **rest))
    short = 2 * p + h  # all of the padded axis
    for kernel in ((short + 1, 1), (short + 2, 1)):
        with raises(ValueError):
            output_shape((h, w), kernel, padding=(p, p))
        with raises(ValueError):
            output_shape((w, h), kernel[::-1], (3, 3), (0, p), ceil=True)


@check(after=[starts_no_window_behind_the_image, spreads_the_taps])
def gives_the_worked_numbers(output_shape):
    "gives the sizes of LeNet, of ResNet's first layers, and of a pooling that rounds up"
    same(output_shape((32, 32), (5, 5)), (28, 28))
    same(output_shape((28, 28), (2, 2), (2, 2)), (14, 14))
    same(output_shape((224, 224), (7, 7), (2, 2), (3, 3)), (112, 112))
    same(output_shape((112, 112), (3, 3), (2, 2), (1, 1)), (56, 56))
    same(output_shape((7, 8), (3, 3), (2, 2)), (3, 3))
    same(output_shape((7, 8), (3, 3), (2, 2), ceil=True), (3, 4))
    same(output_shape((65, 65), (3, 3), padding=(6, 6), dilation=(6, 6)), (65, 65))
