"""Tensors cross the wire without graph, class or device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Ended, Launcher, Ref, Worker

from .conftest import Start, starter

if TYPE_CHECKING:
    from collections.abc import Iterator

torch = pytest.importorskip("torch")

DTYPES = [
    *("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32"),
    *("float64", "complex64", "complex128"),
]


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """Starts workers with torch."""
    workers: list[Worker] = []
    with Launcher(("numpy", "torch")) as launcher:
        yield starter(launcher, workers)


@pytest.fixture(scope="module")
def worker(start: Start) -> Worker:
    """A worker whose entry returns its argument."""
    return start("import torch\ndef f(x): return x\ndef g(x): return torch.nn.Parameter(x)\n")


@pytest.mark.parametrize("name", DTYPES)
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3)])
def test_there_and_back(worker: Worker, name: str, shape: tuple[int, ...]) -> None:
    """Every dtype and shape comes back with its bits."""
    x = (torch.randn(shape) * 9).to(getattr(torch, name))
    y = worker.call(ENTRY, [x], {})
    assert type(y) is torch.Tensor
    assert (x.dtype, x.shape) == (y.dtype, y.shape)
    assert x.reshape(-1).view(torch.uint8).tolist() == y.reshape(-1).view(torch.uint8).tolist()


def test_views_and_lazy_conjugates(worker: Worker) -> None:
    """Strided and conjugated tensors arrive as the numbers they show."""
    for x in (torch.arange(6.0).reshape(2, 3).T, torch.tensor([1 + 2j]).conj()):
        assert x.tolist() == worker.call(ENTRY, [x], {}).tolist()


def test_requires_grad_goes_in_and_not_out(worker: Worker) -> None:
    """A leaf that requires grad does so in the worker; the judge gets numbers."""
    x = torch.ones(2, requires_grad=True)
    wants = worker.drive("def d(x):\n    return x.requires_grad\n", "d", [x], {})
    assert wants is True
    assert not worker.call(ENTRY, [x], {}).requires_grad


@pytest.mark.parametrize(
    "text",
    [
        "def f(): return torch.ones(2, requires_grad=True) * 2",
        "def f(): return torch.nn.Parameter(torch.ones(2))",
        "def f(): return torch.ones(2).as_subclass(type('T', (torch.Tensor,), {}))",
        "def f(): return torch.ones(2).to_sparse()",
        "def f(): return torch.empty(2, device='meta')",
    ],
)
def test_other_tensors_stay_handles(start: Start, text: str) -> None:
    """A graph, a parameter, a subclass, a sparse or a meta tensor is a handle."""
    worker = start("import torch\n" + text)
    assert isinstance(worker.call(ENTRY, [], {}), Ref)


def test_torch_is_seeded_by_begin(start: Start) -> None:
    """Two workers draw the same numbers after the same `begin`, others after another."""
    draws = []
    for seed in (5, 5, 6):
        worker = start("import torch\ndef f(): return torch.rand(3)")
        worker.begin(seed)
        draws.append(worker.call(ENTRY, [], {}).tolist())
    assert draws[0] == draws[1]
    assert draws[0] != draws[2]


def test_training_works_within_the_limits(start: Start) -> None:
    """Autograd and an optimizer's steps run in a worker on one thread."""
    worker = start(
        "import torch\n"
        "def f():\n"
        "    m = torch.nn.Linear(4, 1); o = torch.optim.Adam(m.parameters(), lr=0.1)\n"
        "    x = torch.ones(8, 4)\n"
        "    for _ in range(50):\n"
        "        o.zero_grad(); l = (m(x) - 3).square().mean(); l.backward(); o.step()\n"
        "    return float(l), torch.get_num_threads()\n"
    )
    loss, threads = worker.call(ENTRY, [], {})
    assert loss < 0.1
    assert threads == 1


def test_too_large_a_tensor_ends_by_memory(start: Start) -> None:
    """torch's own out-of-memory error is named as such."""
    worker = start("import torch\ndef f(): return torch.zeros(1 << 34)", memory=256 << 20)
    with pytest.raises(Ended) as ended:
        worker.call(ENTRY, [], {})
    assert "memory" == ended.value.kind


def test_arrays_and_tensors_do_not_mix(worker: Worker) -> None:
    """An array stays an array and a tensor a tensor."""
    a, t = worker.call(ENTRY, [(np.ones(2), torch.ones(2))], {})
    assert (np.ndarray, torch.Tensor) == (type(a), type(t))
