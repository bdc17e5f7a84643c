"""Where sentences end, in English and Spanish prose, also after abbreviations, initials, quotations and numbers."""

import re

_END = re.compile(r"(?:\.(?:\s\.)+|[.!?…]+)[\])}\"'”’»]*(?:\[\d+\])*(?=\s|$)")
"""What may end a sentence: its marks, closing quotes and brackets, and the number of a note."""

_BEFORE_NAME = frozenset(
    "dr dra mr mrs ms mx prof st mt ft rev fr hon gen sen rep gov pres capt cmdr col lt sgt sr sra srta ud uds".split()
)
_BEFORE_NUMBER = frozenset("no nos n° núm nr fig figs vol vols p pp pág págs ch cap sec art eq approx ca c ext".split())
_WITHIN = frozenset("vs v e.g i.e cf viz al esp incl p.ej ej".split())
_MAY_END = frozenset("etc inc co corp ltd llc jr esq bros dept est min max hr hrs tel ave blvd rd jan feb".split()) | (
    frozenset("mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split())
)
_STARTERS = frozenset(
    "i you he she it we they the a an this that these those there then if when while what how who why where which but "
    "and or so for in on at to from with by as my your our his her their its some many most all both each no not do "
    "after before since because although however also another other please ask call try take talk see "
    "el la los las un una este esta esto ese esa eso si cuando mientras qué cómo pero y o así para en con por su mi "
    "después antes también otro otra".split()
)
"""Words that, with a capital letter, show that a sentence begins where an abbreviation stands before them."""

_OPENING = "\"'“‘«([{¿¡*"


def split(text: str) -> list[str]:
    """Give the sentences of a paragraph in order, as written; their words together are those of the paragraph."""
    sentences = []
    start = 0
    for mark in _END.finditer(text):
        if mark.end() < len(text) and _ends(text, start, mark):
            sentences.append(text[start : mark.end()].strip())
            start = mark.end()
    return [sentence for sentence in (*sentences, text[start:].strip()) if sentence]


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Tell whether a sentence that began at `start` ends with these marks."""
    after = text[mark.end() : mark.end() + 40].lstrip()
    first = after.lstrip(_OPENING)[:1]
    if first.islower():
        return False
    if mark[0][0] != "." or "." in mark[0][1:]:
        return True
    before = text[max(start, mark.start() - 30) : mark.start()].split()
    return _full_stop(before, after) if before else False


def _full_stop(before: list[str], after: str) -> bool:
    """Tell whether a dot between these words ends a sentence; the number of an item does not."""
    if len(before) == 1 and re.fullmatch(r"\W*(?:\d{1,3}|[a-z])", before[0]):
        return False
    word = before[-1].lstrip(_OPENING)
    plain = word.casefold()
    following = re.match(r"[\"'“‘«(\[{¿¡*]*([\w’']*)", after)
    next_word = following[1] if following else ""
    if plain in _BEFORE_NUMBER and next_word[:1].isdigit():
        return False
    if plain in _WITHIN or plain in _BEFORE_NAME:
        return False
    if len(word) == 1 and word.isupper():
        return not _is_initial(before[:-1], next_word)
    if "." in word and re.fullmatch(r"(?:\w{1,3}\.)+\w{1,3}", word) and not word[0].isdigit():
        return _begins(next_word, after)
    return plain not in _MAY_END or next_word[:1].isupper() or not next_word


def _is_initial(before: list[str], next_word: str) -> bool:
    """Tell whether a capital with a dot is part of a name: J. R. Smith, Jonas E. Smith, but not vitamin D or I."""
    is_after_name = not before or before[-1][:1].isupper() or before[-1].casefold() in ("by", "with", "de")
    return is_after_name and next_word[:1].isupper() and next_word.casefold() not in _STARTERS - {"a", "i"}


def _begins(next_word: str, after: str) -> bool:
    """Tell whether a sentence begins after an abbreviation with dots, such as U.S. or p.m."""
    return next_word.casefold() in _STARTERS | _BEFORE_NAME or after[:1] in "“¿¡"
