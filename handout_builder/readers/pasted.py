"""Pasted text: no mark-up at all, so the shape of the lines must tell what they are.

The steps, in order: lines, title, bylines and dates, the web page's tail, blocks, body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ..model import Article, Clinician, Removed
from .assembly import Draft, finish, start_draft
from .body import parse_html
from .languages import frame_openings, navigation_words

LONGEST_TITLE = 250
LONGEST_HEADING = 120
"""Characters."""

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_BULLET = re.compile(r"(?:[•·▪‣◦●○■□*–—-])[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3}|[a-zA-Z])[.)][ \t\u00a0]+(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]")


@dataclass(frozen=True)
class Line:
    """A line that is not blank."""

    number: int
    """1-based, in the source."""
    text: str
    """Without white space at its ends."""
    after_blank: bool
    """Whether a blank line, or the top, stands above it."""


def read_file(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> list[Article]:
    """Read pasted text; every line ends up in the article or among those reported as left out."""
    draft = start_draft(path, shown, root, clinicians, language)
    lines = _lines(draft.content, draft.front.lines)
    lines = _take_title(draft, lines)
    lines = _take_credits(draft, lines)
    lines = _take_tail(draft, lines)
    return [finish(draft, parse_html(_body(lines)))]


def _lines(content: str, offset: int) -> list[Line]:
    found: list[Line] = []
    after_blank = True
    for number, text in enumerate(content.split("\n"), offset + 1):
        if text.strip():
            found.append(Line(number, text.strip(), after_blank))
        after_blank = not text.strip()
    return found


def _take_title(draft: Draft, lines: list[Line]) -> list[Line]:
    first = " ".join(lines[0].text.split())
    if draft.title:
        if first.casefold() != draft.title.casefold():
            return lines
        draft.taken.append(first)
        return lines[1:]
    is_short = len(first) <= LONGEST_TITLE and not (first.endswith(".") and len(first) > 100)
    if not is_short or _BULLET.match(first) or len(lines) == 1:
        return lines
    draft.title = first
    draft.taken.append(first)
    return lines[1:]


def _take_credits(draft: Draft, lines: list[Line]) -> list[Line]:
    while lines and draft.takes_credit(lines[0].text):
        lines = lines[1:]
    return lines


def _take_tail(draft: Draft, lines: list[Line]) -> list[Line]:
    """Leave out the navigation under an article: from its first word to the end, if no sentence follows."""
    start = len(lines)
    for index in range(len(lines) - 1, max(0, len(lines) - 15), -1):
        text = lines[index].text
        if _is_navigation(text):
            start = index
        elif len(text.split()) > 25 or (_SENTENCE_END.search(text) and not text.endswith("?")):
            break
    for line in lines[start:]:
        is_word = _is_navigation(line.text)
        reason = "web navigation" if is_word else "web navigation: a link to another page"
        draft.removed.append(Removed(line.number, line.text, reason))
    return lines[:start]


def _is_navigation(text: str) -> bool:
    return text.casefold().strip(" :←→<>«»|·•-…") in navigation_words() or text.casefold().startswith(frame_openings())


def _body(lines: list[Line]) -> str:
    parts: list[str] = []
    index = 0
    while index < len(lines):
        items = _list_items(lines, index)
        if items > 1:
            parts.append(_list(lines[index : index + items]))
            index += items
        elif _is_heading(lines, index):
            parts.append(f"<h2>{escape(lines[index].text, quote=False)}</h2>")
            index += 1
        else:
            count = _joined(lines, index)
            parts.append(_paragraph(lines[index : index + count]))
            index += count
    return "\n".join(parts)


def _list_items(lines: list[Line], start: int) -> int:
    """Count the lines of a list that starts here; a single one is no list."""
    if _BULLET.match(lines[start].text):
        mark = lines[start].text[0]
        end = start
        while end < len(lines) and lines[end].text[0] == mark and _BULLET.match(lines[end].text):
            end += 1
        return end - start
    expected = _NUMBER.match(lines[start].text)
    if not expected or expected[1] not in ("1", "a", "A"):
        return 0
    end, label = start, expected[1]
    while end < len(lines) and (found := _NUMBER.match(lines[end].text)) and found[1] == label:
        label = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        end += 1
    return end - start


def _list(lines: list[Line]) -> str:
    numbered = _NUMBER.match(lines[0].text)
    kind = {"1": "ol", "a": 'ol type="a"', "A": 'ol type="A"'}[numbered[1]] if numbered else "ul"
    mark = _NUMBER if numbered else _BULLET
    items = "".join(f"<li>{_inline(mark.sub('', line.text, count=1))}</li>" for line in lines)
    return f"<{kind}>{items}</{kind.split()[0]}>"


def _is_heading(lines: list[Line], index: int) -> bool:
    """Tell a heading by its shape: a short line of its own, no sentence, with text under it."""
    text = lines[index].text
    if len(text) > LONGEST_HEADING or len(text.split()) > 16 or re.search(r"[.,;:…。，；：]['\"”’]*$", text):
        return False
    if (
        text[0].islower()
        or not any(letter.isalpha() for letter in text)
        or text[0] in "\"“«'‘(["
        or _BULLET.match(text)
    ):
        return False
    if index + 1 == len(lines):
        return False
    below = lines[index + 1]
    apart = below.after_blank and lines[index].after_blank
    is_text = len(below.text.split()) >= 12 or bool(_SENTENCE_END.search(below.text)) or below.text.endswith(":")
    opens_list = _list_items(lines, index + 1) > 1
    return (is_text or opens_list or _is_heading(lines, index + 1)) and (
        apart or (opens_list and lines[index].after_blank) or len(below.text) > 1.5 * len(text)
    )


def _joined(lines: list[Line], start: int) -> int:
    """Count the lines of one paragraph: those wrapped by hand at a width, or short ones such as an address."""
    end = start + 1
    while end < len(lines) and not lines[end].after_blank and _list_items(lines, end) < 2:
        end += 1
    block = lines[start:end]
    if len(block) > 1 and (_is_wrapped(block) or _is_verse(block)):
        return len(block)
    return 1


def _is_wrapped(block: list[Line]) -> bool:
    widths = [len(line.text) for line in block[:-1]]
    return max(len(line.text) for line in block) <= 100 and min(widths) >= 50 and max(widths) - min(widths) <= 25


def _is_verse(block: list[Line]) -> bool:
    return all(len(line.text) < 50 for line in block)


def _paragraph(block: list[Line]) -> str:
    if len(block) > 1 and not _is_wrapped(block):
        return '<p class="verse">' + "<br>".join(_inline(line.text) for line in block) + "</p>"
    return f"<p>{_inline(' '.join(line.text for line in block))}</p>"


def _inline(text: str) -> str:
    """Escape a text, with links on the web addresses in it."""
    parts: list[str] = []
    place = 0
    for found in _ADDRESS.finditer(text):
        parts.append(escape(text[place : found.start()], quote=False))
        parts.append(f'<a href="{escape(found[0])}">{escape(found[0], quote=False)}</a>')
        place = found.end()
    return "".join(parts) + escape(text[place:], quote=False)
