"""Worker-side arrays with identity, for updates in place and inputs that must not change."""

from __future__ import annotations

import numpy as np

from grader.results import Difference, Reason

from .context import Compared, current
from .describe import described
from .errors import CheckError, Failed
from .proxy import Handle, Proxy, Reference, side_of, value


class Put(Handle):
    """A handle that remembers what was put."""

    __slots__ = ("_original",)
    in_line = False
    _original: object

    def described_as(self) -> str:
        """How pages name it: as the array that was put."""
        return described(self._original)


def put(x: np.ndarray, on: Proxy | Reference | None = None) -> Handle:
    """Make a copy of `x` that lives in the worker: calls that get it share one object.

    `on` is the entry or `reference`, whose side it shall live on; the student's by default.
    """
    side = current().student if on is None else side_of(on)
    handle = Put(side, side.put(x), "array")
    handle._original = np.array(x, copy=True)  # noqa: SLF001  # its own attribute
    return handle


def unchanged(handle: Handle, name: str = "the input") -> None:
    """Fail unless the array that was `put` still holds the same shape, dtype and bits."""
    if not isinstance(handle, Put):
        raise CheckError("unchanged() takes what put() returned")
    before = np.asarray(handle._original)  # noqa: SLF001
    after = value(handle)
    same = (
        isinstance(after, np.ndarray)
        and after.dtype == before.dtype
        and after.shape == before.shape
        and after.tobytes() == before.tobytes()
    )
    current().compared.append(Compared(name, after, before, "right" if same else "unchanged"))
    if not same:
        comparable = isinstance(after, np.ndarray) and after.shape == before.shape
        wrong = int(np.sum(np.asarray(after) != before)) if comparable else before.size
        raise Failed(
            Reason("differs"),
            Difference(
                "unchanged", name, described(after), described(before), wrong=wrong, of=before.size
            ),
        )


def original(handle: Proxy) -> np.ndarray | None:
    """Return what was put, None for a handle that put() did not make."""
    return np.asarray(handle._original) if isinstance(handle, Put) else None  # noqa: SLF001
