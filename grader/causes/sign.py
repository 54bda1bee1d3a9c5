"""The sign is wrong everywhere.

return (log_p * y).sum()   # before
return -(log_p * y).sum()  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause()
def sign(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The negated result is right."""
    if evidence.restored(Observation.each, np.negative):
        yield {}
