"""What a person is told of the lines that may be headings: each decision, and each doubt."""

from collections.abc import Mapping, Sequence

from ...model import Decision, Finding
from .headings import Judgement
from .lines import Line

Judgements = Mapping[int, Judgement]
"""Index of a line -> what is thought of it."""


def decisions(lines: Sequence[Line], judgements: Judgements) -> tuple[Decision, ...]:
    """Give what was decided of each line that may be a heading."""
    return tuple(
        Decision(lines[index].number, lines[index].text, one.is_heading, one.chance, one.reasons)
        for index, one in judgements.items()
    )


def doubts(lines: Sequence[Line], judgements: Judgements) -> list[Finding]:
    """Name each line that may be a heading or none, with both readings."""
    found: list[Finding] = []
    for index, judgement in judgements.items():
        line = lines[index]
        if judgement.is_sure or (line.label and not judgement.is_heading):
            continue
        taken, other = ("a heading", "a paragraph") if judgement.is_heading else ("a paragraph", "a heading")
        found.append(
            Finding(
                "H103",
                f'"{line.text[:60]}" is taken for {taken} and may be {other} ({judgement.chance:.2f}: '
                f'{", ".join(judgement.reasons)}). "import" writes a Markdown source where it can be settled.',
                line.number,
                advice=False,
            )
        )
    return found
