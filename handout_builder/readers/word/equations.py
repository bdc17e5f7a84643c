"""Equations, written as one line of their own words: 1/2, x², √x, with brackets only where they would mean another."""

import re

from .names import Element, M

Piece = tuple[str, str]
"""Text, and superscript, subscript or an empty text."""

_SUMS = re.compile(r"[+±∓=<>≤≥≈≠−–]|(?<![^\W\d_]{2})-|-(?![^\W\d_]{2})")
"""Signs between terms; a hyphen within a word is none."""
_PRODUCTS = re.compile(r"[·×∙⋅*/÷:]")
_SINGLE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")


def equation_pieces(math: Element) -> list[Piece]:
    """Write an equation (ECMA-376 part 1, 22.1) in a line; a space parts a fraction from what stands beside it."""
    pieces: list[Piece] = []
    fraction_before = False
    for child in math:
        made = _FORMS.get(child.tag, _inner)(child)
        is_fraction = child.tag == M + "f"
        if made and (is_fraction or fraction_before) and _would_run_together(pieces, made):
            pieces.append((" ", ""))
        fraction_before = is_fraction if made else fraction_before
        pieces += made
    return pieces


def _would_run_together(before: list[Piece], after: list[Piece]) -> bool:
    """Tell 3 before ½, which would be 31/2."""
    return bool(before) and before[-1][0][-1:].isalnum() and after[0][0][:1].isalnum()


def _inner(element: Element) -> list[Piece]:
    name = str(element.tag).rsplit("}", 1)[-1]
    if element.tag == M + "t":
        return [(element.text or "", "")]
    return [] if name.endswith("Pr") else equation_pieces(element)


def _part(element: Element, name: str) -> list[Piece]:
    found = element.find(M + name)
    return [] if found is None else equation_pieces(found)


def _bracketed(pieces: list[Piece]) -> list[Piece]:
    return [("(", ""), *pieces, (")", "")]


def _bare(pieces: list[Piece]) -> str:
    """Give the text outside of brackets, without a sign before it: what a bracket would have to hold together."""
    text, shorter = "", "".join(piece for piece, _ in pieces).strip().lstrip("+±∓−–-")
    while shorter != text:
        text, shorter = shorter, _BRACKETS.sub("", shorter)
    return text


def _fraction(element: Element) -> list[Piece]:
    above, below = _part(element, "num"), _part(element, "den")
    if _SUMS.search(_bare(above)):
        above = _bracketed(above)
    if _SUMS.search(_bare(below)) or _PRODUCTS.search(_bare(below)):
        below = _bracketed(below)
    return [*above, ("/", ""), *below]


def _script(element: Element) -> list[Piece]:
    below = [(text, "subscript") for text, _ in _part(element, "sub")]
    above = [(text, "superscript") for text, _ in _part(element, "sup")]
    return [*_part(element, "e"), *below, *above]


def _root(element: Element) -> list[Piece]:
    degree = [(text, "superscript") for text, _ in _part(element, "deg")]
    inside = _part(element, "e")
    is_single = _SINGLE.fullmatch("".join(text for text, _ in inside)) or not _bare(inside)
    return [*degree, ("√", ""), *(inside if is_single else _bracketed(inside))]


def _delimited(element: Element) -> list[Piece]:
    properties = element.find(M + "dPr")

    def sign(name: str, default: str) -> str:
        found = properties.find(M + name) if properties is not None else None
        return default if found is None else str(found.get(M + "val", ""))

    inside: list[Piece] = []
    for place, part in enumerate(element.findall(M + "e")):
        inside += [(sign("sepChr", "|"), "")] * (place > 0) + equation_pieces(part)
    return [(sign("begChr", "("), ""), *inside, (sign("endChr", ")"), "")]


def _sum(element: Element) -> list[Piece]:
    sign = element.find(f"{M}naryPr/{M}chr")
    opening = [("∫" if sign is None else str(sign.get(M + "val", "")), "")]
    below = [(text, "subscript") for text, _ in _part(element, "sub")]
    above = [(text, "superscript") for text, _ in _part(element, "sup")]
    return [*opening, *below, *above, *_part(element, "e")]


_FORMS = {
    M + "f": _fraction,
    M + "sSup": _script,
    M + "sSub": _script,
    M + "sSubSup": _script,
    M + "rad": _root,
    M + "d": _delimited,
    M + "nary": _sum,
}
