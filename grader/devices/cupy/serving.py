"""In a worker: `import cupy` means the stand-in, whose kernels run on the trusted side."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from . import kernels, namespace
from .driver import Compiled, NotCompiled, ParameterType, Pointer, Ran

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .driver import Driver


def serve(functions: Mapping[str, Callable[..., Any]]) -> None:
    """Install the stand-in; `functions` are `compile` and `launch` of a Bridge."""
    install(Wired(functions))


def install(driver: Driver | None) -> None:
    """Make `import cupy` the stand-in, with kernels run by `driver`."""
    kernels.use(driver)
    sys.modules.update(namespace.modules())


@contextmanager
def installed(driver: Driver) -> Iterator[None]:
    """Install for a while; what `cupy` meant before it means again."""
    before = {name: sys.modules.get(name) for name in namespace.modules()}
    install(driver)
    try:
        yield
    finally:
        kernels.use(None)
        for name, module in before.items():
            sys.modules.pop(name)
            if module is not None:
                sys.modules[name] = module


class Wired:
    """A driver that asks the trusted side."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._compile = functions["compile"]
        self._launch = functions["launch"]

    def compile(self, source: str, options: Sequence[str], names: Sequence[str]) -> Compiled:
        """Compile there."""
        return compiled(self._compile(source, list(options), list(names)))

    def launch(
        self,
        module: int,
        kernel: str,
        grid: tuple[int, int, int],
        block: tuple[int, int, int],
        args: Sequence[object],
        buffers: Sequence[np.ndarray],
        shared: tuple[int, int],
        symbols: Mapping[str, np.ndarray],
    ) -> Ran:
        """Run there."""
        coded = [_coded(x) for x in args]
        answer = self._launch(
            module, kernel, grid, block, coded, list(buffers), shared, dict(symbols)
        )
        return ran(answer)


def _coded(x: object) -> object:
    if isinstance(x, Pointer):
        return ["pointer", x.buffer, x.offset]
    return x.tobytes() if isinstance(x, np.void) else x  # a structure


def compiled(answer: Mapping[str, Any]) -> Compiled:
    """Read what a Bridge says of a module; raises NotCompiled."""
    if "problem" in answer:
        raise NotCompiled(answer["problem"])
    return Compiled(
        answer["number"],
        {name: tuple(ParameterType(*p) for p in ps) for name, ps in answer["kernels"].items()},
        answer["static_shared"],
        answer["symbols"],
    )


def ran(answer: Mapping[str, Any]) -> Ran:
    """Read what a Bridge says of a launch; raises ValueError."""
    if "problem" in answer:
        raise ValueError(answer["problem"])
    return Ran(answer["buffers"], answer["symbols"], answer["printed"], answer["error"])
