"""The CUDA-on-CPU device."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Self

from . import arguments, reports
from .caching import Cache, key_of, packed, unpacked
from .compilers import NATIVE, best
from .types import Finding, Launched, LaunchFailed, Module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from grader.isolation import Worker
    from grader.isolation.types import Level

    from .arguments import Argument
    from .building import Code
    from .compilers import Compiler
    from .types import Triple

BUDGET = 100_000_000  # accesses and synchronizations of a launch
_BACKSTOP = 4  # times the CPU time of a launch, for a worker that does not stop by itself
_WORKER = "grader.devices.cuda_cpu.kernel_worker"
_DRIVER = f"""
from {_WORKER} import load, prepare, run
def ready(runtime, key, data, rows, places):
    prepare(runtime)
    load(key, data, rows, places)
"""


class Device:
    """Compiles and runs kernels. Starts its compile sandbox and kernel worker when first needed.

    Not for two threads at once. A kernel worker serves launches until one ends it, or the device
    is handed on.
    """

    def __init__(
        self,
        level: Level = "process",
        cache: Path | None = None,
        seconds: float = 10.0,
        memory: int = 2 << 30,
        compiler: Compiler | None = None,
    ) -> None:
        """`cache` is a folder for compiled kernels; a launch has `seconds` of CPU time.

        `compiler` instead of the best there is, for tests.
        """
        self._chosen = compiler
        self._level: Level = "process" if level == "none" else level
        self._cache = Cache(cache)
        self._seconds = seconds
        self._memory = memory
        self._codes: dict[str, Code] = {}
        self._runtime: bytes | None = None
        self._stack = contextlib.ExitStack()
        self._launcher: object = None
        self._worker: Worker | None = None
        self._loaded: set[str] = set()
        self._holder: object = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process of this device."""
        self._renew()
        self._stack.close()
        self._launcher = None

    def hand_to(self, holder: object) -> None:
        """Let `holder` launch: nobody's kernels run in a process where another's ran."""
        if self._holder is not holder:
            self._renew()
            self._holder = holder

    def _renew(self) -> None:
        """End the kernel worker: the next launch has a fresh one."""
        if self._worker is not None:
            self._worker.close()
        self._worker = None
        self._loaded.clear()

    def compile(
        self, source: str, options: Sequence[str] = (), names: Sequence[str] = ()
    ) -> Module:
        """`source` as a module; `options` as for NVRTC, `names` are name expressions.

        A kernel that is no template can be launched by its name, another by its expression. Options
        besides -D and those that change nothing here are refused.
        Raises CompileError, Refused, NoCompiler.
        """
        compiler = self._chosen or best()
        key = key_of(compiler, "cuda", source, options, names)
        code = self._codes.get(key)
        if code is None:
            kept = self._cache.get(key)
            if kept is None:
                from .building import build

                code = build(compiler, self._level, source, options, names)
                self._cache.put(key, packed(code))
            else:
                code = unpacked(kept)
            self._codes[key] = code
        return Module(key, code.kernels, code.symbols, compiler.pinned)

    def launch(
        self,
        module: Module,
        kernel: str,
        grid: Triple,
        block: Triple,
        args: Sequence[Argument],
        buffers: Sequence[np.ndarray],
        shared_memory: int = 0,
        budget: int = BUDGET,
        symbols: Mapping[str, bytes] | None = None,
        schedule: int | None = None,
        shared_limit: int = arguments.SHARED,
        unwritten: Sequence[np.ndarray | None] | None = None,
    ) -> Launched:
        """Run one kernel to its end or its first fatal fault.

        `args` match the kernel's parameters: a Pointer, a NumPy scalar, a Python number (made
        one of its type) or the bytes of a structure. `buffers` are uint8, one-dimensional;
        `unwritten` marks (uint8, 1) the bytes of each that nothing was ever written to.
        `budget` bounds the accesses and synchronizations of the launch; `symbols` sets constant and
        device variables. `schedule` None runs threads in ascending order, a number seeds another.
        Raises ValueError for arguments that do not fit, KeyError for no such kernel, LaunchFailed.
        """
        code = self._codes[module.key]
        info = module.kernels[kernel]
        values = arguments.values(info, args, [b.nbytes for b in buffers])
        over = arguments.over_limit(
            info, grid, block, shared_memory, shared_limit, code.bounds.get(kernel)
        )
        if over is not None:
            finding = Finding("over_limit", info.line, (0, 0, 0), (0, 0, 0), over)
            return Launched(tuple(b.copy() for b in buffers), (finding,), None)
        variables = arguments.variables(code, kernel, symbols or {}, len(buffers))
        shape = [*grid, *block]
        seed = 0 if schedule is None else schedule % (1 << 63) + 1
        answer = self._ran(
            module.key, code, code.entries[kernel], shape, values, list(buffers), variables,
            [shared_memory, budget, seed, round(1000 * self._seconds)],
            list(unwritten or [None] * len(buffers)),
        )  # fmt: skip
        status, back, changed, findings, counts, printed = answer
        if status:
            raise LaunchFailed("memory")
        watched = [code.variables[n] for n in arguments.seen_by(code, kernel)]
        named = arguments.arrays(info, args, buffers, code, shared_memory)
        return Launched(
            tuple(back),
            reports.findings(findings, named, code.indexed, budget),
            reports.counts(counts, [named[n].name for n in range(len(buffers))])
            if module.counted
            else None,
            printed.decode("utf-8", "replace"),
            {
                v.name: value
                for v, value in zip(watched, changed, strict=True)
                if v.space != "shared"
            },
        )

    def _ran(self, key: str, code: Code, *rest: object) -> list:  # type: ignore[type-arg]
        from grader.isolation import Ended, Raised

        try:
            worker = self._ready(key, code)
            worker.begin(0, _BACKSTOP * self._seconds)  # the machine stops a kernel before
            answer = worker.drive(_DRIVER, "run", [key, *rest], {})
        except Ended as ended:
            self._renew()
            kind = ended.kind if ended.kind in ("timeout", "memory") else "crashed"
            raise LaunchFailed(kind) from None
        except Raised as raised:
            self._renew()
            kind = "memory" if raised.type in ("MemoryError", "OSError") else "crashed"
            raise LaunchFailed(kind) from raised
        if type(answer) is not list or len(answer) != 6:
            raise LaunchFailed("crashed")
        return answer

    def _ready(self, key: str, code: Code) -> Worker:
        from grader.isolation import Launcher, Limits

        if self._launcher is None:
            self._launcher = self._stack.enter_context(
                Launcher(("numpy",), self._level, preload=(_WORKER,))
            )
        assert isinstance(self._launcher, Launcher)
        if self._worker is None:
            limits = Limits(cpu=self._seconds, wall=1e6, memory=self._memory)
            self._worker = self._launcher.start(limits)
            self._loaded.clear()
        if key not in self._loaded:
            self._worker.begin(0, _BACKSTOP * self._seconds)
            given = [self.runtime(), key, code.data, code.rows, list(code.places)]
            self._worker.drive(_DRIVER, "ready", given, {})
            self._loaded.add(key)
        return self._worker

    def runtime(self) -> bytes:
        """The machine's own code, compiled once. Raises NoCompiler."""
        if self._runtime is None:
            compiler = self._chosen or best()
            key = key_of(compiler, "runtime", "", (), ())
            self._runtime = self._cache.get(key)
            if self._runtime is None:
                self._runtime = _compiled_runtime(compiler, self._level)
                self._cache.put(key, self._runtime)
        return self._runtime


def _compiled_runtime(compiler: Compiler, level: Level) -> bytes:
    from grader.isolation.compiling import run_confined

    files = {p.name: p.read_bytes() for p in sorted((NATIVE / "runtime").iterdir())}
    done = run_confined(
        [
            compiler.compile_runtime("runtime.cpp", "runtime.o"),
            compiler.link("runtime.o", "runtime.so"),
        ],
        level=level, files=files, wanted=["runtime.so"], programs=compiler.folders, seconds=60.0,
    )  # fmt: skip
    if "runtime.so" not in done.files or any(done.statuses):
        raise RuntimeError(f"the runtime does not compile: {done.err.decode()[:500]}")
    return done.files["runtime.so"]
