"""The level of each heading of a pasted text, told by numbers, capitals, repetition and what stands right under it.

Where none of these tells, all headings are alike: a level too many misleads a listener more than one too few.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from .headings import Judgement
from .scene import Scene
from .words import line_words

HIGHEST, DEEPEST = 2, 6
"""Levels of headings below the title."""
MOST_COUNTED = 20
"""The largest number in a heading that counts what is under it, as in "5 ways to rest"."""


def heading_levels(scene: Scene, judgements: Mapping[int, Judgement]) -> dict[int, int]:
    """Give each heading its level, 2 to 6, by the line it stands on."""
    headings = sorted(index for index, judgement in judgements.items() if judgement.is_heading)
    for tell in (_by_numbers, _by_capitals, _by_refrain, _by_holders):
        depths = tell(scene, headings)
        if any(depths):
            return {index: min(DEEPEST, HIGHEST + depth) for index, depth in zip(headings, depths, strict=True)}
    return dict.fromkeys(headings, HIGHEST)


def _by_numbers(scene: Scene, headings: Sequence[int]) -> list[int]:
    """Count the parts of each number: 2, 2.1, 2.1.3."""
    return [scene.lines[index].label.count(".") for index in headings]


def _by_capitals(scene: Scene, headings: Sequence[int]) -> list[int]:
    """Put headings under those written in capitals, where the first one is."""
    capitals = [scene.capitals[index] == "ALL CAPITALS" for index in headings]
    is_nested = capitals[:1] == [True] and 1 < sum(capitals) < len(capitals) - 1
    return [int(is_nested and not capital) for capital in capitals]


def _by_refrain(scene: Scene, headings: Sequence[int]) -> list[int]:
    """Put headings that come back with the same words under those that do not: "Signs" in each of three parts."""
    texts = [scene.lines[index].text.casefold() for index in headings]
    count = Counter(texts)
    comes_back = [count[text] > 1 for text in texts]
    holders = [place for place in range(len(texts) - 1) if not comes_back[place] and comes_back[place + 1]]
    if len(holders) < 2 or comes_back[0]:
        return [0] * len(texts)
    return [int(place > holders[0] and comes_back[place]) for place in range(len(texts))]


def _by_holders(scene: Scene, headings: Sequence[int]) -> list[int]:
    """Put headings under one that has another right below it, with no text between, up to the next such one."""
    holds = [index + 1 in headings for index in headings]
    depths: list[int] = []
    holder = None
    for place, index in enumerate(headings):
        if holds[place] and index > 0:
            # Two lines at the very top are a subtitle and a heading as likely.
            holder = place
            depths.append(0)
            continue
        if holder is not None and _ends(scene, headings[holder : place + 1]):
            holder = None
        depths.append(int(holder is not None))
    return depths


def _ends(scene: Scene, run: Sequence[int]) -> bool:
    """Tell whether the last of some headings, of which the first holds the others, stands beside the first."""
    holder, *held, last = (scene.lines[index] for index in run)
    if last.plain.casefold().strip(" :：.") in line_words().closings:
        return True
    if held and _counted(holder.text) == len(held):
        return True
    forms = {(bool(line.label), line.end) for line in held}
    return len(held) > 1 and len(forms) == 1 and (bool(last.label), last.end) not in forms


def _counted(heading: str) -> int | None:
    """Give the number of things that a heading announces."""
    for word in heading.casefold().split():
        if word.isdecimal() and 1 < int(word) <= MOST_COUNTED:
            return int(word)
        if line_words().numbers.get(word, 1) > 1:
            return line_words().numbers[word]
    return None
