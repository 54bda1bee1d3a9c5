"""A result in which every text a student controls attacks whoever looks at it."""

from __future__ import annotations

from grader.results import Call, Frame
from grader.results.reasons import reason

from .making import check, results, softmax

NASTY = (
    "\x1b[2J\x1b]0;owned\x07\u202eevil\u2066 \x00\x9b31m <b>&amp;]]> \ud800 \ufffe "
    "z\u0301\u0302\u0303\u0304\u0305 " + "長" * 700
)
hostile = results(
    softmax(
        check(
            NASTY,
            "error",
            case=1,
            inputs=NASTY,
            calls=(Call(NASTY, ((NASTY, NASTY),)),),
            reason=reason("raised", type=NASTY, text=NASTY + "\nok: all checks passed"),
            frames=(Frame(NASTY, 1, NASTY, NASTY, ((NASTY, NASTY), (NASTY * 9, NASTY))),),
            output=NASTY + "\r\n\tline\x08\x08\n" + "row\n" * 60,
            cause=reason("mistake", mistake="m", says=NASTY),
        ),
        path=NASTY,
        output=NASTY,
        notes=(reason("cell_failed", cell=NASTY, type=NASTY, text=NASTY),),
    ),
    submission=NASTY,
)
