"""A solution's text, its syntax tree, and which lines of it are the solution proper."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from itertools import accumulate

from grader.authoring.stub import BEGIN, END

# Damage to these is no mistake in a computation: what a message says, what a type is called.
SKIPPED = (ast.Raise, ast.Assert, ast.JoinedStr, ast.arguments, ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the tree, and where it hangs."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None  # in the parent's field, where that is a list
    function: ast.FunctionDef | None  # the nearest around it
    source: Source


@dataclass(frozen=True)
class Source:
    """A solution with its marked regions. Raises SyntaxError."""

    text: str
    tree: ast.Module = field(init=False)
    modules: frozenset[str] = field(init=False)  # names under which modules are imported

    def __post_init__(self) -> None:
        """Parse."""
        object.__setattr__(self, "tree", ast.parse(self.text))
        imports = [n for n in ast.walk(self.tree) if isinstance(n, ast.Import)]
        names = [(a.asname or a.name).split(".")[0] for n in imports for a in n.names]
        object.__setattr__(self, "modules", frozenset(names))

    def places(self) -> list[Place]:
        """Return every node within a marked region, in the order of the text."""
        lines = marked_lines(self.text)
        found: list[Place] = []
        self._walk(self.tree, None, lines, found)
        return found

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Return where a node begins and ends, in bytes."""
        starts = [0, *accumulate(len(x) for x in self.text.encode().splitlines(keepends=True))]
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return starts[node.lineno - 1] + node.col_offset, starts[end_line - 1] + end

    def _walk(
        self,
        parent: ast.AST,
        function: ast.FunctionDef | None,
        lines: frozenset[int],
        found: list[Place],
    ) -> None:
        for name, content in ast.iter_fields(parent):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            children = content if isinstance(content, list) else [content]
            for position, node in enumerate(children):
                if not isinstance(node, ast.AST) or isinstance(node, SKIPPED):
                    continue
                first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
                if first in lines and last in lines:
                    index = position if isinstance(content, list) else None
                    found.append(Place(node, parent, name, index, function, self))
                inner = node if isinstance(node, ast.FunctionDef) else function
                self._walk(node, inner, lines, found)


def marked_lines(text: str) -> frozenset[int]:
    """Return the numbers of the lines between the markers."""
    inside, found = False, set()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            found.add(number)
    return frozenset(found)
