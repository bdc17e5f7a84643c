"""The words before a name, such as "Written by", and what they say of the person."""

import re
from functools import cache

from ..model import Part
from .languages import Language, known_languages, language_words

_COLONS = {":": "[:：﹕]", "/": "[/／]", "=": "[=＝]", "|": "[|｜丨]"}


def take_credit_words(text: str, words: Language) -> tuple[Part | None, bool, str]:
    """Take the words before the name off.

    Gives what they say of the person (None where there are none), whether they stand elsewhere too, and the rest.
    """
    for language in dict.fromkeys((words.tag, "en")):
        form, meanings = _labels(language)
        if match := form.match(text):
            part, is_faint = meanings[_label_key(match[1])]
            return part, is_faint and not re.search("[:：]", match[1]), text[match.end() :]
    return None, False, text


@cache
def _labels(tag: str) -> tuple[re.Pattern[str], dict[str, tuple[Part, bool]]]:
    """Build the form of the words before a name, the longest first, and what each means."""
    words = language_words(tag).byline
    meanings: dict[str, tuple[Part, bool]] = {_label_key(label): (part, False) for label, part in words.credits.items()}
    meanings |= {_label_key(label): ("author", True) for label in words.faint}
    labels = sorted({*words.credits, *words.faint}, key=len, reverse=True)
    articles, titles = ("|".join(map(re.escape, some)) for some in (words.articles, words.honorifics))
    title = rf"(?:(?:{articles})\s+(?=(?:{titles})\s))?" if articles else ""
    forms = "|".join(map(_label_form, labels))
    return re.compile(rf"({forms}){title}", re.IGNORECASE), meanings


def _label_key(label: str) -> str:
    return " ".join(re.sub(r"[:：﹕/／=＝|｜丨・·]", " ", label.casefold()).split())


def _label_form(label: str) -> str:
    """Give the form of one label: a closing mark is needed, of either width; any other has a space after it."""
    if label[-1] in ":/=|・·丨｜":
        mark = _COLONS.get(label[-1], re.escape(label[-1]))
        return rf"{re.escape(label[:-1].rstrip())}\s*{mark}\s*(?=\S)"
    return rf"{re.escape(label)}(?:\s*[:：]\s*|\s+)(?=\S)"


def names_nobody(text: str, words: Language) -> bool:
    """Tell a line such as "Posted by admin"."""
    _, _, rest = take_credit_words(text, words)
    name = rest.casefold().strip(" .")
    return rest != text and (name in words.byline.nobody or name in known_languages()["en"].byline.nobody)


def opens_with_credit(text: str, words: Language) -> int:
    """Give how many characters the words before a name take, such as "Written by"; 0 where there are none."""
    _, _, rest = take_credit_words(text, words)
    return len(text) - len(rest)


def split_credits(text: str, words: Language) -> list[str]:
    """Split a line before each of the words that stand before names: "Written by Jane Roe Reviewed by John Doe"."""
    start = opens_with_credit(text, words)
    places = [match.start() for match in _inner_labels(words.tag).finditer(text, start)]
    return [text[begin:end].strip() for begin, end in zip([0, *places], [*places, len(text)], strict=True)]


def credits_something_else(text: str, words: Language) -> bool:
    """Tell a text whose last word turns the "by" after it to something else than the article: "... Photo"."""
    last = text.split()[-1].casefold() if text.split() else ""
    return last in words.byline.uncredited | known_languages()["en"].byline.uncredited


@cache
def _inner_labels(tag: str) -> re.Pattern[str]:
    words = language_words(tag).byline
    labels = sorted({*words.credits, *words.faint}, key=len, reverse=True)
    forms = "|".join(re.escape(label.rstrip(":")) + (r"\s*[:：]" if label.endswith(":") else "") for label in labels)
    return re.compile(rf"\s+(?:{forms})(?=[\s:：])", re.IGNORECASE)
