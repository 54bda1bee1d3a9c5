"""Preprocessed C++ as tokens, each with its place in the kernel's own source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .types import Refused

SOURCE = "kernel.cu"  # how the compiler is told the kernel's file is called

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\f\v\r]+)
  | (?P<raw>(?:u8|[uUL])?R")
  | (?P<string>(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*")
  | (?P<char>(?:u8|[uUL])?'(?:[^'\\\n]|\\.)*')
  | (?P<number>\.?[0-9](?:[eEpP][+-]|'(?=\w)|[\w.])*)
  | (?P<name>[A-Za-z_$\u0080-\U0010ffff][\w$\u0080-\U0010ffff]*)
  | (?P<op><<<|>>>|<<=|>>=|->\*?|\.\.\.|\.\*|\+\+|--|&&|\|\||::|[-+*/%&|^!<>=]=|<<
      |[-+*/%&|^!~<>=?:;,.(){}\[\]])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MARKER = re.compile(r'#\s*(?:line\s+)?(\d+)\s+"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `kind` is name, number, string, char, op or pragma. Lines and columns from 1."""

    kind: str
    text: str
    line: int
    column: int


def tokens(text: str) -> list[Token]:
    """The tokens of the kernel's own file. Raises Refused for what no compiler should see."""
    found: list[Token] = []
    inside = True
    line = last = 1
    for row in text.split("\n"):
        stripped = row.lstrip()
        if stripped.startswith("#"):
            marker = _MARKER.match(stripped)
            if marker:
                inside = marker[2] == SOURCE
                line = int(marker[1])
                continue
            if stripped.startswith("#pragma") and inside:
                found.append(Token("pragma", " ".join(stripped[1:].split()), line, 1))
                line += 1
                continue
            if inside:
                raise Refused(stripped[:60], line, "forbidden")
        if inside:
            found += _of_row(row, line)
            last = line
        elif stripped:
            raise Refused("#include", last + 1)
        line += 1
    return found


def _of_row(row: str, line: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(row):
        kind = match.lastgroup or "other"
        if kind == "space":
            continue
        if kind in ("other", "raw"):
            raise Refused(match[0][:20], line)
        found.append(Token(kind, match[0], line, match.start() + 1))
    return found


def joined(stream: list[Token]) -> str:
    """C++ text again, every token on its line of the kernel and at its column where it can be."""
    out: list[str] = [f'# 1 "{SOURCE}"\n']
    line, column = 1, 1
    for token in stream:
        if token.line != line:
            if 0 < token.line - line < 20:
                out.append("\n" * (token.line - line))
            else:
                out.append(f'\n# {token.line} "{SOURCE}"\n')
            line, column = token.line, 1
        gap = token.column - column
        space = " " * gap if 0 <= gap < 400 else " "
        if not space and out[-1][-1:].isalnum() and token.text[:1].isalnum():
            space = " "
        out += [space, token.text]
        column += len(space) + len(token.text)
    out.append("\n")
    return "".join(out)
