"""Reads parsed TOML by the keys declared for it, and collects every problem on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .keys import EXERCISE, Key, Several, Shape, Table, Tables
from .problems import Problem, nearest
from .values import Rule, UnfitError, describe

if TYPE_CHECKING:
    from collections.abc import Mapping

UNREADABLE = object()


@dataclass(frozen=True, slots=True)
class Reader:
    """Where the reading is, and the one list of problems that all places share."""

    problems: list[Problem]
    path: str = ""
    exercise: str | None = None

    def read(self, value: object, shape: Shape) -> Any:
        """What `value` becomes by `shape`; `UNREADABLE` after reporting why, where it does not fit.

        A table becomes a dict of its readable keys: what was left out or is unreadable is missing.
        """
        match shape:
            case Rule():
                return self._value(value, shape)
            case Several():
                return self._several(value, shape.rule)
            case Table():
                if isinstance(value, dict):
                    return self._table(value, shape)
                return self.report(f"a table {shape.header}", describe(value))
            case Tables(table):
                return self._tables(value, table)

    def _value(self, value: object, rule: Rule) -> Any:
        try:
            return rule.read(value)
        except UnfitError:
            near = nearest(value, rule.choices) if isinstance(value, str) else None
            return self.report(rule.expected, describe(value), near)

    def _several(self, value: object, rule: Rule) -> Any:
        if not isinstance(value, list):
            return self.report(f"a list, each {rule.expected}", describe(value))
        found: list[object] = []
        for i, item in enumerate(value):
            here = self.at(f"[{i}]")
            one = here.read(item, rule)
            if one in found and one is not UNREADABLE:
                here.report("each only once", f"{describe(item)} again")
            found.append(one)
        return tuple(found)

    def _tables(self, value: object, table: Table) -> Any:
        if not isinstance(value, list) or not value:
            return self.report(f"tables {table.header}", describe(value))
        read = [self.at(f"[{i}]").read(item, table) for i, item in enumerate(value)]
        # Positions are kept for the rules that look at several exercises at once.
        return [{} if item is UNREADABLE else item for item in read]

    def _table(self, value: Mapping[str, object], table: Table) -> dict[str, Any]:
        here = self
        if table is EXERCISE and isinstance(name := value.get("id"), str):
            here = replace(self, exercise=name)
        misspelled = here.unknown(value, table)
        found = {}
        for key in table.keys:
            inner = here.at(f".{key.name}" if here.path else key.name)
            if key.name in value:
                if (read := inner.read(value[key.name], key.shape)) is not UNREADABLE:
                    found[key.name] = read
            elif key.required and key.name not in misspelled:
                inner.report(_wanted(key), "nothing")
        return found

    def unknown(self, value: Mapping[str, object], table: Table) -> set[str]:
        """Reports the keys that `table` does not have; returns those that were probably meant."""
        known = [key.name for key in table.keys]
        missing = [name for name in known if name not in value]
        meant = set()
        for name in value:
            if name in known:
                continue
            near = nearest(name, missing)
            if near:
                meant.add(near)
            shown = name if name.replace("-", "_").isidentifier() else describe(name)
            inner = self.at(f".{shown}" if self.path else shown)
            inner.report(f"one of the keys {', '.join(known)}", f"unknown key `{shown}`", near)
        return meant

    def at(self, step: str) -> Reader:
        """The reader one key or one position further."""
        return replace(self, path=self.path + step)

    def report(self, expected: str, got: str, suggestion: str | None = None) -> object:
        """Adds a problem of this place; returns `UNREADABLE`."""
        self.problems.append(Problem(self.path, expected, got, suggestion, self.exercise))
        return UNREADABLE


def _wanted(key: Key) -> str:
    match key.shape:
        case Rule(expected):
            return expected
        case Several(rule):
            return f"a list, each {rule.expected}"
        case Table(header):
            return f"a table {header}"
        case Tables(table):
            return f"tables {table.header}"
