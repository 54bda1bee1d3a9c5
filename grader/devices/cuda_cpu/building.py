"""From CUDA C to code that may run: refused, compiled behind a fence, looked at as an object."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from . import declarations, inspection, lexing, lines, objects, refusing
from .compilers import NATIVE
from .mangling import pieces
from .types import CompileError, KernelInfo, ParameterInfo, Refused, SymbolInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grader.isolation.compiling import Finished
    from grader.isolation.types import Level

    from .compilers import Compiler

_INCLUDES = """
    cuda_runtime.h cuda_runtime_api.h cuda.h cuda_fp16.h cuda_bf16.h device_launch_parameters.h
    math.h cmath stdio.h cstdio stdint.h cstdint stddef.h cstddef float.h cfloat limits.h
    climits assert.h cassert math_constants.h device_functions.h vector_types.h
"""
_HEADERS = _INCLUDES.split()
_PROBLEM = re.compile(r"^([^\s:][^:\n]*):(\d+):(\d+): (?:fatal )?error: (.*)$", re.MULTILINE)
_MISSING = re.compile(
    r"^(.*?):(\d+):\d+: fatal error: (?:cannot open file )?'?([^':]+)'?(?: file not found|: )",
    re.MULTILINE,
)
_DEFINE = re.compile(r"(?:-D|--define-macro=)\s*([A-Za-z_]\w*)(?:=([\w.+\-*/()<>: ]*))?")
_NAME = re.compile(r"[\w:<>,.*&()+\- ]+")
# Options that change nothing here.
_IGNORED = (
    "-std=", "--std=", "--use_fast_math", "-use_fast_math", "--gpu-arch", "-arch=", "--fmad",
    "-fmad", "-lineinfo", "--extra-device-vec", "-default-device", "--device-as-default",
)  # fmt: skip
_SCALARS = ("", "?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "p", "f2", "b2")
_CUDA = ("-D__CUDACC__=1", "-D__CUDA_ARCH__=900", "-D__CUDACC_RTC__=1", "-D__NVCC__=1")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a compiled kernel that the machine watches: its place in the file."""

    name: str
    space: str  # shared, global, constant
    offset: int
    size: int
    owner: str = ""  # the mangled name of its function


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled module: the file, its lines as pairs of 32-bit numbers, what lies where."""

    data: bytes
    rows: bytes
    places: tuple[int, int, int, int]
    variables: tuple[Variable, ...]
    initial: tuple[bytes, ...]  # of each variable
    kernels: Mapping[str, KernelInfo]
    entries: Mapping[str, str]
    symbols: Mapping[str, SymbolInfo]
    dynamic: str  # the name of dynamic shared memory
    bounds: Mapping[str, int]  # threads a kernel allows by __launch_bounds__
    indexed: Mapping[str, str]  # names an index follows, by "line:column"; "=": written


def build(
    compiler: Compiler, level: Level, source: str, options: Sequence[str], names: Sequence[str]
) -> Code:
    """Compile. Raises CompileError, Refused, LaunchError."""
    refusing.before(source)
    stream = lexing.tokens(_preprocessed(compiler, level, source, options))
    refusing.after(stream)
    rewritten = declarations.rewrite(stream)
    entries = _entries(rewritten, names)
    text = _text(rewritten, list(entries.values()))
    data = _compiled(compiler, level, text)
    found = objects.Object(data)
    inspection.linked(found)
    return _facts(data, found, rewritten, entries)


def _preprocessed(compiler: Compiler, level: Level, source: str, options: Sequence[str]) -> str:
    from grader.isolation.compiling import run_confined

    files = {lexing.SOURCE: source.encode()} | {f"given/{name}": b"" for name in _HEADERS}
    command = compiler.preprocess(lexing.SOURCE, "given", (*_CUDA, *_defines(options)))
    done = run_confined(
        [command], level=level, files=files, wanted=[], programs=compiler.folders, seconds=10.0
    )
    said = done.err.decode("utf-8", "replace")
    if done.late or not done.statuses:
        raise CompileError(((0, 0, "the preprocessor did not finish"),))
    if done.statuses[0]:
        missing = _MISSING.search(said)
        if missing and missing[1].endswith(lexing.SOURCE):
            raise Refused(f"#include <{missing[3]}>", int(missing[2]))
        raise CompileError(_problems(said))
    return done.out.decode("utf-8", "replace")


def _defines(options: Sequence[str]) -> list[str]:
    found = []
    for option in options:
        define = _DEFINE.fullmatch(option)
        if define:
            if define[1].startswith(("_", "gs_", "GS_")):
                raise Refused(option, 0, "forbidden")
            found.append(f"-D{define[1]}={'1' if define[2] is None else define[2]}")
        elif not option.startswith(_IGNORED):
            raise Refused(option, 0)
    return found


def _entries(rewritten: declarations.Rewritten, names: Sequence[str]) -> dict[str, str]:
    """What can be launched, by the name it is asked for: as an expression."""
    entries = {name: name for name in rewritten.plain}
    for name in names:
        words = re.findall(r"[A-Za-z_]\w*", name)
        if not _NAME.fullmatch(name) or any(refusing.is_reserved(word) for word in words):
            raise Refused(name, 0, "forbidden")
        entries[name] = name
    return entries


def _text(rewritten: declarations.Rewritten, expressions: list[str]) -> str:
    kernels = "".join(f"GS_KERNEL({n}, {e})\n" for n, e in enumerate(expressions))
    body = lexing.joined(rewritten.stream)
    # CUDA's own functions lie beside the kernel's, so that those can overload them.
    head = '#include "outside.h"\nnamespace {\n#include "cuda.h"\n'
    return f'{head}{body}# 1 "entries"\n}}\n{kernels}GS_MODULE\n'


@cache
def headers() -> dict[str, bytes]:
    """The headers kernels are compiled with."""
    return {f"cuda/{p.name}": p.read_bytes() for p in sorted((NATIVE / "cuda").glob("*.h"))}


def _compiled(compiler: Compiler, level: Level, text: str) -> bytes:
    from grader.isolation.compiling import run_confined

    done = run_confined(
        [compiler.compile("kernel.cpp")], level=level, programs=compiler.folders,
        files={"kernel.cpp": text.encode(), **headers()}, wanted=[compiler.between],
    )  # fmt: skip
    _raise_problems(done, 1)
    between = done.files[compiler.between].decode("utf-8", "replace")
    look = inspection.intermediate if compiler.kind == "clang" else inspection.assembly
    commands = [compiler.assemble("kernel.o"), compiler.link("kernel.o", "kernel.so")]
    done = run_confined(
        commands, level=level, programs=compiler.folders,
        files={compiler.between: look(between).encode()}, wanted=["kernel.so"],
    )  # fmt: skip
    _raise_problems(done, 2)
    return done.files["kernel.so"]


def _raise_problems(done: Finished, commands: int) -> None:
    if done.late or (len(done.statuses) < commands and not any(done.statuses)):
        raise CompileError(((0, 0, "the compiler did not finish"),))
    if any(s < 0 or s > 128 for s in done.statuses):
        raise CompileError(((0, 0, "the compiler ran out of time or memory"),))
    if any(done.statuses):
        raise CompileError(_problems(done.err.decode("utf-8", "replace")))


def _problems(said: str) -> tuple[tuple[int, int, str], ...]:
    found = [
        (int(line) if file.endswith(lexing.SOURCE) else 0, int(column), text[:300])
        for file, line, column, text in _PROBLEM.findall(said)
    ]
    last = said.strip().splitlines()[-1:] or ["the compiler failed"]
    return tuple(found[:20]) or ((0, 0, last[0][:300]),)


def _facts(
    data: bytes, found: objects.Object, rewritten: declarations.Rewritten, entries: dict[str, str]
) -> Code:
    symbols = {s.name: s for s in found.symbols() if s.section}
    table = found.section(".debug_line")
    rows = lines.rows(table.data) if table else []
    code = found.section(".text")
    constants = found.section(".rodata")
    assert code is not None
    variables, initial = _variables(found, symbols, rewritten)
    kernels = {}
    for number, (name, expression) in enumerate(entries.items()):
        base = expression.partition("<")[0].rpartition("::")[2].strip()
        declared = rewritten.kernels.get(base)
        about = found.read(symbols[f"gs_about_{number}"])
        written = declared.parameters if declared else ()
        kernels[name] = KernelInfo(
            name, _parameters(about, written), _static_shared(variables, base, rewritten.kernels),
            declared.line if declared else 0,
        )  # fmt: skip
    return Code(
        data,
        b"".join(struct.pack("=II", address, line) for address, line in rows),
        (
            code.address, code.address + code.size,
            constants.address if constants else 0, constants.size if constants else 0,
        ),
        tuple(variables),
        tuple(initial),
        kernels,
        {name: f"gs_run_{number}" for number, name in enumerate(entries)},
        {
            v.name: SymbolInfo(v.name, "constant" if v.space == "constant" else "global", v.size)
            for v in variables
            if v.space != "shared"
        },
        rewritten.dynamic[0] if rewritten.dynamic else "",
        {n: int(k.bound) for n, k in rewritten.kernels.items() if k.bound.isdigit()},
        rewritten.indexed,
    )  # fmt: skip


def _parameters(about: bytes, written: Sequence[tuple[str, str]]) -> tuple[ParameterInfo, ...]:
    (count,) = struct.unpack_from("=i", about)
    found = []
    for n in range(count):
        pointer, size, scalar, const = struct.unpack_from("=4i", about, 4 + 16 * n)
        name, kind = written[n] if n < len(written) else ("", "")
        found.append(ParameterInfo(name, kind, bool(pointer), size, _SCALARS[scalar], bool(const)))
    return tuple(found)


_SPACES = {"gs_shared": "shared", "gs_device": "global", "gs_constant": "constant"}


def _variables(
    found: objects.Object, symbols: Mapping[str, objects.Symbol], rewritten: declarations.Rewritten
) -> tuple[list[Variable], list[bytes]]:
    known = {*rewritten.shared, *rewritten.constants, *rewritten.globals}
    variables, initial = [], []
    for symbol in sorted(symbols.values(), key=lambda s: s.address):
        # g++ puts arrays of templates elsewhere, whatever the declaration asks for.
        of_template = symbol.section in (".bss", ".data") and symbol.name.startswith("_ZZ")
        if symbol.kind == 1 and (symbol.section in _SPACES or of_template):
            names = [piece for piece in pieces(symbol.name) if piece in known]
            if not names or (of_template and names[-1] not in rewritten.shared):
                continue
            space, owner = _SPACES.get(symbol.section, "shared"), ""
            if symbol.name.startswith("_ZZ"):
                owner = symbol.name.rpartition(f"{len(names[-1])}{names[-1]}")[0]
            variables.append(Variable(names[-1], space, symbol.address, symbol.size, owner))
            initial.append(found.read(symbol))
    return variables, initial


def _static_shared(variables: Sequence[Variable], name: str, kernels: Iterable[str]) -> int:
    """Bytes of static shared memory of a kernel: its own arrays, and those of device functions."""
    others = set(kernels) - {name}
    sizes: dict[str, int] = {}
    for v in variables:
        if v.space == "shared":
            owners = pieces(v.owner)
            if name in owners:
                sizes[v.owner] = sizes.get(v.owner, 0) + v.size
            elif not others & set(owners):
                sizes[""] = sizes.get("", 0) + v.size
    own = [size for owner, size in sizes.items() if owner]  # one for each of a template's
    return max(own, default=0) + sizes.get("", 0)
