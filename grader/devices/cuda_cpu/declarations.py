"""What a kernel's text declares, and CUDA's declarations in terms a C++ compiler has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .signatures import OPEN, Declared, close_of, end_of, kernel
from .types import Refused

if TYPE_CHECKING:
    from .lexing import Token

_PREFIX = frozenset({"static", "const", "volatile", "extern", "__device__", "inline", "constexpr"})
_GUARD = 'static __attribute__((used, section("gs_shared"))) char gs_guard_{}[128];'


@dataclass(slots=True)
class Rewritten:
    """Text to compile, and what it declares. Variables by name."""

    stream: list[Token]
    kernels: dict[str, Declared] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)  # kernels launched by their names
    shared: list[str] = field(default_factory=list)
    dynamic: list[str] = field(default_factory=list)
    constants: list[str] = field(default_factory=list)
    globals: list[str] = field(default_factory=list)
    # What is indexed, by "line:column"; a name that is assigned to ends in "=".
    indexed: dict[str, str] = field(default_factory=dict)


def rewrite(stream: list[Token]) -> Rewritten:
    """Replace what C++ does not have. Raises Refused."""
    result = Rewritten([])
    out = result.stream
    at = 0
    guards: list[int] = []  # declarations of shared arrays wait for their semicolon
    depth = 0
    named: list[int] = []  # depths at which a namespace began
    while at < len(stream):
        token = stream[at]
        text = token.text
        if token.kind == "pragma":
            at += 1
            continue
        if text in OPEN:
            depth += 1
            if len(out) > 1 and out[-2].text == "namespace" and out[-1].text != "gs_c":
                named.append(depth)
        elif text in OPEN.values():
            depth -= 1
            if depth < 0:
                raise Refused(text, token.line, "forbidden")  # it would leave our namespace
            if named and named[-1] > depth:
                named.pop()
        if text == "extern" and at + 1 < len(stream) and stream[at + 1].kind == "string":
            at = _linkage(stream, at, out)
            continue
        if text == "__shared__":
            at = _shared(stream, at, result, guards, depth)
            continue
        if text == "__constant__":
            prefix, at = _specifiers(stream, at, out)
            result.constants += _names(stream, at)
            out += _words("GS_CONSTANT", token, "volatile" in prefix)
            continue
        if text == "__device__" and _is_variable(stream, at + 1):
            at = _device_variable(stream, at, result)
            continue
        if text == "__global__":
            declared = kernel(stream, at)
            if declared is not None:
                result.kernels.setdefault(declared.name, declared)
                if not declared.template and not named:
                    result.plain.append(declared.name)
        out.append(token)
        if token.kind == "name" and at + 1 < len(stream) and stream[at + 1].text == "[":
            written = "=" if _is_written(stream, at + 1) else ""
            result.indexed[f"{token.line}:{token.column}"] = text + written
        if text == ";" and guards and guards[-1] == depth:
            guards.pop()
            out.append(replace(token, kind="op", text=_GUARD.format(len(out))))
        at += 1
    return result


_ASSIGNS = ("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "++", "--")


def _is_written(stream: list[Token], at: int) -> bool:
    """Whether what the brackets at `at` index is assigned to."""
    while at < len(stream) and stream[at].text in ("[", "."):
        at = close_of(stream, at) + 1 if stream[at].text == "[" else at + 2
    return at < len(stream) and stream[at].text in _ASSIGNS


def _linkage(stream: list[Token], at: int, out: list[Token]) -> int:
    """`extern "C"` goes; its braces become a namespace's, so that they still match."""
    token, language = stream[at], stream[at + 1]
    if language.text != '"C"':
        raise Refused(f"extern {language.text}", token.line)
    if at + 2 < len(stream) and stream[at + 2].text == "{":
        out += _words("inline namespace gs_c", token)
    return at + 2


def _words(text: str, like: Token, volatile: bool = False) -> list[Token]:
    words = [*text.split(), *(["volatile"] if volatile else [])]
    return [replace(like, kind="name", text=word) for word in words]


def _specifiers(stream: list[Token], at: int, out: list[Token]) -> tuple[set[str], int]:
    """Take back the specifiers already put out before a CUDA one, and skip those after it."""
    seen = set()
    while out and out[-1].text in _PREFIX:
        seen.add(out.pop().text)
    at += 1
    while at < len(stream) and stream[at].text in _PREFIX:
        seen.add(stream[at].text)
        at += 1
    return seen, at


def _shared(stream: list[Token], at: int, result: Rewritten, guards: list[int], depth: int) -> int:
    token = stream[at]
    prefix, at = _specifiers(stream, at, result.stream)
    if "extern" in prefix:
        return _dynamic(stream, at, token, result, "volatile" in prefix)
    result.shared += _names(stream, at)
    result.stream += _words("GS_SHARED", token, "volatile" in prefix)
    guards.append(depth)
    return at


def _dynamic(stream: list[Token], at: int, token: Token, result: Rewritten, volatile: bool) -> int:
    """`extern __shared__ T s[];` is a pointer to where the launch puts its dynamic memory."""
    end = end_of(stream, at, {";"})
    body = [t for t in _without_alignment(stream[at:end]) if t.text not in _PREFIX]
    place = next((k for k, t in enumerate(body) if t.text == "["), None)
    if place is None or place == 0 or body[place - 1].kind != "name":
        raise Refused("extern __shared__", token.line)
    name = body[place - 1]
    dims = body[place + 2 :]
    kind = " ".join(t.text for t in body[: place - 1]) + (" volatile" if volatile else "")
    rest = "".join(t.text for t in dims)
    pointer = f"{kind} (*const {name.text}){rest}" if rest else f"{kind} *const {name.text}"
    cast = f"{kind} (*){rest}" if rest else f"{kind} *"
    result.dynamic.append(name.text)
    text = f"[[maybe_unused]] {pointer} = ({cast}) gs_dynamic"
    result.stream.append(replace(token, kind="name", text=text))
    return end


def _without_alignment(body: list[Token]) -> list[Token]:
    out: list[Token] = []
    at = 0
    while at < len(body):
        if body[at].text in ("__align__", "alignas") and at + 1 < len(body):
            at = close_of(body, at + 1) + 1
        else:
            out.append(body[at])
            at += 1
    return out


def _device_variable(stream: list[Token], at: int, result: Rewritten) -> int:
    token = stream[at]
    prefix, at = _specifiers(stream, at, result.stream)
    if stream[at].text in ("__shared__", "__constant__"):
        return at
    if prefix & {"const", "constexpr"}:
        word = "constexpr" if "constexpr" in prefix else "const"
        result.stream += _words(f"static {word}", token)
        return at
    result.globals += _names(stream, at)
    result.stream += _words("GS_DEVICE", token, "volatile" in prefix)
    return at


def _is_variable(stream: list[Token], at: int) -> bool:
    """Whether what follows `__device__` declares a variable: no parameter list comes first."""
    angle = 0
    while at < len(stream):
        text = stream[at].text
        if text in ("__launch_bounds__", "__align__", "alignas", "decltype", "__attribute__"):
            at = close_of(stream, at + 1) + 1
            continue
        if text in ("__shared__", "__constant__"):
            return True
        if text in ("operator", "struct", "class", "__global__"):
            return False
        if text == "<":
            angle += 1
        elif text == ">":
            angle -= 1
        elif text == ">>":
            angle -= 2
        elif angle <= 0:
            if text in ("(", ")", "}"):
                return False
            if text in (";", "=", "[", "{"):
                return True
        at += 1
    return False


def _names(stream: list[Token], at: int) -> list[str]:
    """The names a declaration declares, up to its semicolon."""
    body = _without_alignment(stream[at : end_of(stream, at, {";"})])
    found: list[str] = []
    last = ""
    angle = 0
    k = 0
    while k < len(body):
        text = body[k].text
        if text == "<" and last:
            angle += 1
        elif text == ">" and angle:
            angle -= 1
        elif angle:
            pass
        elif body[k].kind == "name":
            last = text
        elif text in ("[", "=", ",", "{", "("):
            if (last and text != ",") or last:
                found.append(last)
            last = ""
            while k < len(body) and body[k].text != ",":
                k = close_of(body, k) + 1 if body[k].text in OPEN else k + 1
        k += 1
    if last:
        found.append(last)
    return found
