"""A reading beside its manuscript: each word once and in order, each heading at its level, each byline seen.

The letter of the codes here and in the files beside is V: what was verified in a finished handout.
"""

from dataclasses import dataclass

from .checks import Check, check
from .manuscript import Copy, Manuscript
from .reading import Heading, Reading

GLOSSARY_PASSED = "every term is explained, as the glossary says"
WORDS_PASSED = "every word of the article is there, once and in order"
_HEADINGS_PASSED = "the title and every heading stand at their level"
_BYLINES_PASSED = "every name and credential is there to be seen"
PASSED = (Check("words", WORDS_PASSED), Check("headings", _HEADINGS_PASSED), Check("bylines", _BYLINES_PASSED))
"""What is said of a reading that was compared before."""
_CANDIDATES = 40
"""Places at which a body may begin that are tried; a first word may stand often in what comes before."""


@dataclass(frozen=True)
class Place:
    """Where a copy stands in a reading."""

    start: int
    end: int
    fault: str = ""
    """The first words that differ; empty where all is found."""


def compare(reading: Reading, manuscript: Manuscript) -> list[Check]:
    """Compare what is read in a file with an article's manuscript."""
    title = next((h for h in reading.headings if h.level == 1 and h.text == manuscript.title), None)
    after_title = title.start + len(title.text) if title else 0
    body = find(manuscript.body, reading.text, after_title)
    rest = f"{reading.text[: body.start]} {reading.text[body.end :]}"
    faults = (
        [_otherwise(body, manuscript, reading.text)]
        if body.fault
        else _slipped_in(reading, manuscript, body, after_title)
    )
    missing = [_missing(text, rest, "is not there.") for text in manuscript.opening if text not in rest]
    return [
        check("words", WORDS_PASSED, "V101", faults + missing),
        check(
            "headings",
            _HEADINGS_PASSED,
            "V102",
            _heading_faults(reading, manuscript, title, body),
        ),
        check("bylines", _BYLINES_PASSED, "V103", _unseen(manuscript, rest)),
        *_glossary(reading, manuscript, body),
    ]


def _glossary(reading: Reading, manuscript: Manuscript, body: Place) -> list[Check]:
    """Look for the plain words behind the article: all together, once, in the order of the terms."""
    if not manuscript.explained or body.fault:
        return []
    after, whole = reading.text[body.end :], " ".join(manuscript.explained)
    faults = [
        _missing(each, after, "is not among the words explained.") for each in manuscript.explained if each not in after
    ]
    if not faults and (whole not in after or any(each in after.replace(whole, "", 1) for each in manuscript.explained)):
        faults = ["the words explained do not stand together, once and in their order."]
    return [check("glossary", GLOSSARY_PASSED, "V120", faults[:1])]


def find(copy: Copy, text: str, start: int = 0) -> Place:
    """Find a copy in a text; where it is nowhere whole, the place at which most of it stands."""
    if not copy.text:
        return Place(start, start)
    best = Place(start, start, _difference(copy.runs, 0, 0, text, start))
    for opening in dict.fromkeys((copy.runs[0][:40], copy.runs[0].split(" ")[0])):
        place = text.find(opening, start)
        for _ in range(_CANDIDATES):
            if place < 0:
                break
            if place == 0 or text[place - 1] == " ":
                found = follow(copy, text, place)
                if not found.fault:
                    return found
                best = max(best, found, key=lambda place: place.end - place.start)
            place = text.find(opening, place + 1)
        if best.end > best.start:
            break
    return best


def follow(copy: Copy, text: str, start: int) -> Place:
    """Read a copy along a text from a place on, passing over what the layout may have added."""
    place = start
    for number, run in enumerate(copy.runs):
        # An added address brings its own space, and one that is not added leaves none behind.
        skipped = run.startswith(" ") and place > start and text[place - 1 : place] == " "
        wanted = run[skipped:]
        if not text.startswith(wanted, place):
            pairs = enumerate(zip(wanted, text[place:], strict=False))
            same = next((n for n, (letter, found) in pairs if letter != found), min(len(wanted), len(text) - place))
            fault = _difference(copy.runs, number, same + skipped, text, place + same)
            return Place(start, place + same, fault)
        place += len(wanted)
        addition = copy.additions[number] if number < len(copy.additions) else None
        if addition and (added := addition.pattern.match(text, place)):
            place = added.end()
        elif addition and addition.wanted:
            return Place(start, place, f'"{short(addition.wanted)}" is not there, where its term is used.')
    if text[place : place + 1].strip():
        return Place(start, place, f'"{text[place:].split(" ")[0]}" was run together with the last word.')
    return Place(start, place)


def _difference(runs: tuple[str, ...], number: int, offset: int, text: str, place: int) -> str:
    """Say where a text goes on otherwise than the runs do, in whole words."""
    before, after = "".join(runs[:number]) + runs[number][:offset], runs[number][offset:] + "".join(runs[number + 1 :])
    begun = len(before) - (before.rfind(" ") + 1)
    wanted = short(before[len(before) - begun :] + after)
    found = short(text[max(0, place - begun) :]) if text[place:] else ""
    # Several words, since a later sentence may begin with the next word.
    if loud := _loud(*(" ".join(words.split(" ")[:3]) for words in (wanted, found))):
        return loud
    known = " ".join(before[: len(before) - begun].split()[-6:])
    where = f'after "{known}" the article goes on' if known else "the article begins"
    return f'{where} "{wanted}", the handout {f"with {chr(34)}{found}{chr(34)}" if found else "ends there"}.'


def short(text: str) -> str:
    """Give the first words of a text."""
    words = text.split(" ")
    return " ".join(words[:7]) + ("…" if len(words) > 7 else "")


def _slipped_in(reading: Reading, manuscript: Manuscript, body: Place, after_title: int) -> list[str]:
    """Name what stands in the article's part of the file and is not the author's, or is there twice.

    What follows that part is not judged: a clinic's closing may say what an article says too, such as where to
    turn in a crisis.
    """
    if not manuscript.body.text:
        return []
    before = reading.text[after_title : body.start]
    for text in manuscript.opening:
        # A summary may be taken from the body word for word.
        before = before.replace(text, "", 1)
    faults = [f'"{short(text)}" stands there twice.' for text in manuscript.paragraphs if text in before]
    held = [part for part in reading.parts if part[0] < after_title and part[1] > body.start]
    left = reading.text[body.end : held[0][1]].strip() if held else ""
    return faults + ([f'"{short(left)}" follows the article\'s last words and is not in it.'] if left else [])


def _heading_faults(reading: Reading, manuscript: Manuscript, title: Heading | None, body: Place) -> list[str]:
    if title is None:
        likes = (_loud(manuscript.title, heading.text) for heading in reading.headings if heading.level == 1)
        if loud := next(filter(None, likes), ""):
            return [loud]
        return [f'the title "{short(manuscript.title)}" is no heading of the first level.']
    end = len(reading.text) if body.fault else body.end
    found = [heading for heading in reading.headings if body.start <= heading.start < end]
    return outline_faults(manuscript.headings, [(heading.level, heading.text) for heading in found])


def outline_faults(wanted: tuple[tuple[int, Copy], ...], found: list[tuple[int, str]]) -> list[str]:
    """Name the first heading that is not there, at another level, or nobody's."""
    for number, (level, copy) in enumerate(wanted):
        if number >= len(found) or not is_copy(copy, found[number][1]):
            there = f'"{short(found[number][1])}" stands' if number < len(found) else "nothing stands"
            return [f'the heading "{short(copy.text)}" is no heading; {there} in its place.']
        if found[number][0] != level:
            return [f'the heading "{short(copy.text)}" is at level {found[number][0]}, not {level}.']
    if len(found) > len(wanted):
        return [f'"{short(found[len(wanted)][1])}" is a heading and none in the article.']
    return []


def is_copy(copy: Copy, text: str) -> bool:
    """Tell whether a text is a copy and nothing else."""
    place = follow(copy, text, 0)
    return not place.fault and place.end == len(text)


def _unseen(manuscript: Manuscript, text: str) -> list[str]:
    wanted = dict.fromkeys(word for person in manuscript.people for word in person)
    return [_missing(word, text, "of the byline is not there.") for word in wanted if word not in text]


def _otherwise(body: Place, manuscript: Manuscript, text: str) -> str:
    """Say what differs in the body; where nothing of it was found, it may stand in other letters."""
    opening = manuscript.body.runs[0].strip().split(" ")[0]
    found = body.end > body.start or opening in text
    return body.fault if found else _missing(opening, text, "") or body.fault


def _missing(words: str, text: str, said: str) -> str:
    place = text.casefold().find(words.casefold())
    found = text[place : place + len(words)] if place >= 0 else ""
    return _loud(words, found) or (f'"{short(words)}" {said}' if said else "")


def _loud(words: str, found: str) -> str:
    """Say that only the case of letters differs; empty where more does."""
    if words == found or words.casefold() != found.casefold():
        return ""
    return (
        f'the layout prints "{short(words)}" as "{short(found)}" (text-transform). Capitals are hard to read, and are '
        "what a reader copies: use font-weight or font-size instead."
    )
