"""Sentences about values that a right sampler would hardly ever draw."""

from __future__ import annotations

from grader.pages.language import say, term


def unlikely_rate(
    *, name: str, count: int, low: float, high: float, alarm: float, hits: int, probability: float
) -> str:
    """Too many or too few of them are true."""
    told = _hits(hits, count, name, "true")
    return term(", ").join((told, _expected(low, high, alarm, probability)))


def unlikely_share(
    *,
    name: str,
    count: int,
    low: float,
    high: float,
    alarm: float,
    hits: int,
    probability: float,
    value: int,
) -> str:
    """One number is drawn too often or too rarely."""
    told = _hits(hits, count, name, str(value))
    return term(", ").join((told, _expected(low, high, alarm, probability)))


def unlikely_moment(
    *, name: str, count: int, low: float, high: float, alarm: float, what: str, got: float
) -> str:
    """The mean or the spread is off."""
    word = {"deviation": "standard deviation"}.get(what, what)
    text = say(
        "the {word} of {count} values of {subject} is {got:.4g}",
        word=term(word),
        count=count,
        subject=_subject(name),
        got=got,
    )
    return term(", ").join((text, _expected(low, high, alarm)))


def unlikely_gap(
    *,
    name: str,
    count: int,
    low: float,
    high: float,
    alarm: float,
    at: float,
    got: float,
    expected: float,  # noqa: ARG001  # between low and high
) -> str:
    """The distribution has another shape."""
    text = say(
        "{n:.1f} % of {count} values of {subject} lie below {at:.4g}",
        n=100 * got,
        count=count,
        subject=_subject(name),
        at=at,
    )
    low, high = max(low, 0.0), min(high, 1.0)
    return say(
        "{text}, expected {n:.1f} to {n2:.1f} % ({strays})",
        text=text,
        n=100 * low,
        n2=100 * high,
        strays=_strays(alarm),
    )


def out_of_range(*, name: str, value: float, low: float, high: float) -> str:
    """A value that cannot be drawn."""
    return say(
        "{subject} has the value {value:g}, outside {low:g} to {high:g}",
        subject=_subject(name),
        value=value,
        low=low,
        high=high,
    )


def _hits(hits: int, count: int, name: str, what: str) -> str:
    return say(
        "{hits} of {count} values of {subject} {n} {what}",
        hits=hits,
        count=count,
        subject=_subject(name),
        n=term("is" if hits == 1 else "are"),
        what=what,
    )


def _expected(low: float, high: float, alarm: float, probability: float | None = None) -> str:
    told = (
        "" if probability is None else say("probability {probability:g}; ", probability=probability)
    )
    return say(
        "expected {low:.4g} to {high:.4g} ({told}{strays})",
        low=low,
        high=high,
        told=told,
        strays=_strays(alarm),
    )


def _strays(alarm: float) -> str:
    often = f"{1 / alarm:,.0f}".replace(",", " ")
    return say("a right sampler strays further once in {often} times", often=often)


def _subject(name: str) -> str:
    return say("the result") if name == "result" else f"`{name}`"
