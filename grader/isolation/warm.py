"""What a worker should not have to do first: imports, and the first use of what is slow at first.

Warming is correctness too: a confined worker may find no file to import from, and torch picks its
CPU kernels, hence its last bits, by what it can read of the machine at the first operation.
"""

from __future__ import annotations

import contextlib
import importlib
import io
from typing import TYPE_CHECKING

from .wire import load

if TYPE_CHECKING:
    from collections.abc import Sequence


def warm(libraries: Sequence[str], preload: Sequence[str]) -> None:
    """Import the libraries and modules and exercise the former. Raises what an import raises."""
    load("builtins")
    if "torch" in libraries:
        import torch

        # Before anything else: one operation with two threads, and every fork after it hangs.
        torch.set_num_threads(1)
    for name in (*libraries, *preload):
        importlib.import_module(name)
    for name in libraries:
        if name in _EXERCISES:
            with contextlib.redirect_stdout(io.StringIO()):
                _EXERCISES[name]()
    for module in ("inspect", "linecache", "random", "traceback"):
        importlib.import_module(module)


def _numpy() -> None:
    import numpy as np

    load("numpy")
    rng = np.random.default_rng(0)
    np.random.seed(0)
    for dtype in ("float32", "float64"):
        a = rng.normal(size=(8, 8)).astype(dtype)
        np.exp(a @ a).sum(axis=0)
        np.einsum("ij,jk->ik", a, a)
        np.linalg.solve(a + 8 * np.eye(8, dtype=dtype), a)
    np.fft.fft(np.ones(4))
    str(a)


def _scipy() -> None:
    importlib.import_module("scipy.special")


def _torch() -> None:
    import torch

    load("numpy")
    load("torch")
    for dtype in (torch.float32, torch.float64):
        x = torch.ones(2, 3, 8, 8, dtype=dtype, requires_grad=True)
        w = torch.nn.Parameter(torch.ones(4, 3, 3, 3, dtype=dtype))
        y = torch.nn.functional.conv2d(x, w).exp().log_softmax(-1)
        (y @ y.transpose(-1, -2)).sum().backward()  # type: ignore[no-untyped-call]
        # Its first step imports hundreds of modules.
        torch.optim.Adam([w]).step()
    torch.optim.SGD([w], momentum=0.9).step()
    q = torch.ones(1, 2, 4, 8)
    torch.nn.functional.scaled_dot_product_attention(q, q, q)
    torch.randn(4)
    repr(q)


_EXERCISES = {"numpy": _numpy, "scipy": _scipy, "torch": _torch}
