"""Kernels as they are declared: names, parameters, bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .lexing import Token

OPEN = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Declared:
    """A `__global__` function as written: parameters as (name, type)."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    line: int
    template: bool
    bound: str = ""  # of threads, as __launch_bounds__ says it


def kernel(stream: list[Token], at: int) -> Declared | None:
    """The kernel that `__global__` at `at` declares; None for what is none."""
    template = _in_template(stream, at)
    k = at + 1
    name: Token | None = None
    bound = ""
    while k < len(stream) and stream[k].text not in (";", "{"):
        token = stream[k]
        if token.text in ("__launch_bounds__", "__attribute__", "__align__", "alignas"):
            close = close_of(stream, k + 1)
            if token.text == "__launch_bounds__":
                inner = stream[k + 2 : close]
                cut = next((i for i, t in enumerate(inner) if t.text == ","), len(inner))
                bound = " ".join(t.text for t in inner[:cut])
            k = close + 1
            continue
        if token.text == "(" and name is not None:
            close = close_of(stream, k)
            parameters = _parameters(stream[k + 1 : close])
            return Declared(name.text, parameters, name.line, template, bound)
        if token.kind == "name":
            name = token
        k += 1
    return None


def _in_template(stream: list[Token], at: int) -> bool:
    while at > 0 and stream[at].text not in (";", "}", "{"):
        at -= 1
        if stream[at].text == "template":
            return True
    return False


def _parameters(body: list[Token]) -> tuple[tuple[str, str], ...]:
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in body:
        if token.text in "([{<":
            depth += 1
        elif token.text in ")]}>":
            depth -= 1
        elif token.text == ">>":
            depth -= 2
        if token.text == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(
        _parameter(part) for part in parts if (part and part[0].text != "void") or len(part) > 1
    )


def _parameter(part: list[Token]) -> tuple[str, str]:
    cut = next((k for k, t in enumerate(part) if t.text in ("=", "[")), len(part))
    place = max((k for k in range(cut) if part[k].kind == "name"), default=None)
    if place is None or place == 0:
        return "", " ".join(t.text for t in part)
    words = [t.text for t in part[:place] if t.text not in ("__restrict__", "__grid_constant__")]
    words += [t.text for t in part[place + 1 :] if t.text in ("[", "]")]
    return part[place].text, " ".join(words)


def end_of(stream: list[Token], at: int, ends: set[str]) -> int:
    """Where the declaration that `at` lies in ends."""
    while at < len(stream) and stream[at].text not in ends:
        at = close_of(stream, at) + 1 if stream[at].text in OPEN else at + 1
    return at


def close_of(stream: list[Token], at: int) -> int:
    """The token that closes what `at` opens; the last one if none does."""
    depth = 0
    while at < len(stream):
        if stream[at].text in OPEN:
            depth += 1
        elif stream[at].text in OPEN.values():
            depth -= 1
            if depth <= 0:
                return at
        at += 1
    return len(stream) - 1
