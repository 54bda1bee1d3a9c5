"""The JSON Schema (2020-12) of a results document, generated from the dataclasses.

`python -m grader.results.schema` rewrites the committed `schema.json`.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal

from .encoding import NONFINITE, Hint, hints
from .types import SCHEMA, CheckResult, ExerciseResult, Results

SCHEMA_FILE = Path(__file__).with_name("schema.json")
MESSAGE = {
    "type": "string",
    "description": "one English sentence, made by `grader.pages` when the document is written",
}
PLAIN = {int: "integer", float: "number", str: "string", bool: "boolean"}


def schema() -> dict[str, Any]:
    """The schema as a JSON-able value, keys in a fixed order."""
    definitions: dict[str, Any] = {
        "Number": {"anyOf": [{"type": "number"}, {"enum": list(NONFINITE)}]}
    }
    root = _definition(Results, definitions)
    root["properties"]["schema"] = {"type": "integer", "minimum": 1, "maximum": SCHEMA}
    root["required"].append("schema")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Gradsteps results",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The committed form of the schema."""
    return json.dumps(schema(), indent=2, allow_nan=False) + "\n"


def _definition(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    known = hints(cls)
    properties = {
        field.name: _hint(known[field.name], definitions) for field in dataclasses.fields(cls)
    }
    required = [
        field.name
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
        and NoneType not in typing.get_args(known[field.name])
    ]
    if cls in {CheckResult, ExerciseResult}:
        properties["message"] = MESSAGE
        required.append("message")
    assert cls.__doc__ is not None
    return {
        "description": cls.__doc__.splitlines()[0],
        "type": "object",
        "properties": properties,
        "required": required,
    }


def _hint(hint: Hint, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type expression; dataclasses are added to `definitions`."""
    origin: Hint = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if hint is object:
        return {}
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if dataclasses.is_dataclass(hint):
        name = typing.cast("type", hint).__name__
        if name not in definitions:
            definitions[name] = {}  # claims the name before the fields are walked
            definitions[name] = _definition(typing.cast("type", hint), definitions)
        return {"$ref": f"#/$defs/{name}"}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {typing.Union, UnionType}:
        return _union([argument for argument in arguments if argument is not NoneType], definitions)
    if origin is tuple:
        return _tuple(arguments, definitions)
    values = _hint(arguments[1], definitions)
    return {"type": "object", **({"additionalProperties": values} if values else {})}


def _union(arguments: list[Hint], definitions: dict[str, Any]) -> dict[str, Any]:
    # None needs no place in the schema: its key is left out of the document.
    if float in arguments:
        others = [argument for argument in arguments if argument not in {int, float}]
        number = {"$ref": "#/$defs/Number"}
        return {"anyOf": [number, *(_hint(x, definitions) for x in others)]} if others else number
    parts = [_hint(argument, definitions) for argument in arguments]
    return parts[0] if len(parts) == 1 else {"anyOf": parts}


def _tuple(arguments: tuple[Hint, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if arguments[-1] is Ellipsis:
        return {"type": "array", "items": _hint(arguments[0], definitions)}
    items = [_hint(argument, definitions) for argument in arguments]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(text(), encoding="utf-8")
