"""One submission against exercises: from sources to outcomes."""

from __future__ import annotations

from .grade import Grader
from .secret import Secret, SecretError

__all__ = ["Grader", "Secret", "SecretError"]
