"""Which compiler turns kernels into machine code, and with what it is called.

The pinned one is the clang inside the `ziglang` wheel: counts are equal wherever it is installed.
With another compiler answers and findings stand, counts do not.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .types import NoCompiler

PINNED = "0.17.1"  # of ziglang; also in constraints.txt
NATIVE = Path(__file__).with_name("native")

_PLAIN = ("-std=c++17", "-fPIC", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics")
_RUNTIME = ("-O2", "-fno-stack-protector", "-ffreestanding", "-fvisibility=hidden")
_KERNEL = (
    "-O1", "-fsanitize=thread", "-fno-builtin", "-fno-strict-aliasing", "-fwrapv",
    "-fno-jump-tables", "-fvisibility=hidden", "-gdwarf-4", "-fno-unwind-tables",
    "-fno-asynchronous-unwind-tables", "-ffp-contract=off", "-fno-math-errno",
    # A variable that was never set has a value, the same every time, and no sensible one.
    "-ftrivial-auto-var-init=pattern",
)  # fmt: skip
_CLANG = (
    "-fno-unroll-loops", "-fno-vectorize", "-fno-slp-vectorize", "-fno-finite-loops",
    "-gline-tables-only", "-fno-color-diagnostics", "-fno-caret-diagnostics",
    "-fsanitize=array-bounds,integer-divide-by-zero",
    # Arrays on a stack of their own, which holds no return address; and hooks for these too.
    "-Xclang", "-fsanitize=safe-stack",
    "-mllvm", "-tsan-omit-by-pointer-capturing=0",
    "-mllvm", "-tsan-instrument-read-before-write",
    "-mllvm", "-tsan-distinguish-volatile",
)  # fmt: skip
_GCC = (
    "-g", "-fno-tree-loop-distribute-patterns", "-fdiagnostics-plain-output",
    "--param=tsan-distinguish-volatile=1", "-fsanitize=bounds,integer-divide-by-zero",
    "-fstack-clash-protection", "-Wno-attributes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compiler:
    """A compiler: `pinned` if counts are to be trusted; `version` as it says it."""

    kind: str  # "clang" or "gcc"
    program: tuple[str, ...]
    linker: tuple[str, ...]
    pinned: bool
    version: str

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its files lie, besides the system's."""
        return (Path(self.program[0]).resolve().parent,)

    def preprocess(self, source: str, folder: str, defines: tuple[str, ...]) -> list[str]:
        """The command that expands macros of `source` into stdout."""
        return [
            *self.program, *self._target(), "-std=c++17", "-E", "-nostdinc", "-I", folder,
            "-fdiagnostics-color=never", *defines, "-x", "c++", source,
        ]  # fmt: skip

    @property
    def between(self) -> str:
        """The file that is looked through before it becomes machine code."""
        return "kernel.ll" if self.kind == "clang" else "kernel.s"

    def compile(self, source: str) -> list[str]:
        """The command that turns a kernel's text into `between`; the headers lie in `cuda`."""
        own = (*_CLANG, "-emit-llvm") if self.kind == "clang" else _GCC
        words = [*self.program, *self._target(), *_PLAIN, *_KERNEL, *own]
        return [*words, "-nostdinc", "-I", "cuda", "-S", source, "-o", self.between]

    def assemble(self, out: str) -> list[str]:
        """The command that turns `between` into an object."""
        if self.kind == "clang":
            again = ("-x", "ir", "-O1", "-fPIC", "-Xclang", "-disable-llvm-passes")
            return [*self.program, *self._target(), *again, "-c", self.between, "-o", out]
        return [*self.program, "-Wa,-gdwarf-4", "-c", self.between, "-o", out]

    def compile_runtime(self, source: str, out: str) -> list[str]:
        """The command that compiles the runtime into an object."""
        return [
            *self.program, *self._target(), *_PLAIN, *_RUNTIME,
            f"-DGS_ONE_STACK={int(self.kind != 'clang')}", "-nostdinc", "-c", source, "-o", out,
        ]  # fmt: skip

    def link(self, source: str, out: str) -> list[str]:
        """The command that makes a shared library of one object."""
        return [*self.linker, "-shared", source, "-o", out]

    def _target(self) -> list[str]:
        if self.kind != "clang":
            return []
        return ["-target", f"{platform.machine().replace('arm64', 'aarch64')}-linux-gnu"]


@cache
def best() -> Compiler:
    """The pinned compiler, else what the machine has. Raises NoCompiler."""
    found = (_wheel() or installed()) if sys.platform == "linux" else None
    if found is None:
        raise NoCompiler("no C++ compiler")
    return found


def _wheel() -> Compiler | None:
    spec = importlib.util.find_spec("ziglang")
    if spec is None or not spec.submodule_search_locations:
        return None
    program = Path(next(iter(spec.submodule_search_locations))) / "zig"
    if not program.is_file():
        return None
    version = importlib.metadata.version("ziglang")
    pinned = version == PINNED
    zig = str(program)
    return Compiler("clang", (zig, "clang"), (zig, "ld.lld"), pinned, f"ziglang {version}")


def installed() -> Compiler | None:
    """The machine's own g++."""
    program = shutil.which("g++")
    if program is None:
        return None
    try:
        asked = [program, "-dumpfullversion"]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    version = f"g++ {said.stdout.strip()}"
    return Compiler("gcc", (program,), (program, "-nostdlib"), pinned=False, version=version)
