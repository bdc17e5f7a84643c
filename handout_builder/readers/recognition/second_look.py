"""The second look: each line again, now that every other line's chance of being a heading is known."""

from collections.abc import Mapping, Sequence
from math import log

from .features import Seen
from .scene import Scene

Chances = Mapping[int, float]
"""Index of a candidate -> its chance of being a heading, from 0 to 1."""


def second_look(scene: Scene, index: int, chances: Chances) -> Seen:
    """See what the rest of the outline says of a line."""
    own = chances[index]
    seen: Seen = {"the first look": log((own + 0.003) / (1.003 - own)) / 5}
    alike = scene.alike[scene.forms[index]]
    _vote("lines like it", alike, index, chances, seen)
    if len(alike) == 1:
        seen["no line like it"] = 1
    _vote("lines ended and written like it", scene.ended_alike[scene.endings[index]], index, chances, seen)
    if index in scene.series:
        _vote("lines of its series", scene.series[index].members, index, chances, seen)
    for step, where in ((-1, "above"), (1, "below")):
        beside = chances.get(index + step, 0.0)
        seen[f"a likely heading {where}"] = beside
        seen[f"a likelier heading {where}"] = max(0.0, beside - own)
    _see_distances(scene, index, chances, seen)
    density = sum(chances.values()) / max(1, sum(line.size for line in scene.lines) / 200)
    seen["an article of few headings"] = float(density < 0.5)
    seen["an article of many headings"] = float(density > 2)
    seen["an article of very many headings"] = float(density > 4)
    seen["the only heading"] = float(not any(chance > 0.5 for other, chance in chances.items() if other != index))
    return seen


def _vote(name: str, members: Sequence[int], index: int, chances: Chances, seen: Seen) -> None:
    others = [chances[other] for other in members if other != index]
    if others:
        mean, weight = sum(others) / len(others), min(1.0, len(others) / 4)
        seen[f"{name} are headings"] = weight * max(0.0, mean - 0.5) * 2
        seen[f"{name} are none"] = weight * max(0.0, 0.5 - mean) * 2


def _see_distances(scene: Scene, index: int, chances: Chances, seen: Seen) -> None:
    for step, where in ((-1, "since the last heading"), (1, "till the next heading")):
        words, place = 0.0, index + step
        while 0 <= place < len(scene.lines) and chances.get(place, 0) < 0.5:
            words += scene.lines[place].size
            place += step
        seen[f"little text {where}"] = float(words < 20 and (place >= 0 or step > 0))
        seen[f"much text {where}"] = float(words > 225)
