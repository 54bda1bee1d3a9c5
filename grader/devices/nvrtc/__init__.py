"""NVIDIA's own compiler on CUDA C, without a card: does it compile, and what does it take."""

from __future__ import annotations

from .compiling import ARCHITECTURE, Compiled, Source, Use, compile_for_card
from .wheel import Wheel, found

__all__ = ["ARCHITECTURE", "Compiled", "Source", "Use", "Wheel", "compile_for_card", "found"]
