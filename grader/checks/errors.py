"""What can end a check early.

    Failed        the student's answer is wrong            -> `fail`
    CheckError    the check itself is wrong                -> the author's fault, exit status 3
    Stale         a recording does not fit these inputs    -> `unavailable`
    NotCounted    the device counts nothing here           -> `unavailable`

`Raised` and `Ended` of the isolation room pass through a check untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import Difference, Frame, Reason, Status


class Failed(Exception):
    """The student's answer is wrong; carries fields, pages make the sentence.

    `frames` show lines that are at fault.
    """

    def __init__(
        self,
        reason: Reason,
        difference: Difference | None = None,
        *,
        status: Status = "fail",
        frames: tuple[Frame, ...] = (),
    ) -> None:
        super().__init__(reason.kind)
        self.reason = reason
        self.difference = difference
        self.status = status
        self.frames = frames


class NotCounted(Exception):
    """Kernels were not counted here: another compiler than the pinned one."""


class CheckError(Exception):
    """A check does what a check may not do, or the reference failed it."""


class Stale(Exception):
    """The recorded reference was made for other inputs than this machine draws."""

    def __init__(self, recorded: Mapping[str, str]) -> None:
        super().__init__("the recorded reference does not fit the inputs drawn here")
        self.recorded = recorded
