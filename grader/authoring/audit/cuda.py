"""What goes wrong in kernels: changes of single tokens of the CUDA C in a solution's strings.

    < to <= or >=      + to -, * to +, / to *      && to ||      32 to 33, 31 or 0
    threadIdx.x to .y, to blockIdx.x      blockDim.x to gridDim.x      fmaxf to fminf
    a barrier or an assignment left out      the condition of an `if` always or never true

Only what lies between the markers within the CUDA C is changed.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.authoring.stub import C_BEGIN, C_END

if TYPE_CHECKING:
    from collections.abc import Iterator

Draft = tuple[int, int, str, str]  # line, column from 0, name of the change, text

_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|\#[^\n]*"  # nothing of these is changed
    r"|[A-Za-z_]\w*(?:\.[xyz]\b)?|\d[\w.]*|<<=|>>=|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|<<|>>"
    r"|\+\+|--|->|\S",
    re.DOTALL,
)
_BARRIER = re.compile(r"^[ \t]*__sync\w+\([^;{}]*\);[^\n]*\n", re.MULTILINE)
_ASSIGNMENT = re.compile(
    r"^[ \t]*[A-Za-z_][\w.]*(?:\[[^;{}=]*\])?\s*[-+*/]?=[^=;{}][^;{}]*;[^\n]*\n",
    re.MULTILINE,
)
_GUARD = re.compile(r"\bif\s*\(")
_TYPES = {
    "auto", "bool", "char", "const", "double", "float", "float2", "float4", "half", "int", "long",
    "short", "size_t", "unsigned", "void",
}  # fmt: skip
OPERATORS = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"),
    "==": ("!=",), "!=": ("==",), "&&": ("||",), "||": ("&&",),
    "+": ("-",), "-": ("+",), "*": ("+",), "/": ("*",), "%": ("/",),
    "+=": ("-=", "="), "-=": ("+=",), "*=": ("/=", "="), "/=": ("*=",),
    "<<=": (">>=",), ">>=": ("<<=",), "<<": (">>",), ">>": ("<<",),
}  # fmt: skip
NAMES = {
    "fmaxf": ("fminf",), "fminf": ("fmaxf",), "max": ("min",), "min": ("max",),
    "INFINITY": ("0.0f",), "rsqrtf": ("sqrtf",), "sqrtf": ("rsqrtf",),
    "__shfl_down_sync": ("__shfl_up_sync",), "__shfl_up_sync": ("__shfl_down_sync",),
}  # fmt: skip
_SPLIT = {"threadIdx": "blockIdx", "blockIdx": "threadIdx", "blockDim": "gridDim",
          "gridDim": "blockDim"}  # fmt: skip
_AXES = {"x": "y", "y": "x", "z": "x"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `new` in the place of `text[start:end]`."""

    start: int
    end: int
    new: str
    name: str


def cuda_drafts(text: str) -> list[Draft]:
    """Return every change of the CUDA C in a solution, each once."""
    found: dict[str, Draft] = {}
    for first, last in _regions(text):
        for edit in _edits(text, first, last):
            changed = text[: edit.start] + edit.new + text[edit.end :]
            line = text.count("\n", 0, edit.start) + 1
            column = edit.start - (text.rfind("\n", 0, edit.start) + 1)
            found.setdefault(changed, (line, column, edit.name, changed))
    return list(found.values())


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the marked lines within strings begin and end."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        begun = 0
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
            said = lines[number - 1].strip()
            if said == C_BEGIN:
                begun = number
            elif said == C_END and begun:
                yield starts[begun], starts[number - 1]
                begun = 0


def _edits(text: str, first: int, last: int) -> Iterator[Edit]:
    before = ""
    for match in _TOKEN.finditer(text, first, last):
        token = match[0]
        if token.startswith(("//", "/*", '"', "#")):
            continue
        for new in _others(token, before):
            yield Edit(match.start(), match.end(), new, f"{token}>{new}")
        before = token
    for pattern, name in ((_BARRIER, "drop-barrier"), (_ASSIGNMENT, "drop-assignment")):
        for match in pattern.finditer(text, first, last):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            end = match.start() + match[0].rindex(";") + 1
            yield Edit(start, end, ";", name)
    for match in _GUARD.finditer(text, first, last):
        end = _closing(text, match.end())
        if end <= last:
            yield Edit(match.end(), end, "true", "if>true")
            yield Edit(match.end(), end, "false", "if>false")


def _others(token: str, before: str) -> Iterator[str]:
    """Yield what may stand in a token's place."""
    if token in OPERATORS:
        unary = not before or before in _TYPES or not (before[-1].isalnum() or before[-1] in "_)]")
        if not unary or token in ("<", ">", "==", "!="):
            yield from OPERATORS[token]
        elif token == "-":  # noqa: S105  # of C++
            yield ""
        return
    yield from NAMES.get(token, ())
    name, dot, axis = token.partition(".")
    if dot and name in _SPLIT:
        yield f"{_SPLIT[name]}.{axis}"
        yield f"{name}.{_AXES[axis]}"
    elif re.fullmatch(r"\d+[uU]?", token):
        value, suffix = int(token.rstrip("uU")), token[len(token.rstrip("uU")) :]
        for other in dict.fromkeys((value + 1, value - 1, 0)):
            if other != value and other >= 0:
                yield f"{other}{suffix}"
    elif re.fullmatch(r"\d*\.\d*f?", token):
        yield "1.0f" if float(token.rstrip("f")) == 0 else "0.0f"


def _closing(text: str, start: int) -> int:
    """Return where the parenthesis opened just before `start` closes."""
    depth = 1
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if not depth:
            return position
    return len(text)
