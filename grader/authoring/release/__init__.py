"""`grade release`: the student tree and its wheel, made whole or not at all, free of answers."""

from .publishing import Released, release
from .tree import LARGEST_SEALED, ReleaseError, seal, student_tree
from .wheel import wheel_name, write_wheel

__all__ = [
    "LARGEST_SEALED",
    "ReleaseError",
    "Released",
    "release",
    "seal",
    "student_tree",
    "wheel_name",
    "write_wheel",
]
