"""Words in another language, where their author marked them as such in Word.

Word marks by the keyboard that was in use, so a mark counts only where the words themselves do not speak against it.
"""

import re
import unicodedata
from collections import Counter
from typing import Any

from lxml import etree

from ..body import HEADINGS
from ..languages import guess_language, known_languages, language_words
from .names import Element, W

MARK = "lang-"
"""How the class of a marked <span> begins; the language follows."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WORD = re.compile(r"[^\W\d_]+")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_FROM_THE_RIGHT = ("HEBREW", "ARABIC", "SYRIAC")
_SHORT = 4
"""Words of a name or a term, which may have none of its language's short words."""
_MOST = 0.25
"""Share of an article's letters in another language; marks on more of them are the keyboard's."""


def marked_language(run: Element, language: str) -> str:
    """Give the language that a run itself says it is in, by its script; empty where it says none but the article's."""
    found = run.find(f"{W}rPr/{W}lang")
    text = "".join(node.text or "" for node in run.iterfind(W + "t"))
    letter = next((letter for letter in text if letter.isalpha()), "")
    if found is None or not letter:
        return ""
    script = unicodedata.name(letter, "")
    name = "eastAsia" if script.startswith(_EAST_ASIAN) else "bidi" if script.startswith(_FROM_THE_RIGHT) else "val"
    tag = str(found.get(W + name, ""))
    return tag if _TAG.fullmatch(tag) and _primary(tag) != _primary(language) else ""


def mark_languages(root: Any, language: str) -> None:
    """Turn the marks of words in another language into `lang`; all other marks go."""
    spans = [span for span in root.iter("span") if (span.get("class") or "").startswith(MARK)]
    letters = sum(map(len, _WORD.findall("".join(root.itertext()))))
    shares = Counter[str]()
    for span in spans:
        shares[_tag(span)] += sum(map(len, _words(span)))
    own = Counter(_words(root)) - Counter(word for span in spans for word in _words(span))
    for span in spans:
        tag = _tag(span)
        is_rare = shares[tag] <= letters * _MOST
        if is_rare and _is_whole(span) and _is_foreign(_words(span), tag, language, own):
            span.attrib.pop("class")
            span.set("lang", tag)
        else:
            span.drop_tag()


def _tag(span: Any) -> str:
    return str(span.get("class")).removeprefix(MARK)


def _primary(tag: str) -> str:
    return tag.split("-")[0].casefold()


def _words(element: Any) -> list[str]:
    return [word.casefold() for word in _WORD.findall("".join(element.itertext()))]


def _is_foreign(words: list[str], tag: str, language: str, own: Counter[str]) -> bool:
    """Tell words of another language from the article's own, by its short words and those it has elsewhere too."""
    if all(word in own for word in words) or _primary(guess_language(" ".join(words), tag)) != _primary(tag):
        return False
    here = language_words(language).common
    there = language_words(tag).common if _primary(tag) in known_languages() else frozenset[str]()
    own_words, their_words = sum(word in here for word in words), sum(word in there for word in words)
    return their_words >= own_words and (their_words > 0 or len(words) <= _SHORT)


def _is_whole(span: Any) -> bool:
    """Tell whether no word is cut at the span's edges."""
    text, start, end = "", 0, 0
    block = next(span.iterancestors("p", "li", "td", "th", "div", *HEADINGS))
    for event, inner in etree.iterwalk(block, events=("start", "end")):
        if inner is span and event == "start":
            start = len(text)
        elif inner is span:
            end = len(text)
        piece = inner.text if event == "start" else inner.tail if inner is not block else ""
        text += piece or ""
    return not (text[:start][-1:].isalnum() or text[end : end + 1].isalnum())
