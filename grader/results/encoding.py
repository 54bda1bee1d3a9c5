"""Results to JSON-able values and back.

Numbers that JSON lacks are the strings "nan", "inf" and "-inf". Keys whose value is None are left
out. A reader ignores keys it does not know (adding keeps the schema number) and refuses a higher
schema number (changing raises it).
"""

from __future__ import annotations

import dataclasses
import json
import math
import typing
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, cast

from .types import SCHEMA, Json, Results

NONFINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
Hint: TypeAlias = (
    Any  # a type expression as `typing` gives it; the standard library has no type for it
)


class ResultsError(ValueError):
    """The value is not a results document; the text names the place."""


class NewerSchemaError(ResultsError):
    """The document was written by a newer grader; `found` and `known` are the schema numbers."""

    def __init__(self, found: int, known: int = SCHEMA) -> None:
        super().__init__(f"results have schema {found}, this grader reads up to {known}")
        self.found = found
        self.known = known


def encode(results: Results) -> dict[str, Json]:
    """The JSON-able form of `results`; TypeError names a value that has none."""
    return cast("dict[str, Json]", {"schema": results.schema} | _object(results, "results"))


def decode(document: object) -> Results:
    """The results a document describes; ResultsError (NewerSchemaError) where it describes none."""
    if not isinstance(document, dict):
        raise ResultsError("results: expected an object")
    schema = document.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise ResultsError("results.schema: expected a whole number")
    if schema > SCHEMA:
        raise NewerSchemaError(schema)
    return cast("Results", _read(Results, document, "results"))


def loads(text: str | bytes) -> Results:
    """The results that `text` describes, as `pages.json.dumps` writes them; errors as `decode`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ResultsError(f"not JSON: {problem}") from problem
    return decode(document)


@cache
def hints(cls: type) -> Mapping[str, Hint]:
    """The field types of one of our dataclasses; `Json` reads as `object`."""
    return typing.get_type_hints(cls, localns={"Json": object})


def _object(value: Any, place: str) -> dict[str, Any]:
    pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {name: _write(x, f"{place}.{name}") for name, x in pairs if x is not None}


def _write(value: object, place: str) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(float(value))
    if isinstance(value, tuple | list):
        return [_write(item, f"{place}[{i}]") for i, item in enumerate(value)]
    if isinstance(value, Mapping):
        return {str(key): _write(item, f"{place}.{key}") for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return _object(value, place)
    raise TypeError(f"{place}: {type(value).__name__} has no JSON form")


def _read(hint: Hint, value: Any, place: str) -> object:
    """`value` as `hint` asks, or ResultsError."""
    if hint is object:
        return value
    if dataclasses.is_dataclass(hint):
        return _read_object(cast("type", hint), value, place)
    origin: Hint = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin in {typing.Union, UnionType}:
        return _read_union(arguments, value, place)
    if origin is Literal and value in arguments:
        return value
    if origin is tuple and isinstance(value, list):
        return _read_tuple(arguments, value, place)
    if origin is Mapping and isinstance(value, dict):
        return {key: _read(arguments[1], item, f"{place}.{key}") for key, item in value.items()}
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if hint in {int, str, bool, NoneType} and type(value) is hint:
        return value
    raise ResultsError(f"{place}: unexpected {type(value).__name__}")


def _read_object(cls: type, value: Any, place: str) -> object:
    if not isinstance(value, dict):
        raise ResultsError(f"{place}: expected an object")
    known = hints(cls)
    values = {
        name: _read(known[name], item, f"{place}.{name}")
        for name, item in value.items()
        if name in known
    }
    for field in dataclasses.fields(cls):
        if field.name in values or field.default is not dataclasses.MISSING:
            continue
        if field.default_factory is dataclasses.MISSING:
            if NoneType not in typing.get_args(known[field.name]):
                raise ResultsError(f"{place}.{field.name}: missing")
            values[field.name] = None
    return cls(**values)


def _read_union(arguments: tuple[Hint, ...], value: Any, place: str) -> object:
    if value is None and NoneType in arguments:
        return None
    if float in arguments and isinstance(value, str) and value in NONFINITE:
        return NONFINITE[value]
    for hint in arguments:
        try:
            return _read(hint, value, place)
        except ResultsError:
            if dataclasses.is_dataclass(hint):
                raise  # the place inside the object says more than the union can
    raise ResultsError(f"{place}: unexpected {type(value).__name__}")


def _read_tuple(arguments: tuple[Hint, ...], value: list[Any], place: str) -> tuple[object, ...]:
    items = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
    if len(items) != len(value):
        raise ResultsError(f"{place}: expected {len(items)} items, got {len(value)}")
    pairs = zip(items, value, strict=True)
    return tuple(_read(hint, item, f"{place}[{i}]") for i, (hint, item) in enumerate(pairs))
