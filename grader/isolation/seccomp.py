"""seccomp: a filter in the kernel that refuses system calls by number and arguments.

The program is put together once, in the process workers are forked from; a worker fills in its own
number and loads it.
"""

from __future__ import annotations

import ctypes
import errno
import struct

from .kernel import PR_SET_SECCOMP, machine, prctl
from .syscalls import ABSENT, CONDITIONS, DENIED, FILES, NEWEST, Bits, Never, Only, number, numbers

_FILTER_MODE = 2
_AUDIT = (0xC000003E, 0xC00000B7)  # x86-64, arm64, as the kernel names them to a filter
_X32 = 0x40000000

_LOAD = 0x20
_AND = 0x54
_JUMP = 0x05
_EQUAL = 0x15
_ABOVE = 0x25
_AT_LEAST = 0x35
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_ABSENT = 0x00050000 | errno.ENOSYS
_KILL = 0x80000000
_GROUP = 200  # jumps reach 255 instructions

_INSTRUCTION = struct.Struct("=HBBI")
_OWN = -1  # stands for the number of the process in a program


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


class Filter:
    """A program for this machine; `files` refuses every access to files by name too.

    `programs` lets new processes and programs start, for a compiler.
    """

    def __init__(self, files: bool, programs: bool = False) -> None:
        """Raises OSError on machines without a table."""
        column = machine()
        if column is None:
            raise OSError("no table of system calls for this machine")
        self.files = files
        program = _Builder()
        program.head(_AUDIT[column])
        for written, conditions in CONDITIONS.items():
            of_call = number(written, column)
            if programs and written.startswith("clone "):
                continue
            if of_call is not None:
                program.conditions(of_call, conditions)
        absent = number(ABSENT, column)
        assert absent is not None
        program.answer([absent], _ABSENT)
        tables = [t for name, t in DENIED.items() if not (programs and name == "new processes")]
        denied = {n for table in tables for n in numbers(table, column)}
        if files:
            denied |= set(numbers(FILES, column))
        program.answer(sorted(denied), _REFUSE)
        program.add(_RETURN, _ALLOW)
        self._code = bytearray(b"".join(_INSTRUCTION.pack(*i) for i in program.code))
        self._own = [8 * place + 4 for place in program.own]
        self.length = len(program.code)

    def load(self, pid: int) -> None:
        """Filter this process, whose number is `pid`, for ever. Raises OSError."""
        for place in self._own:
            struct.pack_into("=I", self._code, place, pid)
        code = (ctypes.c_char * len(self._code)).from_buffer(self._code)
        program = _Program(self.length, ctypes.addressof(code))
        prctl(PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program))


class _Builder:
    def __init__(self) -> None:
        self.code: list[tuple[int, int, int, int]] = []
        self.own: list[int] = []  # instructions that compare with the process's own number

    def add(self, kind: int, value: int, if_true: int = 0, if_false: int = 0) -> None:
        if value == _OWN:
            self.own.append(len(self.code))
            value = 0
        self.code.append((kind, if_true, if_false, value))

    def head(self, audit: int) -> None:
        """Calls in another machine's numbers, in x32's or newer than the tables."""
        self.add(_LOAD, 4)
        self.add(_EQUAL, audit, 1, 0)
        self.add(_RETURN, _KILL)
        self.add(_LOAD, 0)
        self.add(_AT_LEAST, _X32, 0, 1)
        self.add(_RETURN, _KILL)
        self.add(_ABOVE, NEWEST, 0, 1)
        self.add(_RETURN, _ABSENT)

    def answer(self, calls: list[int], answer: int) -> None:
        """The same answer to many calls."""
        for start in range(0, len(calls), _GROUP):
            group = calls[start : start + _GROUP]
            for place, one in enumerate(group):
                self.add(_EQUAL, one, len(group) - place, 0)
            self.add(_JUMP, 1)
            self.add(_RETURN, answer)

    def conditions(self, call: int, conditions: tuple[Only | Never | Bits, ...]) -> None:
        """Allow the call only when every condition holds."""
        start = len(self.code)
        self.add(_EQUAL, call, 0, 0)  # where to go otherwise is known below
        for condition in conditions:
            self.add(_LOAD, 16 + 8 * condition.argument)  # the low half of the word
            self._one(condition)
        self.add(_RETURN, _ALLOW)
        self.code[start] = (_EQUAL, 0, len(self.code) - start - 1, call)

    def _one(self, condition: Only | Never | Bits) -> None:
        match condition:
            case Only(_, values):
                for place, value in enumerate(values):
                    self.add(_EQUAL, _OWN if value is None else value, len(values) - place, 0)
                self.add(_RETURN, _REFUSE)
            case Never(_, values):
                for place, value in enumerate(values):
                    self.add(_EQUAL, value, len(values) - place, 0)
                self.add(_JUMP, 1)
                self.add(_RETURN, _REFUSE)
            case Bits(_, mask, value):
                self.add(_AND, mask)
                self.add(_EQUAL, value, 1, 0)
                self.add(_RETURN, _REFUSE)
