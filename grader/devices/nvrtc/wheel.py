"""NVRTC as its wheels install it: `nvidia-cuda-nvrtc-cu12`, or `nvidia-cuda-nvrtc` for CUDA 13."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# The distribution and where its library lies, newest first.
_WHEELS = (
    ("nvidia-cuda-nvrtc", "nvidia.cu13", "lib/libnvrtc.so.13"),
    ("nvidia-cuda-nvrtc-cu12", "nvidia.cuda_nvrtc", "lib/libnvrtc.so.12"),
)


@dataclass(frozen=True, slots=True)
class Wheel:
    """An installed NVRTC: its library and version."""

    library: Path
    version: str


@cache
def found() -> Wheel | None:
    """Return the newest installed NVRTC; None where there is none."""
    for distribution, package, library in _WHEELS:
        try:
            version = importlib.metadata.version(distribution)
            spec = importlib.util.find_spec(package)
        except ImportError:  # metadata's own error is one
            continue
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            path = Path(folder) / library
            if path.is_file():
                return Wheel(path, version)
    return None
