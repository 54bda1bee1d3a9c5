"""Programs in a real terminal of their own."""

import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from pathlib import Path

from .conftest import GRADE, SEED, TINY

CLEAR = "\x1b[H\x1b[2J"
PAINT = re.compile(r"\x1b\[[0-9;]*[mK]")
DEADLINE = 60  # seconds; nothing here takes one


class Terminal:
    """A program in a terminal of 80 columns; ends with the `with` block."""

    def __init__(self, words, cwd, **environ):
        self._ours, self._theirs = pty.openpty()
        termios.tcsetwinsize(self._theirs, (50, 80))
        self.before = termios.tcgetattr(self._theirs)
        env = {
            "PATH": f"{Path(GRADE).parent}:{os.environ['PATH']}",
            "HOME": str(cwd),
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            "GRADSTEPS_COURSE": str(TINY),
            "GRADSTEPS_SEED": SEED,
            **environ,
        }
        self.process = subprocess.Popen(
            words,
            cwd=cwd,
            env=env,
            preexec_fn=lambda: os.login_tty(os.dup(self._theirs)),
            pass_fds=[self._theirs],
        )
        self.seen = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    def press(self, keys):
        """Type keys."""
        os.write(self._ours, keys.encode())

    def until(self, text):
        """Wait until the program has written a text."""
        self.wait(lambda: text in self.seen, text)

    def ended(self):
        """Wait for the end; return the exit status."""
        self.wait(lambda: self.process.poll() is not None, "ended")
        self._read(0.05)
        return self.process.returncode

    def wait(self, holds, what):
        """Wait until `holds()`."""
        end = time.monotonic() + DEADLINE
        while not holds():
            assert time.monotonic() < end, f"never {what}:\n{self.seen[-4000:]}"
            self._read(0.05)

    @property
    def after(self):
        """The terminal's attributes now."""
        return termios.tcgetattr(self._theirs)

    def _read(self, seconds):
        if select.select([self._ours], [], [], seconds)[0]:
            self.seen += os.read(self._ours, 1 << 16).decode(errors="replace")


class Sitting(Terminal):
    """`grade watch` in the folder `work`."""

    def __init__(self, work, *words, **environ):
        super().__init__([GRADE, "watch", *words], work, **environ)

    @property
    def page(self):
        """What stands on the screen now, without colors."""
        return PAINT.sub("", self.seen.rpartition(CLEAR)[2]).replace("\r\n", "\n")

    def until(self, *texts, lacks=None):
        """Wait until a whole page holds all texts and not `lacks`; return it."""

        def holds():
            page = self.page
            whole = "q quit" in page or "q 退出" in page
            return whole and all(t in page for t in texts) and (not lacks or lacks not in page)

        self.wait(holds, texts)
        return self.page
