"""What a hostile worker tries, promise by promise, and which layer alone refuses it.

`docs/security.md` prints this table; `test_layers.py` holds every cell against a real kernel.

A probe's code defines `f(place)` and returns when it got through; `place` names things of the judge
(see `test_layers.place`). `layers` are the fences each of which refuses by itself with the others
off; one followed by `/root` or `/user` does so for that account only, as `account` does for root. A
probe is `open_to` an account when nothing but those layers stands in its way; `limits` are kept at
every level, so probes of theirs are never open.
"""

from __future__ import annotations

from . import files, kernel, processes
from .probe import Probe as Probe  # noqa: TC001 - for others too

PROBES: tuple[Probe, ...] = (*files.PROBES, *processes.PROBES, *kernel.PROBES)


def table() -> str:
    """The rows of the table in docs/security.md."""
    rows = ["| promise | tried | refused alone by |", "|---|---|---|"]
    shown = ""
    for probe in PROBES:
        promise = probe.promise if probe.promise != shown else ""
        shown = probe.promise
        layers = ", ".join(layer.replace("/", " for ") for layer in probe.layers)
        rows.append(f"| {promise} | {probe.name} | {layers} |")
    return "\n".join(rows) + "\n"
