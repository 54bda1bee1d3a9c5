"""Launch configuration: how many blocks cover an array."""

from __future__ import annotations

MAX_THREADS = 1024  # of a block
MAX_BLOCK = (1024, 1024, 64)  # threads along x, y, z
MAX_GRID = (2**31 - 1, 65535, 65535)  # blocks along x, y, z


def launch_config(shape: tuple[int, ...], block: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Return the grid that gives every element of an array a thread, and how many threads idle.

        grid[k] = ceil(n[k] / block[k])
        idle    = (product of all grid[k] block[k]) - (product of all n[k])

    shape    1 to 3 axis lengths as NumPy counts them, 1 or more each: `(planes, rows, columns)`
    block    threads of a block along x, y, z, as many numbers as `shape` has
    returns  `(grid, idle)`: a tuple of blocks along x, y, z, and a plain int

    - CUDA counts the other way round: x, the fastest, belongs to the *last* axis of the array, so
      that neighboring threads get neighboring elements. n = shape[::-1] above.
    - A last block that hangs over the end still has all its threads; those without an element are
      idle.
    - Everything is exact: no floats, which lose whole numbers beyond 2**53.
    - Raises ValueError if `block` has another number of axes than `shape`; if a length or a number
      of threads is less than 1; if a block has more than 1024 threads in all, or more than 64
      along z; if the grid has more than 2**31 - 1 blocks along x, or more than 65535 along y or z.

    Example:
        >>> launch_config((100000,), (256,))
        ((391,), 96)
        >>> launch_config((30, 70), (32, 8))
        ((3, 4), 972)

    Source: NVIDIA, "CUDA C++ Programming Guide", chapters "Thread Hierarchy" and "Compute
    Capabilities", https://docs.nvidia.com/cuda/cuda-c-programming-guide/
    """
    ### BEGIN SOLUTION
    if len(shape) != len(block):
        raise ValueError(f"{len(shape)} axes, but threads along {len(block)}")
    if min(*shape, *block) < 1:
        raise ValueError("lengths and threads are 1 or more")
    lengths = shape[::-1]
    threads = elements = cover = 1
    grid = []
    for n, size, most, blocks_most in zip(lengths, block, MAX_BLOCK, MAX_GRID, strict=False):
        blocks = (n + size - 1) // size
        if size > most or blocks > blocks_most:
            raise ValueError(f"{size} threads, {blocks} blocks along one axis")
        grid.append(blocks)
        threads *= size
        elements *= n
        cover *= blocks * size
    if threads > MAX_THREADS:
        raise ValueError(f"a block of {threads} threads")
    return tuple(grid), cover - elements
    ### END SOLUTION
