"""The wire against pickle over multiprocessing.Pipe: an array there and back, in turn.

    python benchmarks/wire.py

Budget: 50 us for 1 kB, 1 GB/s for 16 MiB (bytes there and back over the time). The rival neither
checks what arrives nor keeps limits. The plain socket, echoing bytes without looking at them, is
the floor: what no wire format can be faster than. All three talk to a program of its own: a process
forked from this one would share its address layout, which halves a small round trip on some
processors (there, so does `setarch -R`), and is not how workers are started.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import statistics
from typing import TYPE_CHECKING

import numpy as np
from measuring import machine, paired, ratio, write

from grader.isolation import ENTRY, Launcher, Limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SIZES = {"1 kB": (1 << 10, 3000), "1 MiB": (1 << 20, 200), "16 MiB": (1 << 24, 40)}
BATCH = 10  # small round trips are timed ten at a time: processes in turn start with cold caches


def pickle_echo(end: Connection) -> None:
    """The rival's other end."""
    while True:
        end.send(end.recv())


def socket_echo(end: socket.socket) -> None:
    """The floor's other end: as many bytes back as came."""
    buffer = bytearray(1 << 24)
    while size := end.recv_into(memoryview(buffer)[:8]):
        count = int.from_bytes(buffer[:size], "little")
        receive(end, memoryview(buffer)[:count])
        end.sendall(memoryview(buffer)[:count])


def receive(end: socket.socket, view: memoryview) -> None:
    """Fill the view."""
    while view:
        view = view[end.recv_into(view) :]


def main() -> None:
    """Time the three for each size; write the table."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    rival = context.Process(target=pickle_echo, args=(theirs,), daemon=True)
    rival.start()
    near, far = socket.socketpair()
    floor = context.Process(target=socket_echo, args=(far,), daemon=True)
    floor.start()
    rows = []
    with Launcher() as launcher, launcher.start(Limits(cpu=500, wall=5000)) as worker:
        worker.execute("echo.py", "def echo(x):\n    return x")
        worker.bind("echo")
        for name, (size, runs) in SIZES.items():
            x = np.random.default_rng(0).normal(size=size // 8)
            buffer = bytearray(x.nbytes)
            repeat = BATCH if size < 1 << 20 else 1

            def wire(x: np.ndarray = x, repeat: int = repeat) -> None:
                for _ in range(repeat):
                    worker.call(ENTRY, [x], {})

            def pickled(x: np.ndarray = x, repeat: int = repeat) -> None:
                for _ in range(repeat):
                    ours.send(x)
                    ours.recv()

            def plain(x: np.ndarray = x, buffer: bytearray = buffer, repeat: int = repeat) -> None:
                for _ in range(repeat):
                    near.sendall(len(buffer).to_bytes(8, "little"))
                    near.sendall(memoryview(x).cast("B"))
                    receive(near, memoryview(buffer))

            times = [
                [t / repeat for t in kept] for kept in paired(runs // repeat, wire, pickled, plain)
            ]
            median = [statistics.median(t) for t in times]
            rate = 2 * size / median[0] / 1e9
            rows.append(
                f"| {name} | {median[0] * 1e6:.0f} | {min(times[0]) * 1e6:.0f} "
                f"| {median[1] * 1e6:.0f} | {median[2] * 1e6:.0f} "
                f"| {ratio(times[0], times[1]):.2f} | {ratio(times[0], times[2]):.2f} "
                f"| {rate:.2f} |"
            )
    rival.terminate()
    floor.terminate()
    lines = [
        "# The wire: an array there and back",
        "",
        "Medians, in turn. Budget: 50 us for 1 kB, 1 GB/s for 16 MiB.",
        "",
        "| size | wire, us | fastest | pickle, Pipe | plain socket | x pickle | x socket | GB/s |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        machine("numpy"),
        f"Load when it ended: {os.getloadavg()[0]:.1f}.",
        "",
    ]
    write("wire.md", "\n".join(lines))


if __name__ == "__main__":
    main()
