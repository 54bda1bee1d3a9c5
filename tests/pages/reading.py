"""A page of HTML, read strictly: every tag closed, every attribute given once."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

VOID = {"meta", "rect", "line", "circle", "polyline", "br", "img", "input", "link", "base"}


@dataclass
class Element:
    """An element with its attributes, children and the text directly in it."""

    name: str
    attributes: dict[str, str | None]
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def all(self, name: str | None = None) -> list[Element]:
        """Every element below this one, of that name."""
        found = []
        for child in self.children:
            found += [child] if name in {None, child.name} else []
            found += child.all(name)
        return found

    def at(self, anchor: str) -> Element:
        """The element with that id."""
        [found] = [e for e in self.all() if e.attributes.get("id") == anchor]
        return found

    @property
    def text(self) -> str:
        """The text in it and below, with single spaces."""
        return " ".join("".join(self._text()).split())

    def _text(self) -> list[str]:
        return [part if isinstance(part, str) else "".join(part._text()) for part in self.parts]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute comes twice in <{tag}>: {names}"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID, f"<{tag}/>"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert tag == self.open[-1].name, f"</{tag}> ends <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].parts.append(data)


def read(page: str) -> Element:
    """The page as a tree; AssertionError where it is not well formed."""
    assert page.startswith("<!doctype html>\n")
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert [""] == [element.name for element in reader.open]
    return reader.root


def assert_self_contained(root: Element) -> None:
    """Nothing is loaded, run or sent; ids are unique and every link leads to one of them."""
    assert set() == {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & {
        element.name for element in root.all()
    }
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in root.all():
        for name, value in element.attributes.items():
            assert not name.startswith("on"), f"<{element.name} {name}>"
            assert name not in {"src", "srcset", "style", "action", "background", "ping"}
            if name == "href":
                assert value[1:] in ids or unquote(value[1:]) in ids, f"{value} leads nowhere"
                assert value.startswith("#")
            if name == "aria-labelledby":
                assert value in ids
    policies = [e for e in root.all("meta") if e.attributes.get("http-equiv")]
    assert ["Content-Security-Policy"] == [e.attributes["http-equiv"] for e in policies]
    assert policies[0].attributes["content"].startswith("default-src 'none'; style-src 'sha256-")


def assert_well_described(root: Element) -> None:
    """What a screen reader needs: one title, no gaps in the headings, names of what is drawn."""
    assert 1 == len(root.all("h1"))
    levels = [int(e.name[1]) for e in root.all() if e.name in {"h1", "h2", "h3", "h4"}]
    assert 1 == levels[0]
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels
    for svg in root.all("svg"):
        if svg.attributes.get("aria-hidden") == "true":  # a number beside it says the same
            continue
        assert "img" == svg.attributes["role"]
        assert svg.all("title")[0].text
    for element in root.all("nav") + root.all("meter"):
        assert element.attributes["aria-label"]
    assert root.all("html")[0].attributes["lang"]
