"""Run a program where the kernel refuses some system calls, as hosts and containers do.

python denied.py landlock namespaces -- COMMAND...
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

# Numbers on (x86-64, arm64), and the answer where the thing is missing.
DENIALS = {
    "landlock": ([(444, 444)], errno.ENOSYS),
    "namespaces": ([(272, 97), (308, 268), (165, 40), (155, 41)], errno.EPERM),
}


def deny(names: list[str]) -> None:
    """Refuse these to this process and all it starts."""
    column = platform.machine() == "aarch64"
    code = [(0x20, 0, 0, 0)]
    if "seccomp" in names:  # a kernel without filters says that there is no such option of prctl
        names.remove("seccomp")
        invalid = 0x00050000 | errno.EINVAL
        code += [(0x15, 0, 4, (157, 167)[column]), (0x20, 0, 0, 16)]
        code += [(0x15, 0, 1, 22), (0x06, 0, 0, invalid), (0x20, 0, 0, 0)]
    for name in names:
        calls, answer = DENIALS[name]
        for call in calls:
            code += [(0x15, 0, 1, call[column]), (0x06, 0, 0, 0x00050000 | answer)]
    code.append((0x06, 0, 0, 0x7FFF0000))
    text = b"".join(struct.pack("=HBBI", *one) for one in code)
    held = ctypes.create_string_buffer(text)

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    assert 0 == libc.prctl(38, 1, 0, 0, 0)
    program = Program(len(code), ctypes.addressof(held))
    assert 0 == libc.prctl(22, 2, ctypes.byref(program), 0, 0)


if __name__ == "__main__":
    split = sys.argv.index("--")
    deny(sys.argv[1:split])
    os.execvp(sys.argv[split + 1], sys.argv[split + 1 :])
