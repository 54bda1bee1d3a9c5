"""Messages on a byte stream: a prefix, a JSON header, raw buffers."""

from __future__ import annotations

import json
import select
import socket
import struct
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from .wire import Buffer, Code, Malformed, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

# Room for some 200,000 short values beside the buffers; parsing that much of the worst JSON takes a
# judge under 0.2 s and 200 MB, both passing.
HEADER = 4 << 20
_PREFIX = struct.Struct("<I")
_CHUNK = 1 << 16
_MOMENT = struct.pack("ll", 0, 2000)  # a timeval: 2 ms
_PIECES = 512  # buffers handed to one sendmsg; systems take 1024


def _refuse(token: str) -> NoReturn:
    raise ValueError(f"{token} is no number")


_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode
_decode = json.JSONDecoder(parse_constant=_refuse).decode


def pack(body: Code, buffers: Sequence[Buffer] = ()) -> list[Buffer]:
    """The pieces of one message. Raises TooLarge where the header is."""
    header = _encode([[len(b) for b in buffers], body]).encode("ascii")
    if len(header) > HEADER:
        raise TooLarge(len(header))
    return [_PREFIX.pack(len(header)) + header, *buffers]


class Incoming:
    """A received message: its parsed body, and the buffers still in the stream."""

    def __init__(self, header: bytes, limit: int, fill: Callable[[memoryview], None]) -> None:
        """Raises Malformed unless the header is JSON and announces at most `limit` bytes."""
        try:
            sizes, body = _decode(header.decode("ascii"))
        except (ValueError, TypeError, RecursionError) as problem:
            raise Malformed(f"header: {str(problem)[:200]}") from None
        if type(sizes) is not list or not all(type(n) is int and n >= 0 for n in sizes):
            raise Malformed("sizes that are none")
        if sum(sizes) > limit:
            raise Malformed(f"a message of {sum(sizes)} bytes; the limit is {limit}")
        self.sizes: list[int] = sizes
        self.body: Any = body
        self.fill = fill

    @classmethod
    def of(cls, pieces: Sequence[Buffer], limit: int) -> Incoming:
        """The message `pack` made, through its bytes, without a stream."""
        rest = memoryview(b"".join(pieces))
        (length,) = _PREFIX.unpack_from(rest)
        header, rest = bytes(rest[4 : 4 + length]), rest[4 + length :]

        def fill(view: memoryview) -> None:
            nonlocal rest
            view[:] = rest[: len(view)]
            rest = rest[len(view) :]

        return cls(header, limit, fill)


class Channel:
    """One end of a stream socket.

    With `wait` no operation blocks for long: it is called with a poll event and returns when that
    came, or raises. Without it the channel blocks.
    """

    def __init__(self, sock: socket.socket, wait: Callable[[int], None] | None = None) -> None:
        self._sock = sock
        self._wait = wait
        self._flags = 0
        if wait is not None:
            # Most answers come at once: sleeping in `recv` itself saves half of what `poll` costs.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _MOMENT)
            self._flags = socket.MSG_DONTWAIT
        self._early = memoryview(b"")  # received, not yet asked for

    def send(self, pieces: Sequence[Buffer]) -> None:
        """Send one message whole. Raises OSError when the peer is gone."""
        views = [memoryview(piece) for piece in pieces if len(piece)]
        while views:
            try:
                sent = self._sock.sendmsg(views[:_PIECES], [], self._flags)
            except BlockingIOError:
                self._block(select.POLLOUT)
                continue
            while views and sent >= len(views[0]):
                sent -= len(views.pop(0))
            if sent:
                views[0] = views[0][sent:]

    def receive(self, limit: int) -> Incoming:
        """The next message's header. Raises Malformed, EOFError, OSError."""
        while len(self._early) < 4:
            self._more()
        (length,) = _PREFIX.unpack_from(self._early)
        if length > HEADER:
            raise Malformed(f"a header of {length} bytes")
        end = 4 + length
        if len(self._early) >= end:
            header = bytes(self._early[4:end])
            self._early = self._early[end:]
        else:
            self._early = self._early[4:]
            long = bytearray(length)
            self.fill(memoryview(long))
            header = bytes(long)
        return Incoming(header, limit, self.fill)

    def fill(self, view: memoryview) -> None:
        """Read exactly len(view) bytes. Raises EOFError, OSError."""
        while len(view):
            if not self._early and len(view) >= _CHUNK:
                view = view[self._read_into(view) :]
            else:
                if not self._early:
                    self._more()
                taken = min(len(self._early), len(view))
                view[:taken] = self._early[:taken]
                view, self._early = view[taken:], self._early[taken:]

    def _more(self) -> None:
        data = self._received(lambda: self._sock.recv(_CHUNK))
        self._early = memoryview(bytes(self._early) + data if self._early else data)

    def _read_into(self, view: memoryview) -> int:
        return self._received(lambda: self._sock.recv_into(view))

    def _received(self, read: Callable[[], T]) -> T:
        while True:
            try:
                got = read()
            except BlockingIOError:
                self._block(select.POLLIN)
                continue
            if not got:
                raise EOFError
            return got

    def _block(self, event: int) -> None:
        if self._wait is None:
            raise BlockingIOError
        self._wait(event)
