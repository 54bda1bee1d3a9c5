"""Lines of CUDA C as lines of the student's file, where an editor finds them."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.checks.kernels import CUDA_C

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Frame
    from grader.submissions import Program


def placed(frames: Sequence[Frame], program: Program) -> tuple[Frame, ...]:
    """Return frames, those within CUDA C by the place of its string in the program.

    One whose string is not found as it stands, put together or read from elsewhere, keeps the line
    it has in the CUDA C.
    """
    return tuple(_placed(frame, program) if frame.label == CUDA_C else frame for frame in frames)


def _placed(frame: Frame, program: Program) -> Frame:
    for part in program.parts:
        try:
            tree = ast.parse(part.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        written = part.text.splitlines()
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                line = node.lineno + frame.line - 1
                there = _line(written, line)
                # Only where the line stands in the file as in the string: no escapes, no pieces.
                if _line(node.value.splitlines(), frame.line) == frame.text and frame.text in there:
                    return replace(frame, label=part.label, line=line + part.line - 1)
    return frame


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1].strip() if 1 <= number <= len(lines) else ""
