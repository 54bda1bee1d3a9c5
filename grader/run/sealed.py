"""Sealed data: the recordings of an exercise's public cases, in one file without any code.

Made of plain values in the wire's own encoding (never pickle) and compressed; read with the same
bounds as a message. Equal recordings give equal bytes.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.causes import Sample
from grader.checks.tape import Event, Tape
from grader.isolation import Ref, document
from grader.isolation.wire import Malformed
from grader.score import Weights

from .broken import CourseFault
from .diagnosis import Trace, Traces, positions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.course import Course, Exercise

    from .mistakes import Traced

FORMAT = 1
LARGEST = 64 << 20  # bytes when unpacked


@dataclass(frozen=True, slots=True)
class SealedExercise:
    """What a released tree knows of the solution."""

    tapes: Mapping[tuple[str, str], Tape]  # by check name and case label
    weights: Weights  # hidden checks included, so that public points can be told from all
    versions: Mapping[str, str]  # of the libraries it was recorded with
    mistakes: Mapping[str, Traced] = field(default_factory=dict)  # by check name


def sealed_path(course: Course, exercise: Exercise) -> Path:
    """Return where an exercise's sealed data lies in a released tree."""
    return course.root / "sealed" / exercise.chapter / f"{exercise.id}.sealed"


def pack(sealed: SealedExercise) -> bytes:
    """Encode sealed data."""
    content = {
        "format": FORMAT,
        "weights": [sealed.weights.public, sealed.weights.hidden],
        "versions": dict(sealed.versions),
        "tapes": [
            [check, label, [_event(event) for event in tape]]
            for (check, label), tape in sealed.tapes.items()
        ],
        "mistakes": [
            [check, name, says, [[number, *_trace(one)] for number, one in traces.items()]]
            for check, traced in sealed.mistakes.items()
            for name, says, traces in traced
        ],
    }
    return zlib.compress(document.dumps(content), 9)


def read(course: Course, exercise: Exercise) -> SealedExercise:
    """Read an exercise's sealed data; raises CourseFault."""
    path = sealed_path(course, exercise)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseFault(exercise.id, f"sealed data {path} cannot be read: {error}") from error
    return unpack(data, exercise.id, f"sealed data {path}")


def unpack(data: bytes, exercise: str, what: str) -> SealedExercise:
    """Decode what `pack` made; raises CourseFault, which names the bytes as `what`."""
    try:
        content: Any = document.loads(zlib.decompressobj().decompress(data, LARGEST))
        if content["format"] != FORMAT:
            raise ValueError(f"format {content['format']}, this grader reads {FORMAT}")
        return SealedExercise(
            tapes={
                (check, label): [_read_event(*event) for event in events]
                for check, label, events in content["tapes"]
            },
            weights=Weights(*content["weights"]),
            versions=content["versions"],
            mistakes=_read_mistakes(content["mistakes"]),
        )
    except (ValueError, KeyError, TypeError, zlib.error, Malformed) as error:
        raise CourseFault(exercise, f"{what} cannot be read: {error}") from error


def _event(event: Event) -> list[Any]:
    callbacks = [[position, _packed(arguments)] for position, arguments in event.callbacks]
    return [event.operation, event.inputs, callbacks, _packed(event.answer)]


def _read_event(operation: str, inputs: Any, callbacks: Any, answer: Any) -> Event:
    called = [(position, _unpacked(arguments)) for position, arguments in callbacks]
    return Event(operation, inputs, called, _unpacked(answer))


def _trace(trace: Trace) -> list[Any]:
    output = trace.output
    if isinstance(output, Sample):
        output = {"shape": list(output.shape), "dtype": output.dtype, "values": output.values}
    return [trace.place, trace.name, output, trace.stopped]


def _read_mistakes(content: Any) -> dict[str, list[tuple[str, str, Traces]]]:
    found: dict[str, list[tuple[str, str, Traces]]] = {}
    for check, name, says, traces in content:
        read = {
            number: Trace(place, part, _output(output), stopped)
            for number, place, part, output, stopped in traces
        }
        found.setdefault(check, []).append((name, says, read))
    return found


def _output(x: Any) -> object:
    if isinstance(x, dict) and x.keys() == {"shape", "dtype", "values"}:
        size = math.prod(x["shape"])
        return Sample(tuple(x["shape"]), x["dtype"], positions(size), x["values"])
    return x


def _packed(x: Any) -> Any:
    """Replace handles, which only live in a worker, by a marked dict."""
    if isinstance(x, Ref):
        return {"__handle__": x.id}
    if isinstance(x, list | tuple):
        return type(x)([_packed(item) for item in x])
    if isinstance(x, dict):
        return {key: _packed(item) for key, item in x.items()}
    return x


def _unpacked(x: Any) -> Any:
    if isinstance(x, dict):
        if x.keys() == {"__handle__"}:
            return Ref(x["__handle__"], "recorded")
        return {key: _unpacked(item) for key, item in x.items()}
    if isinstance(x, list | tuple):
        return type(x)([_unpacked(item) for item in x])
    return x
