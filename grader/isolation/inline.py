"""Level `none`: the session in this process, through the same bytes. For debuggers; advisory."""

from __future__ import annotations

import contextlib
import itertools
import sys
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

from .channel import Incoming
from .errors import Ended
from .link import Answer, Escaped
from .worker import NAME, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from .types import Limits
    from .wire import Buffer

T = TypeVar("T")
_numbers = itertools.count()


class Inline:
    """Looks like a Link; keeps no limit but that of the message."""

    layers = ()
    shared = True

    def __init__(self, limits: Limits) -> None:
        self.answer: Answer
        self.limits = limits
        self._ended: Ended | None = None
        # Several live side by side here, student's and reference's, where a process has one.
        self._name = f"{NAME}_{next(_numbers)}"
        passed = (KeyboardInterrupt, Escaped)
        self._session = Session(self._ask, limits.message, self._name, passed=passed, guards=False)

    def exchange(self, pieces: list[Buffer], read: Callable[[Incoming], T]) -> T:
        """Hand the message to the session and read its reply."""
        if self._ended is not None:
            raise Ended(self._ended.kind, self._ended.facts)
        with contextlib.redirect_stdout(sys.stderr):
            reply = self._session.answer(self._through(pieces))
        return read(self._through(reply))

    def paused(self) -> contextlib.AbstractContextManager[None]:
        """No clock to stop; what the judge prints goes where it always does."""
        return contextlib.nullcontext()

    def restart(self, cpu: float) -> None:
        """No clocks."""

    def end(
        self, kind: Literal["timeout", "memory", "crashed", "wire"], facts: dict[str, Any]
    ) -> NoReturn:
        """Raise how it ended, now and at every later operation."""
        self._ended = self._ended or Ended(kind, facts)
        sys.modules.pop(self._name, None)
        raise Ended(self._ended.kind, self._ended.facts)

    def interrupt(self) -> None:
        """Nothing: what runs in this thread cannot be called off from another."""

    def close(self) -> None:
        """End the session."""
        with contextlib.suppress(Ended):
            self.end("crashed", {"signal": None, "exit": None})

    def output(self) -> tuple[bytes, bool]:
        """Nothing: what was printed went to stderr."""
        return b"", False

    def clear_output(self) -> None:
        """Nothing was kept."""

    def _ask(self, pieces: list[Buffer]) -> Incoming:
        return self._through(self.answer(self._through(pieces)))

    def _through(self, pieces: list[Buffer]) -> Incoming:
        return Incoming.of(pieces, self.limits.message)
