"""How examples are listed in a message."""

from collections.abc import Sequence


def listed(examples: Sequence[str], most: int) -> str:
    """Give so many examples at most, with commas, and how many more there are."""
    more = len(examples) - most
    return ", ".join(examples[:most]) + (f" and {more} more" if more > 0 else "")


def opening(text: str, words: int = 12) -> str:
    """Give the first words of a text as they stand there."""
    parts = text.split(" ")
    return text if len(parts) <= words else " ".join(parts[:words])
