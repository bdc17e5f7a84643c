"""Which lines are headings, how sure that is, and why: two linear models over what is seen of each line."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from .features import Seen, first_look
from .scene import Scene
from .second_look import Outline, second_look

THRESHOLD = 0.42
"""Chance from which a line is a heading: below half, since a lost heading costs the reader more than one too many."""
UNSURE = (0.34, 0.54)
"""Chances between which a person should look."""
MOSTLY = 0.6
"""Share of a series that decides for the rest of it."""
SET_APART = "set apart by its look"
_SET_APART_WEIGHT = 3.0
"""What it adds that a line is all bold or larger. It is not among the weights that were learned: pasted text, from
which they come, has no look."""


@dataclass(frozen=True)
class Judgement:
    """What is thought of a line that may be a heading."""

    chance: float
    """From 0 to 1."""
    reasons: tuple[str, ...]
    """What weighs most for the side that won."""

    @property
    def is_heading(self) -> bool:
        """Whether the line is taken for a heading."""
        return self.chance >= THRESHOLD

    @property
    def is_sure(self) -> bool:
        """Whether no person needs to look."""
        return not UNSURE[0] <= self.chance <= UNSURE[1]


Weights = dict[str, float]


@cache
def _weights() -> tuple[Weights, Weights]:
    raw = tomllib.loads((files(__package__) / "weights.toml").read_text("utf-8"))
    look = {SET_APART: _SET_APART_WEIGHT}
    return raw["first"] | look, raw["second"] | look


def judge(scene: Scene, set_apart: Collection[int] = ()) -> dict[int, Judgement]:
    """Judge every line that may be a heading; `set_apart` are those that their look makes likelier ones."""
    first, second = _weights()
    looks = {index: first_look(scene, index) for index in sorted(scene.candidates)}
    chances = {index: _chance(first, seen) for index, seen in looks.items()}
    outline = Outline(scene, chances)
    found: dict[int, Judgement] = {}
    for index, seen in looks.items():
        look: Seen = {SET_APART: 1} if index in set_apart else {}
        chance = _chance(second, seen | second_look(outline, index) | look)
        found[index] = Judgement(chance, _reasons(first, seen | look, is_heading=chance >= THRESHOLD))
    return found | _settled(scene, found)


def _settled(scene: Scene, found: dict[int, Judgement]) -> dict[int, Judgement]:
    """Decide the members of a series with text between them together: as most of them were decided."""
    settled: dict[int, Judgement] = {}
    for series in set(scene.series.values()):
        members = [index for index in series.members if index in found]
        share = sum(found[index].is_heading for index in members) / max(1, len(members))
        if not series.is_apart or len(members) < 3 or not MOSTLY <= max(share, 1 - share) < 1:
            continue
        for index in members:
            if found[index].is_heading != (share > 0.5):
                chance = UNSURE[1] if share > 0.5 else UNSURE[0]
                settled[index] = Judgement(chance, (f"as the others of its series: {found[index].chance:.2f} alone",))
    return settled


def _chance(weights: Weights, seen: Seen) -> float:
    total = weights["in any case"] + sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _reasons(weights: Weights, seen: Seen, *, is_heading: bool) -> tuple[str, ...]:
    parts = {name: weights.get(name, 0.0) * value * (1 if is_heading else -1) for name, value in seen.items()}
    return tuple(sorted((name for name, part in parts.items() if part > 0.2), key=lambda name: -parts[name])[:4])
