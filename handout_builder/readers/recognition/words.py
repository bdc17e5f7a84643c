"""The words that tell what a line of pasted text is: words.toml, read once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class LineWords:
    """Words in lower case; words.toml says what each list is."""

    questions: frozenset[str]
    captions: tuple[str, ...]
    picture_makers: tuple[str, ...]
    numbers: dict[str, int]
    closings: frozenset[str]
    interruptions: frozenset[str]
    links: frozenset[str]
    boxes: frozenset[str]
    contents: frozenset[str]
    phone_labels: frozenset[str]
    mail_heads: frozenset[str]
    comment_openings: re.Pattern[str]
    comment_names: tuple[str, ...]
    disclaimers: tuple[str, ...]
    tag_labels: tuple[str, ...]
    toggles: frozenset[str]
    networks: frozenset[str]
    menu: frozenset[str]


@cache
def line_words() -> LineWords:
    """Give the words of all languages."""
    raw = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    return LineWords(
        questions=frozenset(raw["questions"].split()),
        captions=tuple(raw["captions"]),
        picture_makers=tuple(raw["picture_makers"]),
        numbers={word: number for words in raw["numbers"] for number, word in enumerate(words.split(), 1)},
        closings=frozenset(raw["closings"]),
        interruptions=frozenset(raw["interruptions"]),
        links=frozenset(raw["links"]),
        boxes=frozenset(raw["boxes"]),
        contents=frozenset(raw["contents"]),
        phone_labels=frozenset(raw["phone_labels"].split()),
        mail_heads=frozenset(raw["mail_heads"]),
        comment_openings=re.compile("|".join(raw["comment_openings"])),
        comment_names=tuple(raw["comment_names"]),
        disclaimers=tuple(raw["disclaimers"]),
        toggles=frozenset(raw["toggles"]),
        tag_labels=tuple(raw["tag_labels"]),
        networks=frozenset(raw["networks"].split()),
        menu=frozenset(raw["menu"]),
    )
