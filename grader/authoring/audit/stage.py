"""Where an answer is operated on in the way a check does it, and every plain result is digested.

One text for two places: imported where the solution is recorded, and shipped as it stands to a
worker, where a mutant is put through the recorded operations. So it uses nothing of ours but what
a worker has loaded, and everything it needs stands in this file.
"""

from __future__ import annotations

import hashlib
import math
import pickle  # the recorder's own bytes, read in a worker: never the other way
import random
import sys
from typing import Any

import numpy as np

from grader.isolation.operations import OPERATIONS

REF, FUNCTION = "\0ref", "\0function"  # mark a handle and a check's function among arguments
ATOMS = (type(None), bool, int, complex, str, bytes, range, type(...), slice)


class Stage:
    """Holds one answer and what operations made of it; handles are numbers, the entry is 0."""

    def __init__(self, entry: object) -> None:
        seed()
        self.objects: dict[int, Any] = {0: entry}
        self.count = 0  # plain answers given
        self._seen = hashlib.blake2b(digest_size=16)

    def do(self, operation: str, what: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Do one operation on live objects: a plain value, or the mark of a new handle.

        An exception of the answer's counts as an answer, and passes through.
        """
        try:
            if operation == "call":
                result = args[0](*args[1:], **kwargs)
                if args[0] is not self.objects[0]:
                    return self.keep(result)
            elif operation == "operate":
                return self.keep(OPERATIONS[what](*args))
            elif operation == "put":
                return self.keep(args[0])
            elif operation == "value":
                result = args[0]
            else:
                scope: dict[str, Any] = {"__name__": "check"}
                exec(compile(what[0], "<check>", "exec", dont_inherit=True), scope)  # noqa: S102
                result = scope[what[1]](*args, **kwargs)
        except Exception as error:
            self.see(type(error).__name__)
            self.count += 1
            raise
        self.see(result)
        if not plain(result):
            return self.keep(result)
        self.count += 1
        return result

    def keep(self, x: object) -> tuple[str, int]:
        """Make a handle."""
        number = len(self.objects)
        self.objects[number] = x
        return REF, number

    def see(self, x: object) -> None:
        """Add to the digest."""
        for piece in pieces(x):
            self._seen.update(piece)

    def digest(self) -> bytes:
        """Return what stands for everything seen."""
        return self._seen.digest()


def replay(blob: bytes, source: str, entry: str) -> int:
    """Put a program's entry through recorded cases; return the first with another digest, or -1."""
    cases = pickle.loads(blob)  # noqa: S301  # see above
    scope: dict[str, Any] = {"__name__": "submission"}
    exec(compile(source, "<mutant>", "exec", dont_inherit=True), scope)  # noqa: S102
    for number, (script, digest) in enumerate(cases):
        stage = Stage(scope[entry])
        for operation, what, args, kwargs, answers in script:
            try:
                live = _live(stage, [args, kwargs], [iter(known) for known in answers])
                stage.do(operation, what, *live)
            except Exception:  # noqa: BLE001, S112  # it is in the digest
                continue
        if stage.digest() != digest:
            return number
    return -1


def _live(stage: Stage, x: Any, answers: list[Any]) -> Any:
    """Turn marks into objects and functions that answer as they did when recorded."""
    if marked(x, REF):
        return stage.objects[x[1]]
    if marked(x, FUNCTION):
        return _function(stage, answers[x[1]], answers)
    if type(x) in (list, tuple):
        return type(x)(_live(stage, item, answers) for item in x)
    if type(x) is dict:
        return {key: _live(stage, item, answers) for key, item in x.items()}
    return x


def _function(stage: Stage, known: Any, answers: list[Any]) -> Any:
    def given(*args: object) -> object:
        for x in args:
            stage.see(x)
            if not plain(x):
                stage.keep(x)
        return _live(stage, next(known), answers)

    return given


def marked(x: Any, mark: str) -> bool:
    """Tell whether a value is a mark of this kind."""
    return type(x) is tuple and len(x) == 2 and type(x[0]) is str and x[0] == mark


def plain(x: Any) -> bool:
    """Tell whether a value is of the exact types that cross to the judge."""
    kind = type(x)
    if kind in (list, tuple, set, frozenset):
        return all(map(plain, x))
    if kind is dict:
        return all(plain(key) and plain(item) for key, item in x.items())
    if kind is np.ndarray or isinstance(x, np.generic):
        return x.dtype.kind in "biufc"
    if kind.__module__ == "torch" and kind.__name__ == "Tensor":
        return not x.requires_grad
    return kind in (*ATOMS, float, np.random.Generator) or isinstance(x, np.dtype)


def pieces(x: Any) -> list[bytes]:
    """Return what tells a plain value from every other one; nothing of what is not plain.

    A zero's sign and a NaN's payload are left out: no comparison of a check sees them.
    """
    kind = type(x)
    if kind is float:
        return [b"float", repr(math.nan if math.isnan(x) else x + 0.0).encode()]
    if kind is np.ndarray or isinstance(x, np.generic):
        array = np.ascontiguousarray(x)
        if array.dtype.kind in "fc":
            array = array + 0
            array[np.isnan(array)] = np.nan
        return [f"{kind.__name__} {array.dtype.str} {np.shape(x)}".encode(), array.tobytes()]
    if not plain(x):
        return [b"handle"]
    if kind in (list, tuple):
        inner = [piece for item in x for piece in pieces(item)]
        return [f"{kind.__name__} {len(x)}".encode(), *inner]
    if kind is dict:
        inner = [piece for item in x.items() for piece in pieces(item)]
        return [f"dict {len(x)}".encode(), *inner]
    if kind in (set, frozenset):
        return [kind.__name__.encode(), *sorted(b"".join(pieces(item)) for item in x)]
    if kind.__module__ == "torch":
        wide = x.double() if x.dtype.is_floating_point else x  # exact for all its dtypes
        return [str(x.dtype).encode(), *pieces(wide.numpy())]
    if kind is np.random.Generator:
        return [repr(x.bit_generator.state).encode()]
    return [f"{kind.__name__} {x!r}".encode()]


def seed() -> None:
    """Seed the global generators alike for every case; one thread, for two sum in another order."""
    random.seed(0)
    np.random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
        sys.modules["torch"].default_generator.manual_seed(0)
