"""`RawKernel` and `RawModule`: CUDA C as written, compiled when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .arguments import Arguments
from .arrays import MemoryPointer
from .driver import Compiled, NotCompiled
from .runtime import CompileException, CUDADriverError, CUDARuntimeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .driver import Driver

SHARED = 48 << 10  # bytes of dynamic shared memory that need no leave
_driver: Driver | None = None


def use(driver: Driver | None) -> None:
    """Compile and run kernels by this driver from now on."""
    global _driver
    _driver = driver


def driver() -> Driver:
    """Return the driver in use; RuntimeError where there is none."""
    if _driver is None:
        raise RuntimeError("there is nothing to run kernels on")
    return _driver


class _Code:
    """One source, compiled once."""

    def __init__(self, code: str, options: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        self.code = code
        self.options = tuple(options)
        self.names = tuple(names)
        self.symbols: dict[str, np.ndarray] = {}  # memory of those a program asked for
        self._compiled: Compiled | None = None

    def compiled(self) -> Compiled:
        """Compile, if that is not done; raises CompileException."""
        if self._compiled is None:
            try:
                self._compiled = driver().compile(self.code, self.options, self.names)
            except NotCompiled as problem:
                raise CompileException(problem.text) from None
        return self._compiled


class _Kernel:
    """A kernel of a source that can be launched."""

    def __init__(self, code: _Code, name: str) -> None:
        self._code = code
        self.name = name
        self.max_dynamic_shared_size_bytes = SHARED

    @property
    def attributes(self) -> dict[str, int]:
        """What is known of the compiled kernel."""
        compiled = self._found()
        return {
            "max_threads_per_block": 1024,
            "max_dynamic_shared_size_bytes": self.max_dynamic_shared_size_bytes,
            "shared_size_bytes": compiled.static_shared[self.name],
        }

    def __call__(
        self,
        grid: Sequence[int],
        block: Sequence[int],
        args: Sequence[Any] = (),
        *,
        shared_mem: int = 0,
        stream: Any = None,
    ) -> None:
        """Launch; returns when the kernel is done."""
        del stream
        compiled = self._found()
        arguments = Arguments(self.name, compiled.kernels[self.name], args)
        ran = driver().launch(
            compiled.number,
            self.name,
            _extent("grid", grid),
            _extent("block", block),
            arguments.coded,
            arguments.buffers,
            (int(shared_mem), int(self.max_dynamic_shared_size_bytes)),
            self._code.symbols,
        )
        for memory, after in zip(arguments.buffers, ran.buffers, strict=True):
            memory[...] = after
        for name, content in ran.symbols.items():
            known = self._code.symbols.setdefault(name, np.zeros_like(content))
            known[...] = content  # in place: a program may hold where it lies
        if ran.printed:
            print(ran.printed, end="")  # noqa: T201  # what the kernel printed
        if ran.error is not None:
            raise CUDARuntimeError(ran.error)

    def compile(self, log_stream: Any = None) -> None:
        """Compile now; raises CompileException."""
        del log_stream
        self._code.compiled()

    def _found(self) -> Compiled:
        compiled = self._code.compiled()
        if self.name not in compiled.kernels:
            known = ", ".join(f"`{name}`" for name in compiled.kernels) or "none"
            raise CUDADriverError(
                f"CUDA_ERROR_NOT_FOUND: named symbol not found: `{self.name}`; kernels: {known}"
            )
        return compiled


class RawKernel(_Kernel):
    """A kernel of CUDA C: `RawKernel(code, name)(grid, block, args)`."""

    def __init__(
        self,
        code: str,
        name: str,
        options: Sequence[str] = (),
        backend: str = "nvrtc",
        *,
        translate_cucomplex: bool = False,
        enable_cooperative_groups: bool = False,
        jitify: bool = False,
    ) -> None:
        _only_plain(translate_cucomplex, enable_cooperative_groups, jitify)
        super().__init__(_Code(_text(code), options), name)
        self.code = code
        self.options = tuple(options)
        self.backend = backend

    @property
    def kernel(self) -> RawKernel:
        """Itself: what can be launched."""
        return self


class RawModule:
    """Several kernels, templates and variables of one source."""

    def __init__(
        self,
        code: str | None = None,
        *,
        path: str | None = None,
        options: Sequence[str] = (),
        backend: str = "nvrtc",
        translate_cucomplex: bool = False,
        enable_cooperative_groups: bool = False,
        name_expressions: Sequence[str] | None = None,
        jitify: bool = False,
    ) -> None:
        _only_plain(translate_cucomplex, enable_cooperative_groups, jitify)
        if code is None or path is not None:
            raise ValueError("the stand-in compiles `code`; it loads no file")
        self._code = _Code(_text(code), options, tuple(name_expressions or ()))
        self.code = code
        self.options = tuple(options)
        self.backend = backend
        self.name_expressions = name_expressions

    def compile(self, log_stream: Any = None) -> None:
        """Compile now; raises CompileException."""
        del log_stream
        self._code.compiled()

    def get_function(self, name: str) -> _Kernel:
        """Return a kernel, by its name or its name expression."""
        kernel = _Kernel(self._code, name)
        kernel._found()  # noqa: SLF001  # its own class
        return kernel

    def get_global(self, name: str) -> MemoryPointer:
        """Return where a `__constant__` or `__device__` variable lies."""
        compiled = self._code.compiled()
        if name not in compiled.symbols:
            raise CUDADriverError(f"CUDA_ERROR_NOT_FOUND: named symbol not found: `{name}`")
        if name not in self._code.symbols:
            self._code.symbols[name] = np.zeros(compiled.symbols[name], np.uint8)
        return MemoryPointer(self._code.symbols[name])


def _text(code: Any) -> str:
    if not isinstance(code, str):
        raise TypeError(f"CUDA C is text, not {type(code).__name__}")
    return code


def _only_plain(*flags: bool) -> None:
    if any(flags):
        raise NotImplementedError(
            "the stand-in has no translate_cucomplex, enable_cooperative_groups or jitify"
        )


def _extent(name: str, numbers: Any) -> tuple[int, int, int]:
    """Return a grid or block of three numbers."""
    sizes = tuple(numbers) if isinstance(numbers, tuple | list) else ()
    whole = all(isinstance(n, int | np.integer) and not isinstance(n, bool) for n in sizes)
    if not 1 <= len(sizes) <= 3 or not whole:
        raise TypeError(f"{name} must be a tuple of one to three whole numbers, got {numbers!r}")
    if min(sizes) < 1:
        raise CUDADriverError(
            f"CUDA_ERROR_INVALID_VALUE: invalid argument: {name} {tuple(map(int, sizes))}"
        )
    x, y, z = (*map(int, sizes), 1, 1)[:3]
    return x, y, z
