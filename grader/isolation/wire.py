"""Values as a JSON tree and raw buffers, and back. Never pickle.

In the tree None, bool, float, short text and 64-bit ints stand for themselves; everything else is a
list whose first element is a tag. A buffer is named by its place in the message, in order.
"""

from __future__ import annotations

import importlib
import struct
import sys
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Code: TypeAlias = "bool | int | float | str | list[Code] | None"
Buffer: TypeAlias = bytes | bytearray | memoryview
Coder: TypeAlias = "Callable[[Encoder, Any, int], Code]"
Reader: TypeAlias = "Callable[[Decoder, list[Code], int], object]"

DEPTH = 32  # of nested containers
_MISREAD = (TypeError, ValueError, IndexError, KeyError, OverflowError, struct.error)
NODES = 1_000_000  # values in one message: what a small message can unpack to stays bounded


class Malformed(Exception):
    """A message that no honest peer sends."""


class Unsendable(Exception):
    """Not a wire value; `type` names its type."""

    def __init__(self, type: str) -> None:  # noqa: A002 - the field\'s name
        super().__init__(type)
        self.type = type


class TooLarge(Exception):
    """More bytes than one message may have."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


_name_of: Callable[[type], str] = type.__dict__["__name__"].__get__


def type_name(x: object) -> str:
    """The name of x's real type, whatever its metaclass or `__class__` claim."""
    return _name_of(type(x))[:100]


class Encoder:
    """Collects the buffers of one message while values become trees.

    `foreign` codes what is not a wire value, or raises Unsendable. `limit` bounds the buffers' sum.
    """

    def __init__(self, foreign: Callable[[object], Code], limit: int) -> None:
        self.buffers: list[Buffer] = []
        self.sizes: list[int] = []
        self._foreign = foreign
        self._left = limit
        self._limit = limit
        self._nodes = NODES

    def code(self, x: object, depth: int = 0) -> Code:
        """The tree of x. Raises Unsendable or TooLarge."""
        coder = _CODERS.get(type(x)) or _late_coder(type(x))
        if coder is None:
            return self._foreign(x)
        self._nodes -= 1
        if depth > DEPTH:
            raise Unsendable(f"{type_name(x)} nested more than {DEPTH} deep")
        if self._nodes < 0:
            self.count(0, x)
        return coder(self, x, depth)

    def code_or(self, x: object, otherwise: Callable[[object], Code]) -> Code:
        """The tree of x, or what `otherwise` makes of it when x is not a wire value as a whole."""
        mark = len(self.buffers)
        try:
            return self.code(x)
        except Unsendable:
            self._left += sum(self.sizes[mark:])
            del self.buffers[mark:], self.sizes[mark:]
            return otherwise(x)

    def count(self, nodes: int, x: object) -> None:
        """Charge `nodes` values to the message: a list can hold itself 2 ** 32 times."""
        self._nodes -= nodes
        if self._nodes < 0:
            raise Unsendable(f"{type_name(x)} of more than {NODES} values")

    def buffer(self, data: Buffer) -> int:
        """The number under which `data`, a flat run of bytes, travels."""
        size = len(data)
        self._left -= size
        if self._left < 0:
            raise TooLarge(self._limit - self._left)
        self.buffers.append(data)
        self.sizes.append(size)
        return len(self.sizes) - 1


class Message(Protocol):
    """A received header whose buffers are still to be read."""

    sizes: list[int]

    def fill(self, view: memoryview) -> None:
        """Read the next len(view) bytes."""


class Decoder:
    """Turns trees of one message into values, reading each buffer when its turn comes.

    Everything is checked before memory is taken for it; `foreign` reads tags that are not values.
    """

    def __init__(
        self, message: Message, foreign: Callable[[list[Code]], object], trusted: bool
    ) -> None:
        self._message = message
        self._foreign = foreign
        self._next = 0
        self._nodes = NODES
        self.trusted = trusted  # the message comes from the judge

    def value(self, code: Code, depth: int = 0) -> object:
        """The value of a tree. Raises Malformed."""
        if not isinstance(code, list):
            if isinstance(code, dict):
                raise Malformed("an object where a value is due")
            return code
        if depth > DEPTH:
            raise Malformed(f"nested more than {DEPTH} deep")
        if not code or not isinstance(code[0], str):
            raise Malformed("a list without a tag")
        reader = _READERS.get(code[0]) or _late_reader(code[0])
        if reader is None:
            return self._foreign(code)
        try:
            return reader(self, code, depth)
        except _MISREAD as problem:
            raise Malformed(f"tag {code[0]}: {problem}") from None

    def announced(self, number: Code, size: int | None = None) -> int:
        """The announced size in bytes of the next buffer, which must be `number` and of `size`."""
        if type(number) is not int or number != self._next or number >= len(self._message.sizes):
            raise Malformed("a buffer out of turn")
        announced = self._message.sizes[number]
        if size is not None and announced != size:
            raise Malformed(f"a buffer of {announced} bytes where {size} are due")
        return announced

    def fill(self, view: memoryview) -> None:
        """Read the buffer just announced into `view`."""
        self._next += 1
        if len(view):
            self._message.fill(view)

    def bytes(self, number: Code, size: int | None = None) -> bytearray:
        """The next buffer."""
        data = bytearray(self.announced(number, size))
        self.fill(memoryview(data))
        return data

    def finish(self) -> None:
        """Every announced buffer was read. Raises Malformed."""
        if self._next != len(self._message.sizes):
            raise Malformed("buffers nobody asked for")

    def count(self, nodes: int) -> None:
        """Charge `nodes` values to the message."""
        self._nodes -= nodes
        if self._nodes < 0:
            raise Malformed(f"more than {NODES} values")


_CODERS: dict[type, Coder] = {}
_READERS: dict[str, Reader] = {}
_loaded: set[str] = set()
# Which file codes the types of which library; a library nobody imported has no values to code.
_HOMES = {"builtins": "plain", "numpy": "arrays", "torch": "tensors"}
_LIBRARY_OF_TAG = {
    "array": "numpy",
    "scalar": "numpy",
    "dtype": "numpy",
    "rng": "numpy",
    "tensor": "torch",
    "torch.dtype": "torch",
}


def load(library: str) -> None:
    """Learn to code the library's types, importing it if need be."""
    if library not in _loaded:
        home = importlib.import_module(f".{_HOMES[library]}", __package__)
        _CODERS.update(home.CODERS)
        _READERS.update(home.READERS)
        _loaded.add(library)


def _late_coder(kind: type) -> Coder | None:
    for library in _HOMES:
        if library in sys.modules:
            load(library)
    return _CODERS.get(kind)


def _late_reader(tag: str) -> Reader | None:
    load(_LIBRARY_OF_TAG.get(tag, "builtins"))
    return _READERS.get(tag)
