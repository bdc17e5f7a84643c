"""The second look: each line again, now that every other line's chance of being a heading is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from .features import Seen
from .scene import Scene

_MUCH = 225
"""Words between headings that are much."""


@dataclass(frozen=True)
class Outline:
    """An article's lines with what the first look thought of them; sums are made once, for all lines."""

    scene: Scene
    chances: Mapping[int, float]
    """Index of a candidate -> its chance of being a heading, from 0 to 1."""

    @cached_property
    def density(self) -> float:
        """Headings in 200 words."""
        return sum(self.chances.values()) / max(1, sum(line.size for line in self.scene.lines) / 200)

    @cached_property
    def likely(self) -> int:
        """How many lines are likelier a heading than not."""
        return sum(chance > 0.5 for chance in self.chances.values())

    @cached_property
    def alike(self) -> dict[str, float]:
        """The chances of lines of one form, added up."""
        return self._sums(self.scene.alike)

    @cached_property
    def ended_alike(self) -> dict[str, float]:
        """The chances of lines of one ending, added up."""
        return self._sums(self.scene.ended_alike)

    def _sums(self, groups: Mapping[str, Sequence[int]]) -> dict[str, float]:
        return {key: sum(self.chances[index] for index in members) for key, members in groups.items()}


def second_look(outline: Outline, index: int) -> Seen:
    """See what the rest of the outline says of a line."""
    scene, chances = outline.scene, outline.chances
    own = chances[index]
    seen: Seen = {"the first look": log((own + 0.003) / (1.003 - own)) / 5}
    form, ending = scene.forms[index], scene.endings[index]
    count = len(scene.alike[form])
    _vote("lines like it", outline.alike[form] - own, count - 1, seen)
    if count == 1:
        seen["no line like it"] = 1
    _vote(
        "lines ended and written like it", outline.ended_alike[ending] - own, len(scene.ended_alike[ending]) - 1, seen
    )
    if index in scene.series:
        others = [chances[other] for other in scene.series[index].members if other != index]
        _vote("lines of its series", sum(others), len(others), seen)
    for step, where in ((-1, "above"), (1, "below")):
        beside = chances.get(index + step, 0.0)
        seen[f"a likely heading {where}"] = beside
        seen[f"a likelier heading {where}"] = max(0.0, beside - own)
    _see_distances(scene, index, chances, seen)
    seen["an article of few headings"] = float(outline.density < 0.5)
    seen["an article of many headings"] = float(outline.density > 2)
    seen["an article of very many headings"] = float(outline.density > 4)
    seen["the only heading"] = float(outline.likely - (own > 0.5) == 0)
    return seen


def _vote(name: str, total: float, count: int, seen: Seen) -> None:
    """See what lines say whose chances add up to a total."""
    if count:
        mean, weight = total / count, min(1.0, count / 4)
        seen[f"{name} are headings"] = weight * max(0.0, mean - 0.5) * 2
        seen[f"{name} are none"] = weight * max(0.0, 0.5 - mean) * 2


def _see_distances(scene: Scene, index: int, chances: Mapping[int, float], seen: Seen) -> None:
    for step, where in ((-1, "since the last heading"), (1, "till the next heading")):
        words, place = 0.0, index + step
        while 0 <= place < len(scene.lines) and chances.get(place, 0) < 0.5 and words <= _MUCH:
            words += scene.lines[place].size
            place += step
        seen[f"little text {where}"] = float(words < 20 and (place >= 0 or step > 0))
        seen[f"much text {where}"] = float(words > _MUCH)
