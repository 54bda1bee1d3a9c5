"""A worker's life: confined first, then one session over its socket."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

from .channel import Channel, Incoming, pack
from .limits import confine
from .types import Limits
from .wire import Buffer, Malformed
from .worker import Session, reseed

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

GONE = 71  # exit status: the judge is gone, or the stream is no longer what it was
_MEMORY = pack(["memory"])  # made while there is memory to make it


def serve(
    sock: socket.socket, layers: list[str], fence: Callable[[], list[str]] = list[str]
) -> None:
    """Serve the judge at the other end of `sock` until it is gone. Never returns.

    `fence` is called last before anything of the student's comes; it says what it put in force.
    """
    channel = Channel(sock)
    _, facts, cpu_by_rlimit = channel.receive(1 << 20).body
    limits = Limits(**facts)
    layers = layers + confine(limits, bool(cpu_by_rlimit)) + fence()
    reseed(0)
    try:
        _session(channel, layers, limits, bool(cpu_by_rlimit))
    except (EOFError, OSError, Malformed):
        os._exit(GONE)


def _session(channel: Channel, layers: list[str], limits: Limits, cpu_by_rlimit: bool) -> NoReturn:
    pid = os.getpid()

    def send(pieces: list[Buffer]) -> None:
        if os.getpid() != pid:
            os._exit(GONE)  # a process the student forked ran on to here
        channel.send(pieces)

    def ask(pieces: list[Buffer]) -> Incoming:
        send(pieces)
        while True:
            message = channel.receive(limits.message)
            if message.body[0] == "return":
                return message
            send(answer(message))

    def answer(message: Incoming) -> list[Buffer]:
        try:
            return session.answer(message)
        except MemoryError:  # while answering that something else was raised
            return _MEMORY

    session = Session(ask, limits.message, cpu_by_rlimit=cpu_by_rlimit)
    send(pack(["ready", [*layers]]))
    while True:
        try:
            send(answer(channel.receive(limits.message)))
        except MemoryError:
            send(_MEMORY)
