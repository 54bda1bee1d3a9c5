"""What a compiled kernel may hold: judged before it becomes machine code, whatever its source said.

Every access to memory has to be announced to the machine by the instruction before it; there is no
way to other code than by its name; nothing runs when the file is loaded. With the pinned compiler
this is read from its intermediate code, with another from assembly, less exactly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from .types import Refused

if TYPE_CHECKING:
    from .objects import Object

_FUNCTIONS = """
    sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10
    log1p cbrt erf erfc lgamma tgamma logb floor ceil trunc round rint nearbyint pow fmod
    remainder atan2 hypot nextafter fdim fma ldexp lrint lround sqrt fabs
"""
_MATH = _FUNCTIONS.split()
_HOOKS = [
    f"__tsan_{unaligned}{volatile}{access}{size}"
    for unaligned in ("", "unaligned_")
    for volatile in ("", "volatile_")
    for access in ("read", "write")
    for size in (1, 2, 4, 8, 16)
]
_MACHINE = """
    gs_thread_index gs_block_index gs_block_size gs_grid_size gs_barrier gs_warp gs_atomic
    gs_fence gs_assertion gs_print gs_half gs_half_of_double gs_float gs_clock gs_trap
    gs_dynamic gs_local __tsan_init __tsan_func_entry __tsan_func_exit __tsan_memcpy
    __tsan_memmove __tsan_memset __tsan_read_range __tsan_write_range memcpy memset memmove
    __safestack_unsafe_stack_ptr __tls_get_addr __ubsan_handle_out_of_bounds
    __ubsan_handle_divrem_overflow _GLOBAL_OFFSET_TABLE_
"""
ALLOWED = frozenset(
    [*_MATH, *(f"{name}f" for name in _MATH), *_HOOKS]
    + _MACHINE.split()
    + [
        f"__{end}_gs_{name}"
        for end in ("start", "stop")
        for name in ("shared", "device", "constant")
    ]
)

_OURS = re.compile(r'@"?(?:gs_run_\d+|gs_sections|tsan\.module_ctor)"?\(')
_OPERAND = r"ptr (?:[a-z]+(?:\(\d+\))? )*([^ ,)]+|getelementptr [^)]*\))"
_ACCESS = re.compile(r"(?:%\S+ = )?(load|store) (volatile |atomic )?(.*)")
_HOOK = re.compile(
    rf"(?:tail )?call void @__tsan_(?:unaligned_)?(?:volatile_)?(read|write)(\d+)\({_OPERAND}\)"
)
_POINTER = re.compile(rf"{_OPERAND}, align")
_CALL = re.compile(r"(?:%\S+ = )?(?:tail |musttail |notail )?(?:call|invoke|callbr) (.*)")
_SIZES = {
    "i1": 1, "i8": 1, "i16": 2, "i32": 4, "i64": 8, "i128": 16, "half": 2, "bfloat": 2, "float": 4,
    "double": 8, "ptr": 8, "fp128": 16,
}  # fmt: skip
_CALLEE = re.compile(r"@(\"[^\"]*\"|[\w.$]+)\(")
_ATTRIBUTE = re.compile(r"\b[a-z_]+\([^()@%]*\)")  # of a result: range(i32 0, 33)
_CONSTANT = re.compile(r"^(@\S+) = (?:[a-z_]+(?:\([^)]*\))? )*constant\b", re.MULTILINE)
_PLACE = re.compile(r"(%\S+) = getelementptr .*?ptr ([%@][\w.\"$]+)")
_ROOT = re.compile(r"^(?:getelementptr .*?ptr )?(@[\w.\"$]+)")
_INTRINSICS = (
    "llvm.mem", "llvm.masked", "llvm.eh", "llvm.write", "llvm.vp", "llvm.x86", "llvm.aarch64",
    "llvm.stack", "llvm.matrix", "llvm.init", "llvm.va", "llvm.prefetch", "llvm.clear",
)  # fmt: skip
_VECTOR = re.compile(r"<(\d+) x (\w+)>")
_NEVER = re.compile(
    r"^\s*(?:%\S+ = )?(?P<what>inttoptr|indirectbr|cmpxchg|atomicrmw|va_arg|landingpad|catchpad)\b"
    r"|(?P<asm>\basm\b(?: \w+)* \")|^module (?P<module>asm)|\binttoptr \((?P<folded>)",
    re.MULTILINE,
)
_LINE = re.compile(r"!dbg !(\d+)")
_LOCATION = re.compile(r"^!(\d+) = (?:distinct )?!DILocation\(line: (\d+),", re.MULTILINE)


def intermediate(text: str) -> str:
    """Look through LLVM's code of a kernel; return it with local arrays the machine watches.

    Raises Refused.
    """
    never = _NEVER.search(text)
    if never:
        word = "inttoptr" if never["folded"] is not None else never["what"] or "asm"
        what = "a pointer made of an integer" if word == "inttoptr" else word
        raise Refused(what, _line_of(text, never.start()), "forbidden")
    constants = frozenset(_CONSTANT.findall(text))
    out: list[str] = []
    function: _Function | None = None
    for row in text.split("\n"):
        out.append(row)
        line = row.strip()
        if row.startswith("define "):
            function = None if _OURS.search(row) else _Function(text, constants)
            if function:
                out += [f"  call void @gs_local(ptr {a})" for a in _by_value(row)]
        elif row == "}":
            function = None
        elif function and line and not line.startswith((";", "#dbg_")):
            function.look_at(line)
            if " = alloca " in row:
                out.append(f"  call void @gs_local(ptr {line.partition(' ')[0]})")
    return "\n".join(out) + "\ndeclare void @gs_local(ptr)\n"


def _by_value(row: str) -> list[str]:
    return re.findall(r"byval\([^)]*\)(?: [a-z]+(?:\(\d+\)| \d+)?)* (%[\w.]+)", row)


class _Function:
    """One function, instruction by instruction."""

    def __init__(self, text: str, constants: frozenset[str]) -> None:
        self._text = text
        self._constants = constants
        self._previous = ""
        self._made: dict[str, str] = {}  # pointers computed from others

    def look_at(self, line: str) -> None:
        """Raises Refused for an instruction no kernel may have."""
        call = _CALL.match(line)
        access = _ACCESS.match(line)
        if call:
            self._call(call[1], line)
        elif access:
            self._access(access[1], access[2], access[3], line)
        place = _PLACE.match(line)
        if place:
            self._made[place[1]] = place[2]
        self._previous = line

    def _call(self, rest: str, line: str) -> None:
        name = _CALLEE.search(rest)
        if name is None or "(" in _ATTRIBUTE.sub("", rest[: name.start()]):
            self._refuse("a call through a pointer", line)
        elif name[1].startswith(_INTRINSICS):
            self._refuse(name[1], line)

    def _access(self, kind: str, how: str | None, rest: str, line: str) -> None:
        size = _size(rest)
        pointer = _POINTER.search(rest)
        if pointer is None or how == "atomic ":
            self._refuse("an access of memory of an unknown kind", line)
        hook = _HOOK.match(self._previous)
        target = pointer[1]
        announced = (
            hook is not None
            and size == int(hook[2])
            and target == hook[3]
            and (hook[1] == "read") == (kind == "load")
        )
        if not announced and not (kind == "load" and self._is_constant(target)):
            self._refuse(f"an access of {size or 'unusual'} bytes", line)

    def _is_constant(self, value: str) -> bool:
        """Whether a pointer is a place in a constant table: those may be read unannounced."""
        for _ in range(8):
            root = _ROOT.search(value)
            if root:
                return root[1] in self._constants
            if value not in self._made:
                return False
            value = self._made[value]
        return False

    def _refuse(self, what: str, line: str) -> NoReturn:
        raise Refused(what, _line_of(self._text, self._text.find(line)), "forbidden")


def _size(rest: str) -> int:
    vector = _VECTOR.match(rest)
    if vector:
        return int(vector[1]) * _SIZES.get(vector[2], 0)
    return _SIZES.get(rest.partition(",")[0].partition(" ")[0], 0)


def _line_of(text: str, at: int) -> int:
    """The kernel's line of the instruction at a place of the text; 0: unknown."""
    end = text.find("\n", at)
    found = _LINE.search(text[at : end if end >= 0 else len(text)])
    if not found:
        return 0
    return next((int(line) for n, line in _LOCATION.findall(text) if n == found[1]), 0)


_INDIRECT = re.compile(r"^\s*(?:call|jmp)q?\s+\*|^\s*(?:blr|br)\s+x", re.MULTILINE)
_DIRECTIVES = re.compile(
    r"^\s*(?:\.incbin|\.include|\.macro|syscall|sysenter|int\s+\$|svc)\b", re.MULTILINE
)
_ODD = re.compile(r"\b(?:fstpt|fldt|fstps|fstpl)\b|%[yz]mm\d")
_FUNCTION = re.compile(r"^([\w.$]+):\s*(?:#.*)?$", re.MULTILINE)
_MEMORY = re.compile(r"\((?:%r(?!sp|ip|bp)|,)|\[x(?!29)\d")


def assembly(text: str) -> str:
    """Assembly of another compiler, looked through and returned. Raises Refused."""
    for pattern, what in (
        (_INDIRECT, "a call through a pointer"),
        (_DIRECTIVES, "asm"),
        (_ODD, "an access of unusual size"),
    ):
        if pattern.search(text):
            raise Refused(what, 0, "forbidden")
    pieces = _FUNCTION.split(text)
    for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if name.startswith(("gs_", ".")) or ".cfi_startproc" not in body:
            continue
        if _MEMORY.search(body) and "__tsan_" not in text[text.index(body) :][: len(body) * 4]:
            raise Refused("an access of memory that is not announced", 0, "forbidden")
    return text


_MANGLED = re.compile(r"_ZN?(?:12_GLOBAL__N_1)?(?:4gs_c)?L?(\d+)(\w+)")


def linked(found: Object) -> None:
    """The finished file: what it needs and what runs when it is loaded. Raises Refused."""
    for symbol in found.symbols():
        if not symbol.section and symbol.name and symbol.name not in ALLOWED:
            mangled = _MANGLED.match(symbol.name)
            raise Refused(mangled[2][: int(mangled[1])] if mangled else symbol.name, 0, "forbidden")
    for name in (".init_array", ".fini_array", ".ctors", ".dtors", ".preinit_array"):
        section = found.section(name)
        if section is not None and section.size > (8 if name == ".init_array" else 0):
            raise Refused("an object made before the kernel runs", 0)
