"""What the store keeps as text: JSON, compressed where it is long."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from grader.results import Reason
from grader.results.encoding import decode, encode

if TYPE_CHECKING:
    from grader.results import Results


def dumps(document: object) -> str:
    """Return compact JSON, keys sorted: equal facts, equal text."""
    return json.dumps(document, separators=(",", ":"), sort_keys=True)


def loads(text: str) -> Any:
    """Read what `dumps` wrote."""
    return json.loads(text)


def facts_of(reason: Reason) -> dict[str, Any]:
    """Return a reason as a document."""
    return {"kind": reason.kind, "facts": dict(reason.facts)}


def reason_of(document: dict[str, Any]) -> Reason:
    """Read what `facts_of` made."""
    return Reason(document["kind"], document["facts"])


def pack(results: Results) -> bytes:
    """Return results as compressed JSON."""
    return zlib.compress(dumps(encode(results)).encode(), 3)


def unpack(packed: bytes) -> Results:
    """Read what `pack` made."""
    return decode(loads(zlib.decompress(packed).decode()))
