"""Single keys without Enter from the terminal, which gets its own ways back in every end."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
import termios
import tty
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

END = "\x04"  # Ctrl-D; what a terminal that went away gives, too
SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?")  # what arrows and the like send


class Keys:
    """What was typed; `wake` ends a wait from another thread."""

    def __init__(self) -> None:
        self.resumed = False  # after Ctrl-Z and `fg`: the screen is another
        self._typed = ""
        self._heard, self._bell = os.pipe()

    def wake(self) -> None:
        """End the wait that is on, or the next."""
        os.write(self._bell, b".")

    def next(self, seconds: float) -> str | None:
        """Return the next key as a small letter; None after `seconds`, or when woken."""
        if not self._typed:
            stdin = sys.stdin.fileno()
            ready, _, _ = select.select([stdin, self._heard], [], [], seconds)
            if self._heard in ready:
                os.read(self._heard, 4096)
            if stdin in ready:
                self._typed = _letters(os.read(stdin, 4096))
        key, self._typed = self._typed[:1], self._typed[1:]
        return key or None

    def close(self) -> None:
        """Close the bell."""
        os.close(self._heard)
        os.close(self._bell)


@contextmanager
def keyboard() -> Iterator[Keys]:
    """Take keys as they are typed, unseen; Ctrl-C stays KeyboardInterrupt.

    SIGTERM and SIGHUP end the block by SystemExit, so that the terminal is put right then, too.
    """
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    keys = Keys()

    def ended(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    def resumed(_: int, __: object) -> None:
        tty.setcbreak(terminal, termios.TCSANOW)
        keys.resumed = True

    handlers = {signal.SIGTERM: ended, signal.SIGHUP: ended, signal.SIGCONT: resumed}
    old = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        tty.setcbreak(terminal, termios.TCSANOW)
        yield keys
    finally:
        with contextlib.suppress(termios.error):  # it went away
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        for number, handler in old.items():
            signal.signal(number, handler)
        keys.close()


def _letters(data: bytes) -> str:
    """Return what was typed without arrows and function keys."""
    return SEQUENCE.sub("", data.decode(errors="replace")).lower() if data else END
