"""The quotation marks of <q>, written out: else each engine would put in its own, or none."""

from typing import Any

_MARKS = {
    "en": "“”‘’",
    "pt": "“”‘’",
    "vi": "“”‘’",
    "es": "«»“”",
    "it": "«»“”",
    "ru": "«»„“",
    "uk": "«»„“",
    "fa": "«»‹›",
    "el": "«»“”",
    "de": "„“‚‘",
    "cs": "„“‚‘",
    "pl": "„”«»",
    "ro": "„”«»",
    "nl": "“”‘’",
    "ar": "”“’‘",
    "he": "””’’",
    "ja": "「」『』",
    "zh-hant": "「」『』",
    "zh-tw": "「」『』",
    "zh-hk": "「」『』",
}
"""Opening and closing mark, then those of a quotation within; other languages get the English ones."""
_FRENCH = ("«\u00a0", "\u00a0»", "“", "”")


def write_quotations(tree: Any, language: str) -> None:
    """Put the language's quotation marks around each <q> as text, and take the element away."""
    for quotation in list(tree.iter("q")):
        marks = _marks_of(language)
        inner = 2 if any(parent.tag == "q" for parent in quotation.iterancestors()) else 0
        quotation.set("data-open", marks[inner])
        quotation.set("data-close", marks[inner + 1])
    for quotation in list(tree.iter("q")):
        _write_out(quotation)


def _marks_of(language: str) -> tuple[str, ...]:
    tag = language.casefold()
    if tag.split("-")[0] == "fr":
        return _FRENCH
    found = _MARKS.get("-".join(tag.split("-")[:2])) or _MARKS.get(tag.split("-")[0]) or _MARKS["en"]
    return tuple(found)


def _write_out(quotation: Any) -> None:
    opening, closing = quotation.attrib.pop("data-open"), quotation.attrib.pop("data-close")
    quotation.text = opening + (quotation.text or "")
    if len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "") + closing
    else:
        quotation.text += closing
    quotation.tag = "span"
    if not quotation.attrib:
        quotation.drop_tag()
