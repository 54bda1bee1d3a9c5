"""The English that pages may say, collected from their code: what a catalog has to translate."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import grader.pages
from grader.causes import broadcast, rounded
from grader.causes.observing import normal, reductions

PAGES = Path(grader.pages.__file__).parent
# Pages for students. The rest is for authors and instructors, in English.
FILES = [
    *(PAGES / f"{name}.py" for name in (
        "advice", "arrays", "exercise", "failure", "listing", "numbers", "overview", "regions",
        "resetting", "run", "tally", "watching",
    )),
    PAGES.parent / "cli" / "looking.py",
    *sorted((PAGES / "html").glob("*.py")),
    *sorted((PAGES / "sentences").glob("*.py")),
]  # fmt: skip
CALLS = {"say": 0, "term": 0, "plural": 1, "agree": 1, "span": 0, "field": 0, "_field": 0}
COUNTED = {"plural", "agree", "span"}  # a noun after a number, `# noun` in a catalog
# Tables whose words are looked up by `term`: the values; of statuses, the keys by `named` too.
TABLES = {
    "tally": {"WORDS": "both"},
    "advice": {"ADVICE": "values"},
    "arrays": {"HEADINGS": "values"},
    "sentences.phrases": {"SIGNALS": "values"},
    "sentences.places": {"WRITTEN": "values", "PARTS": "values"},
    "sentences.causes": {"ORIGINS": "values", "CHANGES": "values"},
    "sentences.findings": {"DOES": "values", "DID": "values"},
}
# Words that arrive as facts: from the causes' own tables, and others.
FACTS = {
    *reductions.FOLDS, *reductions.MAPS, *broadcast.FOLDS, *normal.MEASURES, *rounded.WAYS,
    "and", "or", "en", "function", "class", "differs", "global", "shared", "constant", "mean",
    "sum", "first", "last", "standard deviation", "# differs",
} - {"same"}  # fmt: skip


def templates() -> set[str]:
    """Every template and word."""
    found = set(FACTS)
    for path in FILES:
        found |= _in_file(ast.parse(path.read_text(encoding="utf-8")))
    for module, tables in TABLES.items():
        for name, part in tables.items():
            table = getattr(import_module(f"grader.pages.{module}"), name)
            if isinstance(table, tuple):
                found |= set(table)
                continue
            found |= {f"# {status}" for status in table} if part == "both" else set()
            found |= set(table.values())
    return {text for text in found if any(c.isalpha() for c in text) or text in {", ", "; ", ": "}}


def _in_file(tree: ast.Module) -> set[str]:
    named: dict[str, set[str]] = {}
    for node in (*ast.walk(tree), *ast.walk(tree)):  # names of names are known the second time
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, set()).update(_texts(node.value, named))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            if name in CALLS and len(node.args) > CALLS[name]:
                texts = _texts(node.args[CALLS[name]], named)
                found |= {f"# {text}" for text in texts} if name in COUNTED else texts
    return found


def _texts(node: ast.expr, named: dict[str, set[str]]) -> set[str]:
    """The strings an expression can be, as far as they stand there."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return _texts(node.body, named) | _texts(node.orelse, named)
    return set(named.get(node.id, set())) if isinstance(node, ast.Name) else set()
