"""What a probe is, and how the code of one is written."""

from __future__ import annotations

from dataclasses import dataclass

CTYPES = """
import ctypes, os
def call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    libc.syscall.restype = ctypes.c_long
    got = libc.syscall(ctypes.c_long(number[os.uname().machine == "aarch64"]), *words)
    if got < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return got
"""


@dataclass(frozen=True)
class Probe:
    """One thing tried."""

    promise: str
    name: str
    code: str
    layers: tuple[str, ...]
    open_to: tuple[str, ...] = ("root", "user")

    def refused_by(self, account: str) -> list[str]:
        """The layers that alone refuse it to an account."""
        split = [layer.partition("/") for layer in self.layers]
        by = [name for name, _, only in split if only in ("", account)]
        return [name for name in by if name != "account" or account == "root"]


def f(*lines: str) -> str:
    """The code of a function with these lines."""
    return "def f(place):\n" + "".join(f"    {line}\n" for line in lines)
