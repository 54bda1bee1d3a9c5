"""What kernels are written with gives what the CUDA C guide says."""

import math

import numpy as np
import pytest

FILE = "words.cu"
NAMES = ("templated<float, 32>", "templated<double, 64>", "inner::nested")


def silent(outcome):
    """The outcome's arrays, after nothing was found."""
    assert () == outcome.launched.findings
    return outcome.arrays


def run(cuda, kernel, grid, block, *args, **settings):
    """A kernel of words.cu."""
    return cuda.run(FILE, kernel, grid, block, *args, names=NAMES, **settings)


def test_three_dimensions(cuda):
    """Blocks and threads are numbered along x, y, z."""
    (out,) = silent(run(cuda, "places", (2, 3, 2), (4, 2, 2), np.zeros(4 * 6 * 8, "int32"), 8, 6))
    z, y, x = np.indices((4, 6, 8))

    assert (x + 100 * y + 10000 * z + 4000000 == out.reshape(4, 6, 8)).all()


def test_barriers_that_count(cuda):
    """Count, and, or of a predicate over the block."""
    x = np.arange(64, dtype="int32")
    _, out = silent(run(cuda, "counted_barriers", 1, 64, x, np.zeros(64, "int32")))

    assert [5310] * 64 == out.tolist()


def test_shuffles(cuda):
    """Index, up, down, xor; parts of a warp; 8 bytes."""
    x = np.arange(64, dtype="float32")
    _, out = silent(run(cuda, "shuffles", 1, 64, x, np.zeros(448, "float32")))
    lane, base = np.arange(64) % 32, np.arange(64) // 32 * 32
    expected = [
        base + 5,
        base + np.where(lane < 3, lane, lane - 3),
        base + np.where(lane > 28, lane, lane + 3),
        base + (lane ^ 7),
        base + lane // 8 * 8 + 1,
        base + np.where(lane % 4 > 1, lane, lane + 2),
        (base + (lane ^ 1)) + 0.25,
    ]

    assert np.concatenate(expected).tolist() == out.tolist()


def test_votes(cuda):
    """Ballots, matches, reductions of a warp, and who is active in a branch."""
    x = np.arange(32, dtype="int32")
    _, out = silent(run(cuda, "votes", 1, 32, x, np.zeros(288, "uint32")))
    rows = out.reshape(9, 32)
    every = 0xFFFFFFFF

    assert [0xAAAAAAAA, 1, 1] == rows[:3, 0].tolist()
    assert [0x11111111 << (k % 4) for k in range(32)] == rows[3].tolist()
    assert [every, 1, 496, 31] == rows[4:8, 0].tolist()
    assert [0xFF] * 8 + [0xFFFFFF00] * 24 == rows[8].tolist()


def test_atomics(cuda):
    """Integers, floats, doubles; compare and swap in a loop."""
    i = np.array([0, 0, 0, 0, 0, -1, 0, 0], "int32")
    out = silent(
        run(cuda, "atomics", 2, 64, i, np.zeros(2, "uint32"), np.zeros(2, "uint64"),
            np.zeros(1, "float32"), np.zeros(2))
    )  # fmt: skip

    assert [8128, -8128, 127, -127, 255, ~255, 0, 42] == out[0].tolist()
    assert [128 % 10, 9 - 127 % 10] == out[1].tolist()
    assert [128 << 33, 127 << 32] == out[2].tolist()
    assert (64.0, [32.0, 256.0]) == (out[3][0], out[4].tolist())


def test_half_and_bfloat16(cuda):
    """Arithmetic rounds once to 16 bits."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=32).astype("float16")
    b = (rng.normal(size=32).astype("float32").view("uint32") >> 16 << 16).view("float32")
    out = silent(
        run(cuda, "halves", 1, 32, x, np.zeros(32, "float16"), np.zeros(64, "float16"),
            (b.view("uint32") >> 16).astype("uint16"), np.zeros(32, "uint16"))
    )  # fmt: skip
    wide = x.astype("float64")

    assert (wide * wide + 0.5).astype("float16").tolist() == out[1].tolist()
    assert (wide + 2).astype("float16").tolist() == out[2][::2].tolist()
    assert [3.0] * 32 == out[2][1::2].tolist()
    expected = brain(brain(b * b) + np.float32(1))
    assert expected.tolist() == (out[4].astype("uint32") << 16).view("float32").tolist()


def brain(x):
    """Float32 rounded to bfloat16."""
    bits = x.astype("float32").view("uint32")
    rounded = bits + 0x7FFF + (bits >> 16 & 1)
    return (rounded >> 16 << 16).view("float32")


def test_every_half_converts(cuda):
    """All 65,536 values go to float and back; floats round to nearest even."""
    source = """
    #include <cuda_fp16.h>
    extern "C" __global__ void widen(const half* x, float* out, half* back) {
        int i = blockIdx.x * 256 + threadIdx.x;
        out[i] = __half2float(x[i]);
        back[i] = __float2half(out[i]);
    }
    extern "C" __global__ void narrow(const float* x, half* out) {
        int i = blockIdx.x * 256 + threadIdx.x;
        out[i] = __float2half(x[i]);
    }"""
    every = np.arange(65536, dtype="uint16")
    _, out, back = silent(
        cuda.run(source, "widen", 256, 256, every, np.zeros(65536, "float32"), every * 0)
    )
    wide = every.view("float16").astype("float32")
    number = ~np.isnan(wide)

    assert (wide[number] == out[number]).all()
    assert np.isnan(out[~number]).all()
    assert (every[number] == back[number]).all()

    rng = np.random.default_rng(1)
    x = (rng.normal(size=65536) * 2.0 ** rng.integers(-28, 18, size=65536)).astype("float32")
    _, narrow = silent(cuda.run(source, "narrow", 256, 256, x, every))
    with np.errstate(over="ignore"):
        assert (x.astype("float16") == narrow.view("float16")).all()


def test_math(cuda):
    """Functions of floats."""
    x = np.array([-1.5, 0.25, 2.0], "float32")
    _, out = silent(run(cuda, "math", 1, 3, x, np.zeros(72, "float32")))
    for v, row in zip(x.tolist(), out.reshape(3, 24), strict=True):
        expected = [
            math.exp(v), math.exp(v), math.log(v + 3), math.sqrt(v + 3), 1 / math.sqrt(v + 3),
            math.tanh(v), math.erf(v), max(v, 0), min(v, 0), abs(v), v * v, math.floor(v),
            max(v, 1), min(int(v), 1), v * v + 1, math.sin(v), 0, 8, 31, 1, 1, math.ceil(v),
            math.exp(v), 1,
        ]  # fmt: skip
        assert np.allclose(expected, row, rtol=1e-6, atol=1e-7)


def test_variables_of_a_module(cuda):
    """Constants can be set; device variables come back."""
    out = run(cuda, "variables", 1, 12, np.zeros(12, "float32"))
    expected = np.tile([1, 10, 100], 4) + np.tile([1, 2, 3, 4], 3)

    assert expected.tolist() == silent(out)[0].tolist()
    assert 1 == int(np.frombuffer(out.launched.symbols["launches"], "int32")[0])

    given = {"weights": np.zeros(3, "float32").tobytes(), "launches": b"\x05\0\0\0"}
    out = run(cuda, "variables", 1, 12, np.zeros(12, "float32"), symbols=given)
    assert [1, 2, 3, 4] * 3 == silent(out)[0].tolist()
    assert b"\x06\0\0\0" == out.launched.symbols["launches"]


def test_dynamic_shared_memory(cuda):
    """As much as the launch asks for, cut up by the kernel."""
    x = np.arange(50, dtype="float32")
    args = (x, np.zeros(50, "float32"), np.int32(50))
    _, out = silent(run(cuda, "dynamic_memory", 1, 50, *args, shared_memory=400))

    assert x[::-1].tolist() == out.tolist()

    found = run(cuda, "dynamic_memory", 1, 50, *args, shared_memory=396).launched.findings[0]
    assert ("out_of_bounds", "raw", 99) == (
        found.kind, found.facts["array"], found.facts["index"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kernel", "grid", "block", "settings", "expected"),
    [
        ("bounded", 1, 256, {}, ("threads", 256, 128)),
        ("says", 1, 1025, {}, ("threads", 1025, 1024)),
        ("says", (1, 70000), 1, {}, ("grid", 70000, 65535)),
        ("says", 1, (1, 1, 65), {}, ("block", 65, 64)),
        ("says", 0, 1, {}, ("grid", 0, 1)),
        ("says", 1, 1, {"shared_memory": 50000}, ("shared", 50000, 49152)),
    ],
)
def test_limits_of_a_launch(cuda, kernel, grid, block, settings, expected):
    """What a card refuses is a finding, and nothing runs."""
    arg = np.zeros(256, "float32") if kernel == "bounded" else np.int32(1)
    (finding,) = run(cuda, kernel, grid, block, arg, **settings).launched.findings

    assert "over_limit" == finding.kind
    assert expected == tuple(finding.facts[k] for k in ("what", "asked", "limit"))


def test_more_shared_memory_where_asked_for(cuda):
    """The limit of a block is the caller's to raise."""
    settings = {"shared_memory": 50000, "shared_limit": 100000}

    assert () == run(cuda, "says", 1, 1, np.int32(0), **settings).launched.findings


def test_printf(cuda):
    """Formats as C does, threads in order."""
    printed = run(cuda, "says", 2, 32, np.int32(2)).launched.printed

    assert printed.splitlines() == [
        f"thread {t} of block ({b}):  {0.5 * t:.2f} ok ff%" for b in range(2) for t in range(2)
    ]


def test_a_structure_as_argument(cuda):
    """Structures go by value, as their bytes."""
    p = np.array([(2.0, 1.0, 20)], [("scale", "f4"), ("shift", "f4"), ("n", "i4")])
    x = np.arange(32, dtype="float32")
    _, out = silent(run(cuda, "structure", 1, 32, p[0].tobytes(), x, np.zeros(32, "float32")))

    assert (2 * x[:20] + 1).tolist() + [0] * 12 == out.tolist()


@pytest.mark.parametrize(("n", "kind"), [(32, "float"), (64, "double")])
def test_templates(cuda, n, kind):
    """Name expressions choose the instance."""
    x = np.arange(n, dtype="float32" if kind == "float" else "float64")
    _, out = silent(run(cuda, f"templated<{kind}, {n}>", 1, n, x, x * 0))

    assert (x[::-1] ** 2).tolist() == out.tolist()


def test_functors_and_lambdas(cuda):
    """Device code with templates and function objects."""
    x = np.arange(32, dtype="float64")
    _, out = silent(run(cuda, "functors", 1, 32, x, x * 0))

    assert [992.0] * 32 == out.tolist()


def test_overloads_of_cudas_own_functions(cuda):
    """They stand beside CUDA's; doubles stay doubles."""
    x = np.arange(128, dtype="float32")
    zero = np.zeros(1, "float32"), np.zeros(1, "int32")
    out = silent(run(cuda, "overloads", 1, 32, x, *zero, np.zeros(32)))

    assert (252.0, 31) == (out[1][0], out[2][0])
    assert np.allclose(math.e + 2**0.5 + 1 / 3, out[3], rtol=1e-15)


def test_lanes_wait_for_each_other_however_long(cuda):
    """A warp whose lanes run thousands of accesses apart meets at its shuffle."""
    _, out = silent(
        run(cuda, "unequal_loops", 1, 32, np.ones(32, "float32"), np.zeros(32, "float32"))
    )

    assert [300 * min(k + 1, 31) + 32 for k in range(32)] == out.tolist()


def test_names_in_a_namespace(cuda):
    """A kernel in a namespace by its whole name."""
    (out,) = silent(run(cuda, "inner::nested", 1, 4, np.zeros(4, "int32")))

    assert [5] * 4 == out.tolist()


def test_what_a_module_says_of_its_kernels(cuda):
    """Parameters by name, type, size; static shared memory of each."""
    module = cuda.module(FILE, NAMES)
    parameters = module.kernels["halves"].parameters

    assert ["x", "out", "pairs", "b", "bout"] == [p.name for p in parameters]
    assert ["f2", "f2", "", "b2", "b2"] == [p.scalar for p in parameters]
    assert [2, 2, 4, 2, 2] == [p.size for p in parameters]
    assert [True, False, False, True, False] == [p.is_const for p in parameters]
    assert ("n", "int", False, 4, "i4") == (
        (p := module.kernels["says"].parameters[0]).name, p.type, p.is_pointer, p.size, p.scalar,
    )  # fmt: skip
    assert 512 == module.kernels["templated<double, 64>"].static_shared
    assert {"weights": 12, "launches": 4} == {n: s.size for n, s in module.symbols.items()}
