"""How examples are listed in a message."""

from collections.abc import Sequence


def listed(examples: Sequence[str], most: int) -> str:
    """Give so many examples at most, as a sentence has them, and how many more there are."""
    shown = list(examples[:most])
    if len(examples) > most:
        return f"{', '.join(shown)} and {len(examples) - most} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def opening(text: str, words: int = 12) -> str:
    """Give the first words of a text as they stand there."""
    parts = text.split(" ")
    return text if len(parts) <= words else " ".join(parts[:words])
