"""CUDA C on the CPU: answers, findings and counts of a kernel without a card.

A kernel is refused, compiled in a sandbox, checked as an object and run in a process of its own
that holds nothing of the student's Python:

    with Device("sandbox", cache=None) as device:
        module = device.compile(source)
        launched = device.launch(module, "vector_add", (4, 1, 1), (256, 1, 1),
                                 [Pointer(0), Pointer(1), Pointer(2), np.int32(1000)], [x, y, out])
        launched.buffers[2], launched.findings, launched.counts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .device import Device
    from .types import (
        CompileError,
        Counts,
        Finding,
        KernelInfo,
        Launched,
        LaunchFailed,
        Module,
        NoCompiler,
        ParameterInfo,
        Pointer,
        Refused,
        SymbolInfo,
    )

__all__ = [
    "CompileError",
    "Counts",
    "Device",
    "Finding",
    "KernelInfo",
    "LaunchFailed",
    "Launched",
    "Module",
    "NoCompiler",
    "ParameterInfo",
    "Pointer",
    "Refused",
    "SymbolInfo",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    module = import_module(".device" if name == "Device" else ".types", __name__)
    return getattr(module, name)
