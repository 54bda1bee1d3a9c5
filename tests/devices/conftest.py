"""One device for all tests of a session, and launches in terms of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from grader.devices.cuda_cpu import Device, Launched, Module, NoCompiler, Pointer
from grader.devices.cuda_cpu.compilers import best

HERE = Path(__file__).parent


def text_of(file):
    """A file of kernels, wherever it lies beneath this folder."""
    (path,) = HERE.rglob(file)
    return path.read_text(encoding="utf-8")


@dataclass
class Outcome:
    """A launch: its arrays as they were given, changed."""

    arrays: list[np.ndarray]
    launched: Launched

    @property
    def found(self):
        """Findings as (kind, line)."""
        return [(f.kind, f.line) for f in self.launched.findings]

    @property
    def counts(self):
        """Counts of the launch."""
        assert self.launched.counts is not None
        return self.launched.counts


class Cuda:
    """Compiles sources and files of kernels, and launches them on arrays."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self._modules: dict[str, Module] = {}

    def module(self, source: str, names=()) -> Module:
        """The compiled source, or file of kernels."""
        if source.endswith(".cu"):
            source = text_of(source)
        key = source + repr(names)
        if key not in self._modules:
            self._modules[key] = self.device.compile(source, (), names)
        return self._modules[key]

    def run(self, source, kernel, grid, block, *args, names=(), **settings) -> Outcome:
        """Launch; arrays among `args` become buffers."""
        module = self.module(source, names)
        buffers, values = [], []
        for a in args:
            if isinstance(a, np.ndarray):
                values.append(Pointer(len(buffers)))
                buffers.append(np.ascontiguousarray(a).reshape(-1).view(np.uint8))
            else:
                values.append(a)
        launched = self.device.launch(
            module, kernel, three(grid), three(block), values, buffers, **settings
        )
        arrays = [a for a in args if isinstance(a, np.ndarray)]
        back = [
            b.view(a.dtype).reshape(a.shape) for a, b in zip(arrays, launched.buffers, strict=True)
        ]
        return Outcome(back, launched)

    def line(self, file: str, mark: str) -> int:
        """The line of a file that ends in a comment `// mark`."""
        rows = text_of(file).splitlines()
        return next(n for n, row in enumerate(rows, 1) if row.endswith(f"// {mark}"))


def three(size):
    """A size of one to three dimensions as three."""
    size = (size,) if isinstance(size, int) else tuple(size)
    return (*size, 1, 1)[:3]


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """The folder of what the session compiled."""
    return tmp_path_factory.mktemp("kernels")


@pytest.fixture(scope="session")
def device(kept):
    """A device with a cache of its own."""
    try:
        best()
    except NoCompiler:
        pytest.fail("tests of kernels need a C++ compiler: pip install gradsteps[compiler]")
    with Device("process", kept) as device:
        yield device


@pytest.fixture(scope="session")
def cuda(device):
    """Compiling and launching in terms of arrays."""
    return Cuda(device)
