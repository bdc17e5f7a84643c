"""Numbered and bulleted lists: which list a paragraph is in, how deep, and what number Word shows before it."""

import re
from dataclasses import dataclass

from .names import Element, W, is_on, number, value
from .styles import Styles

_PLAIN = re.compile(r"\W{0,2}%\d\W{0,2}")
"""A label that is nothing but its own number, such as %1. or (%1)."""
_TYPES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_DEEPEST = 8


@dataclass(frozen=True)
class Item:
    """A paragraph's place in a list."""

    list_id: str
    depth: int
    """0-based."""
    kind: str
    """HTML's type of an ordered list, - for bullets, or empty where the label stands as text."""
    count: int
    """The item's number."""
    label: str
    """What Word shows before it; empty for bullets."""


class Numbers:
    """The lists of one file; asked for each paragraph in reading order, it counts on."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        found = [] if root is None else root.findall(W + "abstractNum")
        self._abstract = {one.get(W + "abstractNumId", ""): one for one in found}
        self._linked = {link: one for one in found if (link := value(one, "styleLink"))}
        self._nums = {} if root is None else {one.get(W + "numId", ""): one for one in root.findall(W + "num")}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def item(self, properties: Element | None) -> Item | None:
        """Give a paragraph's place in its list and count it; None where it is in none."""
        num_id, depth = self._place(properties)
        num = self._nums.get(num_id)
        definition = self._definition(num)
        level = _level(num, definition, depth)
        if num is None or definition is None or level is None:
            return None
        count = self._count(num_id, num, definition, depth)
        form = value(level, "numFmt") or "decimal"
        text = value(level, "lvlText") or ""
        list_id = definition.get(W + "abstractNumId", num_id)
        if form == "bullet":
            return Item(list_id, depth, "-", count, "")
        label = self._label(text, num, definition, level, depth)
        if form == "none" and not label:
            return None
        kind = _TYPES.get(form, "") if _PLAIN.fullmatch(text) and text.count("%") == 1 else ""
        return Item(list_id, depth, kind, count, label)

    def indent(self, properties: Element | None) -> int:
        """Give how far a paragraph is moved in, in twentieths of a point."""
        found = self._styles.property(properties, "ind")
        return number(found.get(W + "left") or found.get(W + "start")) if found is not None else 0

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """Give the list and level: the paragraph's own, else its style's, whose level may name the style instead."""
        own = properties.find(W + "numPr") if properties is not None else None
        style_id = self._styles.style_of(properties)
        styled = self._styles.find(style_id, f"{W}pPr/{W}numPr")
        num_id = value(own, "numId") or value(styled, "numId") or ""
        stated = value(own, "ilvl") or (value(styled, "ilvl") if own is None or value(own, "numId") is None else None)
        if stated is None and (definition := self._definition(self._nums.get(num_id))) is not None:
            named = (one for one in definition.findall(W + "lvl") if value(one, "pStyle") == style_id)
            stated = next((one.get(W + "ilvl") for one in named), None)
        return num_id, min(max(number(stated), 0), _DEEPEST)

    def _definition(self, num: Element | None) -> Element | None:
        definition = self._abstract.get(value(num, "abstractNumId") or "")
        link = value(definition, "numStyleLink")
        return self._linked.get(link, definition) if link else definition

    def _count(self, num_id: str, num: Element, definition: Element, depth: int) -> int:
        counts = self._counts.setdefault(definition.get(W + "abstractNumId", ""), {})
        override = _override(num, depth)
        restart = value(override, "startOverride")
        start = number(value(_level(num, definition, depth), "start"), 1)
        if restart is not None and (num_id, depth) not in self._restarted:
            counts.pop(depth, None)
            start = number(restart, 1)
        self._restarted.add((num_id, depth))
        for above in range(depth):
            counts.setdefault(above, number(value(_level(num, definition, above), "start"), 1))
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for below in [other for other in counts if other > depth]:
            if value(_level(num, definition, below), "lvlRestart") != "0":
                del counts[below]
        return counts[depth]

    def _label(self, text: str, num: Element, definition: Element, level: Element, depth: int) -> str:
        counts = self._counts[definition.get(W + "abstractNumId", "")]
        is_legal = is_on(level, "isLgl")

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            form = value(_level(num, definition, place), "numFmt") or "decimal"
            return written(counts.get(place, 1), "decimal" if is_legal and place < depth else form)

        return re.sub(r"%([1-9])", shown, text).strip()


def written(count: int, form: str) -> str:
    """Write a number in one of Word's formats; in digits where the format has words of a language."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    signs = ("m cm d cd c xc l xl x ix v iv i").split()
    text = ""
    for size, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), signs, strict=True):
        text += sign * (count // size)
        count %= size
    return text


def _override(num: Element, depth: int) -> Element | None:
    return next((one for one in num.findall(W + "lvlOverride") if one.get(W + "ilvl") == str(depth)), None)


def _level(num: Element | None, definition: Element | None, depth: int) -> Element | None:
    override = _override(num, depth) if num is not None else None
    own = override.find(W + "lvl") if override is not None else None
    if own is not None or definition is None:
        return own
    return next((one for one in definition.findall(W + "lvl") if one.get(W + "ilvl") == str(depth)), None)
