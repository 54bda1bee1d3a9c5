"""Forbidden names, found in the syntax tree: imports, aliases, attribute chains, literal getattr.

Decided in the trusted process before anything runs. A student who wants to hide a name from it can
(`eval`, computed strings); `docs/security.md` says what that leaves.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DEEPEST = 50  # attributes of attributes: no library name is as long


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a forbidden name."""

    name: str
    line: int


def forbidden_use(tree: ast.AST, forbid: Iterable[str]) -> Use | None:
    """Return the first use of a name in `forbid`, or of anything beneath it."""
    names = tuple(forbid)
    if not names:
        return None
    finder = _Finder(names)
    # Twice, for a name may be used in a function above the line that binds it.
    finder.look(tree)
    finder.uses.clear()
    finder.look(tree)
    return min(finder.uses, key=lambda use: use.line, default=None)


class _Finder:
    def __init__(self, forbid: tuple[str, ...]) -> None:
        self.forbid = forbid
        self.meanings: dict[str, str] = {}  # local name -> dotted name it stands for
        self.uses: list[Use] = []

    def look(self, tree: ast.AST) -> None:
        """Look at every node; not by recursion, which a long sum in a submission would exhaust."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
            elif isinstance(node, ast.Assign):
                self._assign(node)
            elif isinstance(node, ast.Attribute | ast.Call):
                self._note(self._meaning(node), node)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note(alias.name, node)
            if alias.asname:
                self.meanings[alias.asname] = alias.name
            else:
                root = alias.name.split(".")[0]
                self.meanings[root] = root

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        for alias in node.names:
            if alias.name == "*":
                for name in self.forbid:
                    if name.startswith(f"{module}."):
                        self.uses.append(Use(name, node.lineno))
                continue
            self._note(f"{module}.{alias.name}", node)
            self.meanings[alias.asname or alias.name] = f"{module}.{alias.name}"

    def _assign(self, node: ast.Assign) -> None:
        meaning = self._meaning(node.value)
        for target in node.targets:
            if meaning and isinstance(target, ast.Name):
                self.meanings[target.id] = meaning

    def _note(self, meaning: str | None, node: ast.AST) -> None:
        for name in self.forbid:
            if meaning and (meaning == name or meaning.startswith(f"{name}.")):
                self.uses.append(Use(name, getattr(node, "lineno", 1)))

    def _meaning(self, node: ast.AST, depth: int = 0) -> str | None:
        """Return the dotted name an expression stands for, where that can be read off."""
        if depth > DEEPEST:
            return None
        if isinstance(node, ast.Name):
            return self.meanings.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._meaning(node.value, depth + 1)
            return f"{owner}.{node.attr}" if owner else None
        if isinstance(node, ast.Call):
            return self._call_meaning(node, depth + 1)
        return None

    def _call_meaning(self, node: ast.Call, depth: int) -> str | None:
        words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        function = node.func
        if isinstance(function, ast.Name) and function.id == "getattr" and len(node.args) > 1:
            owner = self._meaning(node.args[0], depth)
            return f"{owner}.{words[1]}" if owner and isinstance(words[1], str) else None
        called = function.id if isinstance(function, ast.Name) else self._meaning(function, depth)
        imports = {"__import__", "importlib.import_module", "importlib.__import__"}
        called = self.meanings.get(called or "", called)
        if called in imports and words and isinstance(words[0], str):
            return words[0].split(".")[0] if called == "__import__" else words[0]
        return None
