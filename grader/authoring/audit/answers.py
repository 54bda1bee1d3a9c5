"""A side of a check that keeps a digest of every plain answer it gives."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.isolation import Raised, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from grader.checks.context import Side


class Answers:
    """Passes everything to a worker; `count` plain answers came back."""

    def __init__(self, worker: Side) -> None:
        self._worker = worker
        self._seen = hashlib.blake2b(digest_size=16)
        self.count = 0

    def digest(self, ended: str) -> bytes:
        """Return what stands for all answers, and for how the check ended."""
        self._seen.update(ended.encode())
        return self._seen.digest()

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Call; an exception is an answer, too."""
        watched = [self._watched(x) for x in args]
        named = {name: self._watched(x) for name, x in kwargs.items()}
        return self._kept(lambda: self._worker.call(target, watched, named))

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Operate; a handle tells nothing."""
        watched = [self._watched(x) for x in args]
        return self._kept(lambda: self._worker.operate(name, watched))  # type: ignore[no-any-return]

    def value(self, ref: Ref) -> object:
        """Fetch."""
        return self._kept(lambda: self._worker.value(ref))

    def put(self, x: object) -> Ref:
        """Put; not the student's doing."""
        return self._worker.put(x)

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Drive."""
        watched = [self._watched(x) for x in args]
        named = {key: self._watched(x) for key, x in kwargs.items()}
        return self._kept(lambda: self._worker.drive(text, name, watched, named))

    def _kept(self, ask: Callable[[], Any]) -> Any:
        try:
            answer = ask()
        except Raised as raised:
            self._seen.update(f"raised {raised.type}".encode())
            self.count += 1
            raise
        if not isinstance(answer, Ref):
            self.count += 1
        for piece in pieces(answer):
            self._seen.update(piece)
        return answer

    def _watched(self, x: object) -> object:
        """What a function of the check is called with shows how the student computes."""
        if not callable(x) or isinstance(x, type):
            return x

        def watch(*args: object) -> object:
            for piece in pieces(args):
                self._seen.update(piece)
            return x(*args)

        return watch


def pieces(x: Any) -> list[bytes]:
    """Return what tells a plain value from every other one."""
    if isinstance(x, Ref):
        return [b"handle"]
    if isinstance(x, np.ndarray | np.generic):
        array = np.ascontiguousarray(x)
        if array.dtype.kind in "fc":
            array = array + 0  # no negative zero
            array[np.isnan(array)] = np.nan
        kind = f"{type(x).__name__} {array.dtype.str} {np.shape(x)}"
        return [kind.encode(), array.tobytes()]
    if type(x).__module__ == "torch" and hasattr(x, "detach"):
        # Every float dtype of torch is exact in float64.
        wide = x.detach().double() if x.dtype.is_floating_point else x.detach()
        return [str(x.dtype).encode(), *pieces(wide.numpy())]
    if isinstance(x, float):
        return [b"float", repr(math.nan if math.isnan(x) else x + 0.0).encode()]
    if isinstance(x, list | tuple):
        inner = [piece for item in x for piece in pieces(item)]
        return [f"{type(x).__name__} {len(x)}".encode(), *inner]
    if isinstance(x, dict):
        inner = [piece for item in x.items() for piece in pieces(item)]
        return [f"dict {len(x)}".encode(), *inner]
    if isinstance(x, set | frozenset):
        return [type(x).__name__.encode(), *sorted(b"".join(pieces(item)) for item in x)]
    return [f"{type(x).__name__} {x!r}".encode()]
