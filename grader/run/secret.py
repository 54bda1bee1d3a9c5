"""The secret seed: what makes a lookup table of the public cases worthless."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VARIABLE = "GRADSTEPS_SEED"
FILE = ".gradsteps-seed"


class SecretError(Exception):
    """There is no usable secret seed.

    `problem` is `malformed`, `missing`, `readable` (by others) or `unwritable`.
    """

    def __init__(self, problem: str, where: str) -> None:
        super().__init__(f"{problem}: {where}")
        self.problem = problem
        self.where = where


@dataclass(frozen=True, slots=True)
class Secret:
    """The key cases are drawn from. Never printed, sent to a worker or written to a result."""

    key: bytes
    advisory: bool = False  # made from `--seed N`: anyone can draw these cases

    def __repr__(self) -> str:
        return "<secret>"

    @property
    def mark(self) -> str:
        """Return an HMAC that tells two runs with the same seed from two with different ones."""
        return hmac.new(self.key, b"gradsteps results", hashlib.sha256).hexdigest()[:16]


def chosen(seed: int) -> Secret:
    """Return the key of `--seed N`."""
    return Secret(hashlib.sha256(f"seed {seed}".encode()).digest(), advisory=True)


def load_secret(root: Path, environ: Mapping[str, str] = os.environ) -> Secret:
    """Read the secret from the environment, else from a private file in the checkout.

    The file is made at first use; with `CI` set nothing is invented, for each machine would then
    grade with another seed. Raises SecretError.
    """
    if text := environ.get(VARIABLE):
        return _parsed(text, VARIABLE)
    path = root / FILE
    if not path.exists():
        if environ.get("CI"):
            raise SecretError("missing", VARIABLE)
        _make(path)
    if path.stat().st_mode & 0o077:
        raise SecretError("readable", str(path))
    return _parsed(path.read_text(encoding="ascii", errors="replace").strip(), str(path))


def _make(path: Path) -> None:
    """Write a new seed so that two graders starting together end up with the same one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(16) + "\n")
        try:
            os.link(draft, path)  # fails where another grader was first; its seed counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as error:
        raise SecretError("unwritable", str(path)) from error


def _parsed(text: str, where: str) -> Secret:
    if not re.fullmatch(r"[0-9a-fA-F]{32}", text):
        raise SecretError("malformed", where)
    return Secret(bytes.fromhex(text))
