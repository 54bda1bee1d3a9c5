"""Counts are those of a profiler, worked out by hand for each kernel."""

import numpy as np
import pytest

from grader.devices.cuda_cpu.compilers import best

FILE = "counts.cu"


@pytest.fixture(autouse=True)
def pinned(device):
    """Counts are those of one compiler."""
    if not best().pinned:
        pytest.skip("counts need the compiler extra")


def figures(counts, *names):
    """The counts of these names."""
    return tuple(getattr(counts, name) for name in names)


LOADS = ("load_requests", "load_sectors", "load_bytes")
STORES = ("store_requests", "store_sectors", "store_bytes")
SHARED = ("shared_requests", "shared_wavefronts")


def zeros(n, dtype="float32"):
    """An array of n zeros."""
    return np.zeros(n, dtype)


def test_add_one(cuda):
    """1024 floats are 32 warps of 128 bytes: 4 sectors to read, 4 to write each."""
    c = cuda.run(FILE, "add_one", 4, 256, zeros(1024)).counts

    assert (32, 128, 4096) == figures(c, *LOADS)
    assert (32, 128, 4096) == figures(c, *STORES)


@pytest.mark.parametrize("kernel", ["copy_vectors", "scale_vectors"])
def test_vectors_of_four(cuda, kernel):
    """256 float4 are 8 warps that ask for 512 bytes at once, 16 sectors."""
    c = cuda.run(FILE, kernel, 1, 256, zeros(1024), zeros(1024)).counts

    assert (8, 128, 4096) == figures(c, *LOADS)
    assert (8, 128, 4096) == figures(c, *STORES)


def test_doubles(cuda):
    """A warp of doubles asks for 256 bytes, 8 sectors."""
    c = cuda.run(FILE, "copy_doubles", 2, 64, zeros(128, "float64"), zeros(128, "float64")).counts

    assert (4, 32, 1024) == figures(c, *LOADS)


def test_bytes(cuda):
    """A warp of bytes is one sector."""
    c = cuda.run(FILE, "copy_bytes", 2, 64, zeros(128, "uint8"), zeros(128, "uint8")).counts

    assert (4, 4, 128) == figures(c, *LOADS)
    assert (4, 4, 128) == figures(c, *STORES)


@pytest.mark.parametrize(("step", "sectors"), [(1, 4), (2, 8), (3, 12), (8, 32), (32, 32)])
def test_strided_reads(cuda, step, sectors):
    """A warp that reads every step-th float touches that many times the sectors, at most 32."""
    x = zeros(256 * step)
    c = cuda.run(FILE, "stride", 1, 256, x, zeros(256), np.int32(step)).counts

    assert (8, 8 * sectors, 1024) == figures(c, *LOADS)
    assert (8, 32, 1024) == figures(c, *STORES)


def test_an_offset_costs_a_sector(cuda):
    """A warp that begins one float late touches a fifth sector."""
    c = cuda.run(FILE, "offset_by_one", 1, 256, zeros(257), zeros(256)).counts

    assert (8, 40, 1024) == figures(c, *LOADS)


def test_a_broadcast_is_one_sector(cuda):
    """All lanes read the same float."""
    c = cuda.run(FILE, "broadcast", 1, 256, zeros(1), zeros(256)).counts

    assert (8, 8, 1024) == figures(c, *LOADS)


def test_naive_transpose(cuda):
    """Rows are read whole; each float of a column lies in a sector of its own."""
    out = cuda.run(FILE, "transpose_naive", (2, 2), (32, 8), zeros(4096), zeros(4096), np.int32(64))

    assert (128, 512, 16384) == figures(out.counts, *LOADS)
    assert (128, 4096, 16384) == figures(out.counts, *STORES)


@pytest.mark.parametrize(("pitch", "wavefronts"), [(32, 128 + 128 * 32), (33, 256)])
def test_tiled_transpose(cuda, pitch, wavefronts):
    """Whole rows both ways; a column of an unpadded tile is on one bank, of a padded one on 32."""
    names = ["transpose_tiled<32>", "transpose_tiled<33>"]
    x = np.arange(4096, dtype="float32")
    kernel = f"transpose_tiled<{pitch}>"
    out = cuda.run(FILE, kernel, (2, 2), (32, 8), x, zeros(4096), np.int32(64), names=names)

    assert (128, 512, 16384) == figures(out.counts, *LOADS)
    assert (128, 512, 16384) == figures(out.counts, *STORES)
    assert (256, wavefronts) == figures(out.counts, *SHARED)
    assert (x.reshape(64, 64).T.reshape(-1) == out.arrays[1]).all()


def test_tree_reduction(cuda):
    """8 warps fill; 4+2+1+1+1+1+1+1 read twice and write once; one reads the sum."""
    c = cuda.run(FILE, "tree", 1, 256, zeros(256), zeros(1)).counts

    assert (8 + 3 * 12 + 1, 8 + 3 * 12 + 1) == figures(c, *SHARED)
    assert (9,) == figures(c, "barriers")
    assert (3 * 5 + 2,) == figures(c, "divergent_requests")


def test_shuffles_and_atomics(cuda):
    """5 shuffles for each of 8 warps, one atomic of each."""
    out = cuda.run(FILE, "warps", 2, 128, np.ones(256, "float32"), zeros(1))

    assert (40, 8, 0) == figures(out.counts, "shuffles", "atomics", "shared_atomics")
    assert 256.0 == out.arrays[1][0]


def test_histogram(cuda):
    """Each thread counts in shared memory, 16 of each block in global memory."""
    x = np.arange(256, dtype="int32")
    out = cuda.run(FILE, "histogram", 4, 64, x, zeros(16, "int32"))

    assert (64, 256) == figures(out.counts, "atomics", "shared_atomics")
    assert [16] * 16 == out.arrays[1].tolist()


def test_every_other_bank(cuda):
    """32 words on 16 banks take two passes, to write and to read."""
    c = cuda.run(FILE, "every_other", 1, 32, zeros(32), zeros(32)).counts

    assert (2, 4) == figures(c, *SHARED)


def test_shared_vectors(cuda):
    """A float4 of each lane is served in four parts without conflict."""
    c = cuda.run(FILE, "shared_vectors", 1, 32, zeros(128), zeros(128)).counts

    assert (8, 8) == figures(c, *SHARED)


def test_half_a_warp(cuda):
    """16 lanes need 2 sectors, and the request is divergent."""
    c = cuda.run(FILE, "half_of_warp", 1, 32, zeros(32), zeros(32)).counts

    assert (1, 2, 64) == figures(c, *LOADS)
    assert (2,) == figures(c, "divergent_requests")


def test_a_loop_of_unequal_lengths(cuda):
    """A row of 40 floats, 160 bytes: 32 lanes, then 8; rows begin at sectors."""
    out = cuda.run(FILE, "rows", 3, 32, np.ones(120, "float32"), zeros(96), np.int32(40))

    assert (6, 3 * (4 + 1), 480) == figures(out.counts, *LOADS)
    assert 120.0 == out.arrays[1].sum()


def test_counts_of_each_array(cuda):
    """Traffic is told apart by parameter."""
    c = cuda.run(FILE, "stride", 1, 256, zeros(512), zeros(256), np.int32(2)).counts

    assert (64, 0) == (c.by_array["x"]["load_sectors"], c.by_array["x"]["store_sectors"])
    assert (0, 32) == (c.by_array["out"]["load_sectors"], c.by_array["out"]["store_sectors"])
