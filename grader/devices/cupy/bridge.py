"""A worker's requests to compile and run kernels, answered on the trusted side.

What arrives comes from a student's process: anything may stand anywhere.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.devices.cuda_cpu import CompileError, LaunchFailed, Pointer, Refused
from grader.isolation import Ended

from .declared import MADE
from .errors import card_error
from .kernel_log import DeviceFault, Launch, Uncompiled

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping

    from grader.devices.cuda_cpu import Device, Launched, Module

    from .kernel_log import KernelLog

MODULES = 64  # of one worker
SOURCE = 1 << 20  # characters of one source
SHARED, MOST_SHARED = 48 << 10, 227 << 10  # bytes of a block, without leave and with it


class Bridge:
    """What one worker may ask of a device; findings and counts go to `log`.

    `seconds` is what running kernels may take until the log begins anew, `budget` the memory
    accesses of one launch, `modules` how many sources may be compiled. Raises Ended, which ends
    the worker, where that is used up or a kernel ended its process.
    """

    def __init__(
        self,
        device: Device,
        lock: threading.Lock,
        log: KernelLog,
        seconds: float,
        *,
        budget: int,
        modules: int = MODULES,
    ) -> None:
        self._device = device
        self._lock = lock
        self._log = log
        self._seconds = seconds
        self._budget = budget
        self._most = modules
        self._modules: list[tuple[Module, str]] = []
        self._known: dict[tuple[object, ...], dict[str, Any]] = {}  # answers by what was asked

    def functions(self) -> Mapping[str, Callable[..., object]]:
        """Return what the worker's driver calls."""
        return {"compile": _guarded(self.compile), "launch": _guarded(self.launch)}

    def compile(self, source: Any, options: Any, names: Any) -> dict[str, Any]:
        """Compile: the module's number and what is in it, or `problem`."""
        if not isinstance(source, str) or len(source) > SOURCE or not _texts(options, names):
            return {"problem": "CUDA C and its options are text"}
        asked = (source, *options, None, *names)
        if asked in self._known:
            return self._known[asked]
        if len(self._modules) >= self._most:
            return {"problem": f"more than {self._most} modules were compiled"}
        try:
            with self._lock:
                module = self._device.compile(source, options, names)
        except CompileError as error:
            self._log.uncompiled.append(Uncompiled(source, error.problems))
            lines = [f"line {line}: {text}" for line, _, text in error.problems]
            return {"problem": "\n".join(lines)}
        except Refused as error:
            self._log.uncompiled.append(
                Uncompiled(source, refused=error.what, line=error.line, why=error.why)
            )
            return {"problem": f"line {error.line}: `{error.what}` is {error.why} here"}
        if not source.startswith(MADE):
            self._log.written[source, tuple(options), tuple(names)] = None
        self._modules.append((module, source))
        self._known[asked] = {
            "number": len(self._modules) - 1,
            "kernels": {
                name: [[p.name, p.type, p.is_pointer, p.size] for p in kernel.parameters]
                for name, kernel in module.kernels.items()
            },
            "static_shared": {name: k.static_shared for name, k in module.kernels.items()},
            "symbols": {name: symbol.size for name, symbol in module.symbols.items()},
        }
        return self._known[asked]

    def launch(
        self,
        number: Any,
        kernel: Any,
        grid: Any,
        block: Any,
        args: Any,
        buffers: Any,
        shared: Any,
        symbols: Any,
    ) -> dict[str, Any]:
        """Run a kernel: the buffers it left, what it printed, an error; or `problem`."""
        if type(number) is not int or not 0 <= number < len(self._modules):
            return {"problem": "no such module"}
        module, source = self._modules[number]
        if type(kernel) is not str or kernel not in module.kernels:
            return {"problem": "no such kernel"}
        if not (_triple(grid) and _triple(block)):
            return {"problem": "no grid or block"}
        memory: list[Any] = list(buffers) if isinstance(buffers, list | tuple) else [None]
        coded: list[Any] = (
            [_argument(x) for x in args] if isinstance(args, list | tuple) else [None]
        )
        if any(x is None for x in coded) or not all(map(_is_memory, memory)) or not _pair(shared):
            return {"problem": "arguments that are none"}
        if not isinstance(symbols, dict) or not all(map(_is_memory, symbols.values())):
            return {"problem": "variables that are none"}
        set_ = {name: x.tobytes() for name, x in symbols.items() if name in module.symbols}
        self._log.read(kernel, memory)
        try:
            done = self._timed(
                lambda: self._device.launch(
                    module,
                    kernel,
                    grid,
                    block,
                    coded,
                    memory,
                    shared[0],
                    self._budget,
                    set_,
                    shared_limit=min(max(shared[1], SHARED), MOST_SHARED),
                )
            )
        except ValueError as error:
            return {"problem": str(error)}
        except LaunchFailed as failed:
            raise _ended(failed.kind, self._seconds) from None
        blocks = math.prod(grid)
        self._log.add(Launch(kernel, source, blocks, done.findings, done.counts))
        self._log.wrote(done.buffers)
        return _answer(done)

    def _timed(self, work: Callable[[], Any]) -> Any:
        with self._lock:
            started = time.perf_counter()
            try:
                self._device.hand_to(self)
                result = work()
            finally:
                self._log.seconds += time.perf_counter() - started
        if self._log.seconds > self._seconds:
            raise _ended("timeout", self._seconds)
        return result


def _guarded(function: Callable[..., object]) -> Callable[..., object]:
    """Tell what is the device's own fault from what a check may stumble on."""

    def call(*args: object) -> object:
        try:
            return function(*args)
        except (Ended, DeviceFault):
            raise
        except Exception as error:
            raise DeviceFault(f"{type(error).__name__}: {error}") from error

    return call


def _answer(done: Launched) -> dict[str, Any]:
    return {
        "buffers": [np.frombuffer(x, np.uint8) for x in done.buffers],
        "symbols": {name: np.frombuffer(x, np.uint8) for name, x in done.symbols.items()},
        "printed": done.printed,
        "error": card_error(done.findings),
    }


def _ended(kind: str, seconds: float) -> Ended:
    if kind == "timeout":
        return Ended("timeout", {"clock": "wall", "limit": seconds})
    if kind == "memory":
        return Ended("memory", {"limit": None})
    return Ended("crashed", {"signal": None, "exit": None})


def _texts(*lists: Any) -> bool:
    return all(
        isinstance(x, list | tuple) and len(x) <= 64 and all(isinstance(t, str) for t in x)
        for x in lists
    )


def _triple(x: Any) -> bool:
    return isinstance(x, tuple) and len(x) == 3 and all(type(n) is int and n > 0 for n in x)


def _pair(x: Any) -> bool:
    return isinstance(x, tuple) and len(x) == 2 and all(type(n) is int and n >= 0 for n in x)


def _is_memory(x: Any) -> bool:
    return isinstance(x, np.ndarray) and x.dtype == np.uint8 and x.ndim == 1


def _argument(x: Any) -> Any:
    match x:
        case ["pointer", int(buffer), int(offset)]:
            return Pointer(buffer, offset)
        case np.generic() | bytes():
            return x
    return None
