"""What the search looks through: rows of cards in a few scripts, loaded only when somebody searches."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from .cards import Card

_LARGEST = 90_000
"""Letters of a script at most."""


def scripts_of(cards: Iterable[Card]) -> list[str]:
    """Give the scripts that hold all cards, in order."""
    return [_script(number, rows) for number, rows in enumerate(_shared_out(map(_row, cards)), start=1)]


def _shared_out(rows: Iterable[str]) -> Iterator[list[str]]:
    held: list[str] = []
    for row in rows:
        if held and sum(map(len, held)) + len(row) > _LARGEST:
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _script(number: int, rows: Sequence[str]) -> str:
    # A script from the disk may be read in the system's encoding, so all is told in ASCII.
    told = ",\n".join(rows)
    return f"/* Written by Handout Builder. */\nhandouts({number}, [\n{told}\n]);\n"


def _row(card: Card) -> str:
    values: dict[str, Any] = {
        "h": card.slug,
        "t": card.title,
        "l": card.language,
        "d": card.direction,
        "b": card.byline,
        "u": card.subtitle,
        "s": card.summary,
        "f": [[text, _tag(mark)] for text, mark in card.facts],
        "k": [text for text, _ in card.topics],
        "n": [_tag(mark) for _, mark in card.topics] if any(mark for _, mark in card.topics) else [],
        "p": card.people,
        "g": card.tag,
        "m": _tag(card.words_mark),
        "w": [[link.text, link.path, link.size, link.media_type] for link in card.downloads],
    }
    return json.dumps({name: value for name, value in values.items() if value}, separators=(",", ":"))


def _tag(mark: Markup) -> list[str]:
    """Give language and direction of a mark; nothing where it marks nothing."""
    parts = str(mark).split('"')
    return [parts[1], parts[5] if len(parts) > 5 else ""] if mark else []
