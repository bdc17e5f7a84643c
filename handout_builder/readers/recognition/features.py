"""The first look at a line that may be a heading: named features, each a phrase that a person can check."""

import itertools
import re

from .lines import Line
from .scene import Scene, bare
from .words import line_words

Seen = dict[str, float]
"""Feature -> how much of it there is, from 0 to 1."""

_SIZES = (
    (1.5, "one word"),
    (3.5, "two or three words"),
    (6.5, "four to six words"),
    (10.5, "seven to ten words"),
    (15.5, "eleven to fifteen words"),
    (22.5, "sixteen to twenty-two words"),
    (1000, "very long"),
)
_ENDS = (
    ("", "no punctuation at its end"),
    (".。", "ends in a full stop"),
    ("?？؟", "ends in a question mark"),
    ("!！‽", "ends in an exclamation mark"),
    (":：", "ends in a colon"),
    ("…", "ends in dots"),
)
_INSIDE = (
    (re.compile(r"[:：].*\w"), "a colon inside"),
    (re.compile(r"[,，、;；].*\w"), "a comma inside"),
    (re.compile(r"\w[.!?] +[A-Z]|[。！？].*\w"), "two sentences"),
    (re.compile(r"^[\"“«‘「『([（【]"), "opens with a quote or bracket"),
    (re.compile(r"[\"”»’)\]）」』]$"), "closes with a quote or bracket"),
    (re.compile(r"\(.+\)"), "brackets inside"),
    (re.compile(r"https?:|www\.|\w@\w|\w/\w"), "an address inside"),
    (re.compile(r"\d"), "a figure inside"),
    (re.compile(r"[$€£%=<>|→+]"), "signs inside"),
    (re.compile(r" [–—-] "), "a dash inside"),
    (re.compile(r"^[^\w\s\"'“‘(\[¿¡«「『（【<{#$@*/;&-]"), "opens with a sign"),
)


def first_look(scene: Scene, index: int) -> Seen:
    """See one line: what it is, what is around it, what is like it."""
    seen: Seen = {}
    _see_shape(scene, index, seen)
    _see_around(scene, index, seen)
    _see_likes(scene, index, seen)
    return seen


def _see_shape(scene: Scene, index: int, seen: Seen) -> None:
    line = scene.lines[index]
    seen[next(name for limit, name in _SIZES if line.size <= limit)] = 1
    seen[scene.capitals[index]] = 1
    is_dots = line.text.endswith("...")
    seen[
        "ends in dots"
        if is_dots
        else next((n for ends, n in _ENDS if line.end in ends and (line.end or not ends)), "ends in a comma")
    ] = 1
    seen |= {name: 1 for form, name in _INSIDE if form.search(line.plain)}
    if line.label:
        seen["numbered" if line.label[0].isdigit() else "lettered"] = 1
        if "." in line.label:
            seen["numbered in parts"] = 1
    if line.indent:
        seen["indented"] = 1
    if bare(line) in line_words().closings:
        seen["what closings are headed with"] = 1
    first = line.words[0].casefold() if line.words else ""
    if first in line_words().questions:
        seen["opens with a question word"] = 1
    elif first in scene.small_words:
        seen["opens with a small word"] = 1
    if len(line.words) > 1:
        share = sum(word.casefold() in scene.small_words for word in line.words) / len(line.words)
        seen["few small words" if share < 0.2 else "some small words" if share < 0.45 else "many small words"] = 1


def _kind(scene: Scene, index: int) -> str:
    """Name a neighbour: what a heading's place is told by."""
    if not 0 <= index < len(scene.lines):
        return "nothing"
    line = scene.lines[index]
    if line.bullet:
        return "a bullet"
    if line.label:
        return "a numbered line" if index in scene.candidates else "a long numbered line"
    if line.indent and not scene.lines[0].indent:
        return "an indented line"
    if line.size > 25:
        return "a paragraph"
    if line.end and line.end in ":：":
        return "a line that ends in a colon"
    if line.is_sentence or (line.end and line.end in "?？؟"):
        return "a sentence"
    return "a long line" if line.size > 12 else "a short line"


def _see_around(scene: Scene, index: int, seen: Seen) -> None:
    line = scene.lines[index]
    for step, where in ((-2, "second above"), (-1, "above"), (1, "below"), (2, "second below")):
        seen[f"{_kind(scene, index + step)} {where}"] = 1
    for step, where in ((-1, "above"), (1, "below")):
        if scene.forms.get(index + step) == scene.forms[index]:
            seen[f"the same form {where}"] = 1
    below = scene.lines[index + 1] if index + 1 < len(scene.lines) else None
    if below:
        _see_below(scene, index, seen)
    if scene.is_spaced:
        seen["no blank line above"] = float(not line.blanks)
        seen["two blank lines above"] = float(line.blanks > 1)
        seen["no blank line below"] = float(below is not None and not below.blanks)
    else:
        seen["a text without blank lines"] = 1
    up, down = _run(scene, index, -1), _run(scene, index, 1)
    seen["short lines on both sides"] = float(up > 0 and down > 0)
    seen["in a run of short lines"] = min(1.0, (up + down) / 6)
    seen["the first line of the text"] = float(index == 0)
    seen["the last line of the text"] = float(below is None)


def _see_below(scene: Scene, index: int, seen: Seen) -> None:
    line, below = scene.lines[index], scene.lines[index + 1]
    if below.text[0].islower():
        seen["lower case below"] = 1
    if line.end and line.end in ":：" and _is_item(below):
        seen["a colon before a list"] = 1
    ratio = _size_below(scene, index) / max(1, line.size)
    name = "much longer" if ratio > 6 else "longer" if ratio > 2 else "like length" if ratio > 0.7 else "shorter"
    seen[f"{name} below"] = 1


def _size_below(scene: Scene, index: int) -> float:
    """Measure the block below in words: a paragraph, or all items of a list."""
    line, below = scene.lines[index : index + 2]
    if not _is_item(below) or (line.label and not below.bullet):
        return below.size
    rest = itertools.takewhile(lambda item: _is_item(item) and item.bullet == below.bullet, scene.lines[index + 1 :])
    return sum(item.size for item in rest)


def _is_item(line: Line) -> bool:
    return bool(line.bullet or line.label)


def _run(scene: Scene, index: int, step: int) -> int:
    """Count the short lines that follow without a break, at most eight; a list is a break to what is no item."""
    is_item = _is_item(scene.lines[index])
    for count in range(8):
        index += step
        if index not in scene.candidates or scene.lines[index].size > 10 or scene.lines[index].is_sentence:
            return count
        if _is_item(scene.lines[index]) and not is_item:
            return count
    return 8


_ENOUGH = 50
"""Lines of the same words that are looked at."""


def _see_likes(scene: Scene, index: int, seen: Seen) -> None:
    line = scene.lines[index]
    same = len(scene.alike[scene.forms[index]])
    if same >= 3:
        seen["lines of the same form elsewhere"] = min(1.0, same / 8)
    if line.words and scene.openings[line.words[0].casefold()] >= 3:
        seen["lines with the same opening elsewhere"] = 1
    others = [scene.lines[other] for other in scene.times[bare(line)][:_ENOUGH] if other != index]
    if others:
        is_listed = any(other.bullet or other.label or other.indent for other in others)
        seen["also stands in a list" if is_listed else "stands more than once"] = 1
    if series := scene.series.get(index):
        many = "many" if len(series.members) > 3 else "two or three"
        seen[f"one of a series of {many}{', text between' if series.is_apart else ''}"] = 1
    below = " ".join(other.text for other in scene.lines[index + 1 : index + 4]).casefold()
    content = [word.casefold() for word in line.words if len(word) > 3 or word >= "\u3040"]
    content = [word for word in content if word not in scene.small_words]
    if content:
        seen["its words come back below"] = sum(word in below for word in content) / len(content)
