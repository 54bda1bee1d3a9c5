"""Kernels that nobody here designed give right results, and nothing is found in them."""

import numpy as np
import pytest
from scipy.special import erf

RNG = np.random.default_rng(7)
NAMES = {
    "samples.cu": (
        "matrix_multiply<16>",
        "reduce_many<float, 128, true>",
        "reduce_many<float, 64, false>",
    ),
    "readings.cu": ("times_three<float>", "times_three<double>"),
}


def floats(*shape):
    """Standard normal float32."""
    return RNG.normal(size=shape).astype("float32")


def ran(cuda, file, kernel, grid, block, *args, **settings):
    """The arrays afterwards; nothing was found, in either schedule."""
    outcome = None
    for schedule in (None, 5):
        outcome = cuda.run(
            file, kernel, grid, block, *args, names=NAMES.get(file, ()), schedule=schedule,
            **settings,
        )  # fmt: skip
        assert () == outcome.launched.findings
    return outcome.arrays


def samples(cuda, *rest, **settings):
    """A kernel of samples.cu."""
    return ran(cuda, "samples.cu", *rest, **settings)


def more(cuda, *rest, **settings):
    """A kernel of samples_more.cu."""
    return ran(cuda, "samples_more.cu", *rest, **settings)


def readings(cuda, *rest, **settings):
    """A kernel of readings.cu."""
    return ran(cuda, "readings.cu", *rest, **settings)


def close(expected, seen, rtol=1e-5, atol=1e-5):
    """Within rounding."""
    assert np.allclose(expected, seen, rtol=rtol, atol=atol)


def test_vector_add(cuda):
    """vectorAdd."""
    a, b = floats(500), floats(500)
    close(a + b, samples(cuda, "vector_add", 2, 256, a, b, a * 0, np.int32(500))[2])


def test_matrix_multiply(cuda):
    """matrixMul with tiles of 16."""
    a, b = floats(32, 48), floats(48, 64)
    c = np.zeros((32, 64), "float32")
    out = samples(
        cuda, "matrix_multiply<16>", (4, 2), (16, 16), c, a, b, np.int32(48), np.int32(64)
    )
    close(a @ b, out[0], atol=1e-4)


@pytest.mark.parametrize("kernel", ["transpose_tile", "transpose_diagonal"])
@pytest.mark.parametrize(("width", "height"), [(64, 64), (96, 64)])
def test_transposes(cuda, kernel, width, height):
    """transpose, with and without diagonal blocks."""
    x = floats(height, width)
    out = np.zeros((width, height), "float32")
    size = (np.int32(width), np.int32(height))
    grid = (width // 32, height // 32)
    assert (x.T == samples(cuda, kernel, grid, (32, 8), out, x, *size)[0]).all()


@pytest.mark.parametrize(("threads", "power"), [(128, "true"), (64, "false")])
def test_reduce_many(cuda, threads, power):
    """reduction, its last kernel."""
    x = floats(1000)
    name = f"reduce_many<float, {threads}, {power}>"
    out = samples(cuda, name, 3, threads, x, floats(3), np.uint32(1000), shared_memory=128)
    close(x.sum(), out[1].sum(), atol=1e-3)


def test_reduce_single_pass(cuda):
    """threadFenceReduction."""
    x = floats(3000)
    out = samples(cuda, "reduce_single_pass", 6, 128, x, floats(6), np.uint32(3000))
    close(x.sum(), out[1][0], atol=1e-3)


def test_histogram_of_warps(cuda):
    """histogram256."""
    x = RNG.integers(0, 256, 4096).astype("uint8")
    partial = np.zeros((2, 256), "uint32")
    out = samples(cuda, "histogram_of_warps", 2, 192, partial, x.view("uint32"), np.uint32(1024))
    assert np.bincount(x, minlength=256).tolist() == out[0].sum(axis=0).tolist()


def test_scan_by_shuffles(cuda):
    """shfl_scan."""
    x = RNG.integers(0, 10, 512).astype("int32")
    out = samples(
        cuda, "scan_by_shuffles", 2, 256, x, np.int32(32), np.zeros(2, "int32"), shared_memory=32
    )
    expected = x.reshape(2, 256).cumsum(axis=1)
    assert expected.reshape(-1).tolist() == out[0].tolist()
    assert expected[:, -1].tolist() == out[1].tolist()


def test_bitonic_sort(cuda):
    """sortingNetworks in shared memory."""
    keys = RNG.permutation(512).astype("uint32")
    out = samples(cuda, "bitonic_sort", 2, 128, keys, keys + 1, np.uint32(256), np.uint32(1))
    expected = np.sort(keys.reshape(2, 256)).reshape(-1)
    assert expected.tolist() == out[0].tolist()
    assert (expected + 1).tolist() == out[1].tolist()


def test_black_scholes(cuda):
    """BlackScholes."""
    price, strike, years = (RNG.uniform(a, b, 200) for a, b in ((5, 30), (1, 100), (0.25, 10)))
    out = more(
        cuda, "black_scholes", 1, 128, *(np.zeros(200, "float32") for _ in range(2)),
        *(x.astype("float32") for x in (price, strike, years)),
        np.float32(0.02), np.float32(0.3), np.int32(200),
    )  # fmt: skip
    d1 = (np.log(price / strike) + (0.02 + 0.045) * years) / (0.3 * np.sqrt(years))
    d2 = d1 - 0.3 * np.sqrt(years)
    normal = [0.5 * (1 + erf(d / np.sqrt(2))) for d in (d1, d2)]
    call = price * normal[0] - strike * np.exp(-0.02 * years) * normal[1]
    close(call, out[0], atol=1e-3)
    close(call - price + strike * np.exp(-0.02 * years), out[1], atol=1e-3)


def test_scalar_products(cuda):
    """scalarProd."""
    a, b = floats(6, 512), floats(6, 512)
    out = more(cuda, "scalar_products", 4, 64, floats(6), a, b, np.int32(6), np.int32(512))
    close((a * b).sum(axis=1), out[0], atol=1e-3)


def test_convolve_rows(cuda):
    """convolutionSeparable, rows."""
    x, kernel = floats(8, 128), floats(17)
    out = more(
        cuda, "convolve_rows", (2, 2), (16, 4), x * 0, x, np.int32(128), np.int32(8),
        np.int32(128), symbols={"c_Kernel": kernel.tobytes()},
    )  # fmt: skip
    close([np.convolve(row, kernel, "same") for row in x], out[0], atol=1e-4)


@pytest.mark.parametrize("log2", [6, 7])
def test_walsh_transform(cuda, log2):
    """fastWalshTransform in shared memory."""
    n = 1 << log2
    x = RNG.integers(-5, 5, 2 * n).astype("float32")
    out = more(cuda, "walsh_transform", 2, n // 4, x * 0, x, np.int32(log2), shared_memory=4 * n)
    i = np.arange(n)
    signs = np.array([[(-1) ** int(a & b).bit_count() for a in i] for b in i])
    assert (x.reshape(2, n) @ signs).reshape(-1).tolist() == out[0].tolist()


def test_atomic_intrinsics(cuda):
    """simpleAtomicIntrinsics."""
    x = np.zeros(11, "int32")
    x[[8, 10]] = 0xFF
    outcome = cuda.run("samples_more.cu", "atomic_intrinsics", 2, 64, x)
    out = outcome.arrays[0].tolist()
    assert () == outcome.launched.findings
    assert [1280, -1280, 127, 0] == [*out[:2], out[3], out[4]]
    assert [128 % 18, 137 - (128 - 1) % 138] == out[5:7]
    assert -1 == out[9]


def test_vote_any(cuda):
    """simpleVoteIntrinsics."""
    x = np.zeros(64, "uint32")
    x[40] = 1
    out = more(cuda, "vote_any", 1, 64, x, x * 0, np.int32(64))
    assert [0] * 32 + [1] * 32 == out[1].tolist()


def test_exclusive_scan(cuda):
    """The work-efficient scan of GPU Gems 3."""
    x = RNG.integers(0, 9, 256).astype("float32")
    out = readings(cuda, "exclusive_scan", 1, 128, x * 0, x, np.int32(256), shared_memory=1024)
    assert (x.cumsum() - x).tolist() == out[0].tolist()


def test_body_forces(cuda):
    """N bodies by tiles, of GPU Gems 3."""
    x = floats(64, 4)
    x[:, 3] = abs(x[:, 3])
    out = readings(cuda, "body_forces", 2, 32, x, x * 0, np.int32(64), shared_memory=512)
    r = x[None, :, :3] - x[:, None, :3]
    d = (r**2).sum(axis=2) + np.float32(0.01)
    close((r * (x[None, :, 3] / d**1.5)[..., None]).sum(axis=1), out[1][:, :3], 1e-3, 1e-3)


def test_cupys_guide(cuda):
    """Raw kernels, raw modules and templates of CuPy's user guide."""
    a, b = floats(25), floats(25)
    close(a + b, readings(cuda, "my_add", 5, 5, a, b, a * 0)[2])
    for multiply, expected in ((True, a * b), (False, a + b)):
        args = (a, b, a * 0, np.uint32(25), np.bool_(multiply))
        close(expected, readings(cuda, "sum_and_product", 5, 5, *args)[2])
    close(3 * a, readings(cuda, "times_three<float>", 1, 32, a, np.int32(25))[0])
    wide = a.astype("float64")
    close(3 * wide, readings(cuda, "times_three<double>", 1, 32, wide, np.int32(25))[0])


def test_blog_kernels(cuda):
    """Grid-stride loops; reversal through static and dynamic shared memory."""
    x, y = floats(300), floats(300)
    out = readings(cuda, "saxpy", 2, 64, np.int32(300), np.float32(2.5), x, y)
    close(np.float32(2.5) * x + y, out[1])
    d = np.arange(64, dtype="int32")
    assert d[::-1].tolist() == readings(cuda, "reverse_static", 1, 64, d, np.int32(64))[0].tolist()
    out = readings(cuda, "reverse_dynamic", 1, 64, d, np.int32(64), shared_memory=256)
    assert d[::-1].tolist() == out[0].tolist()


def test_filter_aggregated(cuda):
    """Warp-aggregated atomics."""
    x = RNG.integers(-5, 5, 200).astype("int32")
    out = readings(cuda, "filter_aggregated", 2, 128, x * 0, np.zeros(1, "int32"), x, np.int32(200))
    kept = np.sort(x[x > 0])
    assert len(kept) == out[1][0]
    assert kept.tolist() == np.sort(out[0][: len(kept)]).tolist()


@pytest.mark.parametrize(("kernel", "threads"), [("kogge_stone", 128), ("brent_kung", 64)])
def test_textbook_scans(cuda, kernel, threads):
    """Kogge-Stone and Brent-Kung, by segments of 128."""
    x = RNG.integers(0, 9, 256).astype("float32")
    out = readings(cuda, kernel, 2, threads, x, x * 0, np.uint32(256))
    assert x.reshape(2, 128).cumsum(axis=1).reshape(-1).tolist() == out[1].tolist()


def test_spmv_rows(cuda):
    """A sparse matrix by rows."""
    dense = np.where(RNG.random((40, 30)) < 0.2, RNG.normal(size=(40, 30)), 0).astype("float32")
    rows, columns = dense.nonzero()
    starts = np.searchsorted(rows, np.arange(41)).astype("uint32")
    x = floats(30)
    out = readings(
        cuda, "spmv_rows", 2, 32, np.uint32(40), starts, columns.astype("uint32"),
        dense[rows, columns], x, floats(40),
    )  # fmt: skip
    close(dense @ x, out[4])


def test_coarse_stencil(cuda):
    """A stencil of seven points that keeps three planes."""
    n = 12
    x = RNG.integers(0, 9, (n, n, n)).astype("float32")
    out = readings(cuda, "coarse_stencil", (2, 2, 2), (8, 8), x, x * 0, np.int32(n))
    expected = x * 0
    c = slice(1, -1)
    expected[c, c, c] = (
        x[c, c, c] + x[:-2, c, c] + x[2:, c, c] + x[c, :-2, c] + x[c, 2:, c] + x[c, c, :-2]
        + x[c, c, 2:]
    )  # fmt: skip
    assert (expected == out[1]).all()


def test_dot_blocks(cuda):
    """CUDA by Example's dot product."""
    a, b = floats(700), floats(700)
    out = readings(cuda, "dot_blocks", 2, 256, a, b, floats(2), np.int32(700))
    close(a @ b, out[2].sum(), atol=1e-3)


def test_julia(cuda):
    """CUDA by Example's Julia set: symmetric about its center."""
    out = readings(cuda, "julia", (24, 24), 1, np.zeros(24 * 24 * 4, "uint8"), np.int32(24))
    image = out[0].reshape(24, 24, 4)[1:, 1:, 0]
    assert {0, 255} == set(image.reshape(-1).tolist())
    assert (image == image[::-1, ::-1]).all()


def test_softmax_rows(cuda):
    """llm.c's softmax with two reductions."""
    x = 5 * floats(6, 150)
    out = readings(
        cuda, "softmax_rows", 6, 64, x * 0, x, np.int32(6), np.int32(150), shared_memory=16
    )
    e = np.exp(x - x.max(axis=1, keepdims=True))
    close(e / e.sum(axis=1, keepdims=True), out[0])
