"""Styles: what a paragraph is and how a run looks, whatever the style is called and wherever it is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from .names import Element, W, is_on, number, value

Role = Literal["", "title", "subtitle", "heading", "quote", "caption", "toc"]


@dataclass(frozen=True)
class Look:
    """How a run looks, its styles worked out."""

    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    raised: str = ""
    """superscript, subscript or empty."""
    size: int = 0
    """Half points; 0 where it is not said."""
    language: str = ""
    """What the run itself says it is in; a style's language says nothing of its words."""


@cache
def style_names() -> dict[str, Role]:
    """Give the names of styles, in lower case and without spaces, and what they stand for."""
    text = (files(__package__) / "style_names.txt").read_text("utf-8")
    rows = (line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#"))
    roles: dict[str, Role] = {"title": "title", "subtitle": "subtitle", "heading": "heading"}
    roles |= {"quote": "quote", "caption": "caption", "toc": "toc"}
    return {_plain(name): roles[role.strip()] for role, names in rows for name in names.split(",")}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._by_id = {style.get(W + "styleId", ""): style for style in found}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = [] if defaults is None else [defaults]
        standard = (s for s in found if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true"))
        self._standard = next((style.get(W + "styleId", "") for style in standard), "")
        self._properties: dict[tuple[str, str], list[Element]] = {}

    @property
    def language(self) -> str:
        """The language that the file says it is in; empty where it does not."""
        return next((lang.get(W + "val", "") for rpr in self._defaults for lang in rpr.iter(W + "lang")), "")

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """Give a style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self._by_id:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = value(self._by_id[style_id], "basedOn")

    def style_of(self, properties: Element | None) -> str:
        """Give the id of a paragraph's style."""
        return value(properties, "pStyle") or self._standard

    def find(self, style_id: str, path: str) -> Element | None:
        """Find a property in a style or those it is based on."""
        return next((found for style in self.chain(style_id) if (found := style.find(path)) is not None), None)

    def property(self, properties: Element | None, name: str) -> Element | None:
        """Find a paragraph's property: its own, else its style's."""
        own = properties.find(W + name) if properties is not None else None
        return own if own is not None else self.find(self.style_of(properties), f"{W}pPr/{W}{name}")

    def role(self, properties: Element | None) -> tuple[Role, int]:
        """Tell what a paragraph is, and a heading's level from 1 on.

        A style is known by its name or its id, which are localised, or by those of the style it is based on;
        an outline level makes any paragraph a heading (ECMA-376 part 1, 17.3.1.20).
        """
        for style in self.chain(self.style_of(properties)):
            for name in (value(style, "name") or "", style.get(W + "styleId", "")):
                role, level = _named(name)
                if role:
                    return role, level
        unknown = value(properties, "pStyle")
        if unknown and unknown not in self._by_id and (named := _named(unknown))[0]:
            return named
        outline = self.property(properties, "outlineLvl")
        level = number(outline.get(W + "val"), 9) if outline is not None else 9
        return ("heading", level + 1) if 0 <= level < 9 else ("", 0)

    def look(self, style_id: str, properties: Element | None) -> Look:
        """Work out how a run looks: the nearest of its own properties and styles wins."""
        character = value(properties, "rStyle")
        said = [] if properties is None else [properties]
        said = [*said, *self._runs(character or "", "character"), *self._runs(style_id, "paragraph"), *self._defaults]
        return Look(
            is_bold=_first(said, "b"),
            is_italic=_first(said, "i"),
            is_underlined=_first(said, "u"),
            is_struck=_first(said, "strike") or _first(said, "dstrike"),
            is_hidden=_first(said, "vanish"),
            raised=next((v for p in said if (v := value(p, "vertAlign")) is not None and v != "baseline"), ""),
            size=number(next((v for p in said if (v := value(p, "sz"))), None)),
        )

    def _runs(self, style_id: str, kind: str) -> list[Element]:
        key = (style_id, kind)
        if key not in self._properties:
            found = (style.find(W + "rPr") for style in self.chain(style_id))
            self._properties[key] = [properties for properties in found if properties is not None]
        return self._properties[key]

    def has_bold_first_row(self, table_properties: Element | None) -> bool:
        """Tell whether a table's style sets its first row apart, and the table says it has one."""
        look = table_properties.find(W + "tblLook") if table_properties is not None else None
        if look is None:
            return False
        mask = look.get(W + "val", "0")
        has_row = look.get(W + "firstRow") in ("1", "true") or (
            look.get(W + "firstRow") is None and all(c in "0123456789abcdefABCDEF" for c in mask) and int(mask, 16) & 32
        )
        rows = (
            part.find(W + "rPr")
            for style in self.chain(value(table_properties, "tblStyle"))
            for part in style.findall(W + "tblStylePr")
            if part.get(W + "type") == "firstRow"
        )
        return bool(has_row and any(is_on(row, "b") for row in rows))


def _first(said: list[Element], name: str) -> bool:
    return next((found for properties in said if (found := is_on(properties, name)) is not None), False)


def _named(name: str) -> tuple[Role, int]:
    plain = _plain(name)
    role = style_names().get(plain, "")
    if role and role != "heading":
        return role, 0
    role = style_names().get(plain[:-1], "") if plain[-1:].isdigit() and plain[-1:] != "0" else ""
    return (role, int(plain[-1])) if role in ("heading", "toc") else ("", 0)
