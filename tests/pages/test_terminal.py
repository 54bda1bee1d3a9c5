"""The terminal pages, compared with golden files and held to what every page promises."""

from __future__ import annotations
from . import samples

def test_x():
    """x"""
    assert samples.ALL
