"""What each line says of itself: whether it is a web page's or its author's, and how sure that is."""

import re
from dataclasses import dataclass
from typing import Literal

from ...junk import FIRST_PUBLISHED, REASONS, junk_kind, junk_reason
from ..lines import MARKS, Line
from ..words import line_words

Kind = Literal["known", "shaped", "short", "text"]

LONGEST_LINK = 26
"""Words of the longest line that may be another article's title."""
_PHONE = r"(?:\+?\d{1,3}[\s.-]?)?\(?\d{2,4}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}"
_HOUR = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_SHAPES = (
    (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an e-mail address on the web page"),
    (re.compile(rf"{_HOUR}\s*[–—-]\s*{_HOUR}", re.IGNORECASE), "opening hours on the web page"),
    (re.compile(r"[^\W\d_]{2,10}\.?\s*[–—-]\s*[^\W\d_]{2,10}\.?:?(?:\s+\d.*)?"), "opening hours on the web page"),
    (
        re.compile(rf"{_DAY}:?(?: {_HOUR}.*)?|(?:closed|open|cerrado|fermé|fechado)", re.IGNORECASE),
        "opening hours on the web page",
    ),
    (re.compile(r"\d{1,6} [\w .]{3,40}(?:, [\w .#]{2,30})?"), "an address on the web page"),
    (re.compile(r"(?:.{5,60}, )?[A-Z][\w .]{2,30}, [A-Z]{2} \d{5}(?:-\d{4})?"), "an address on the web page"),
    (re.compile(r"[\d٠-٩.,]{1,7}"), "a counter of the web page"),
)
_LABELLED_PHONE = re.compile(rf"(\D{{0,40}}?)[\s:]*{_PHONE}\D{{0,12}}")
_CRISIS = re.compile(r"(?:.*\b)?(?:988|911|112|999|116 ?123|741 ?741)\b.*|.*\bcrisis\b.*", re.IGNORECASE)
_OF_A_SITE = re.compile(
    r"site|web|privac|policy|consent|accept|experien|expérien|utiliz|utilis|网站|網站|サイト|改善", re.IGNORECASE
)
"""What a cookie notice speaks of, and a recipe does not."""
NETWORKS = re.compile(
    r"\b(?:facebook|twitter|linkedin|pinterest|instagram|whatsapp|reddit|tumblr|bluesky|threads|youtube|tiktok)\b|\bX\b",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[.?!:|](?:\s+|$)|[。？！：]\s*")
_BETWEEN_LINKS = re.compile(r"\s*[|·•»›]\s*|\s+/\s+|\s{3,}")
_SEPARATOR = re.compile(r"[|·•»›/]|\s{3}")
"""Without one of them a line is no row of links."""
_LONGEST_ROW = 400
"""Characters of the longest row of buttons."""
_WEIGHTS = {
    "navigation": 2.0,
    "reading_time": 1.0,
    "counters": 1.5,
    "social": 1.5,
    "calls": 2.0,
    "footer": 3.0,
    "comments": 3.0,
    "cookies": 3.0,
    "frame": 4.0,
}
"""How much a line that is known by its words says for the page."""
MENU_WORD, SHAPED, MENTIONED = 0.6, 0.5, 1.0
"""The same of a word that may be a heading, of a telephone number or address, and of a line with such words in it."""
_SHORT = ((2, -0.3), (4, -0.5), (8, -0.9), (LONGEST_LINK, -1.6))
_TEXT = ((12, -2.0), (30, -3.5), (10**6, -6.0))
"""Words, and how much a line of at most so many that nobody knows says for the page: it is the author's likelier."""


@dataclass(frozen=True)
class Evidence:
    """What a line says for being the web page's."""

    kind: Kind
    weight: float
    """Above nothing: the page's. Below: the author's."""
    reason: str
    """How it is reported where it is left out."""
    family: str = ""
    """The kind of words that it is known by; see junk.py."""


def weigh(line: Line) -> Evidence:
    """Weigh a line by itself."""
    if line.bullet and line.size > 1:
        return Evidence("text", -1.5, _OTHER)
    family = junk_kind(line.text)
    reason = REASONS.get(family, "")
    if reason == FIRST_PUBLISHED:
        # Where an article was published first is told by its author or by law: it stays.
        return Evidence("text", -2, _OTHER)
    if not family and _is_row_of_buttons(line):
        family, reason = "social", "links to social media"
    if not family and (families := _row_of_links(line)):
        weight = max(_WEIGHTS["navigation"], *(_WEIGHTS[kind] for kind in families))
        return Evidence("known", weight, REASONS[families[0]], families[0])
    if family:
        weight = MENU_WORD if line.unmarked in line_words().menu else _WEIGHTS[family]
        return Evidence("known", weight, reason, family)
    if _CRISIS.fullmatch(line.text):
        # It may be the author's or the page's: it says nothing for either, so that it does not hide the page below it.
        return Evidence("short" if line.size <= 30 else "text", -0.5, "the web page's crisis line")
    if line.unmarked.startswith(line_words().disclaimers):
        return Evidence("text", SHAPED, "the web page's disclaimer")
    if reason := _shape(line):
        return Evidence("shaped", SHAPED, reason)
    if line.size <= 20 and (reason := _reason_of_piece(line)):
        return Evidence("shaped", MENTIONED if line.size <= 10 else SHAPED, reason)
    return _unknown(line)


_OTHER = "web navigation: a link to another page"


def _unknown(line: Line) -> Evidence:
    is_text = (line.is_sentence and line.end not in ("!", "！") and line.size > 3) or line.size > LONGEST_LINK
    table = _TEXT if is_text else _SHORT
    weight = next(weight for limit, weight in table if line.size <= limit)
    return Evidence("text" if is_text else "short", weight, _OTHER)


def _shape(line: Line) -> str:
    if line.size <= 40 and "cookie" in line.text.casefold() and _OF_A_SITE.search(line.text):
        return "cookie notice"
    if line.unmarked in line_words().boxes:
        return "a form of the web page"
    if line.size > 20:
        return ""
    if (found := _LABELLED_PHONE.fullmatch(line.text)) and _is_plain_label(found[1]):
        return "the clinic's telephone number on the web page"
    return next((reason for form, reason in _SHAPES if form.fullmatch(line.text)), "")


def _is_row_of_buttons(line: Line) -> bool:
    """Tell "Share on X", "Facebook Twitter Email" and the like: nothing but networks and the words of their buttons."""
    if len(line.text) > _LONGEST_ROW:
        return False
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold())
    names = line_words().networks
    return 1 < len(words) <= 12 and all(word in names for word in words) and bool(NETWORKS.search(line.text))


def _row_of_links(line: Line) -> list[str]:
    """Name what each link of a menu in one line is known by, as in "Home | About | Contact"; nothing for any other."""
    if _SEPARATOR.search(line.text) is None:
        return []
    pieces = [piece.strip(MARKS) for piece in _BETWEEN_LINKS.split(line.text)]
    menu = line_words().menu
    kinds = [junk_kind(piece) or ("navigation" if piece.casefold() in menu else "") for piece in pieces if piece]
    return kinds if len(kinds) > 1 and all(kind in _WEIGHTS for kind in kinds) else []


def _is_plain_label(label: str) -> bool:
    """Tell "Phone:" before a number from "Poison Control:", which is the author's."""
    words = re.findall(r"[^\W\d_]+", label.casefold())
    return all(word in line_words().phone_labels for word in words)


def _reason_of_piece(line: Line) -> str:
    pieces = (junk_reason(piece) for piece in _PIECES.split(line.text) if piece)
    return next((found for found in pieces if found and found != FIRST_PUBLISHED), "")
