"""Lists of words looked up as they are written, a line a word: none is taken apart for the few that are asked for."""

from bisect import bisect_left
from collections.abc import Sequence


def rest_of_line(beginning: str, lines: Sequence[str]) -> str:
    """Give what follows a beginning in the first line that has it; nothing where none has. The lines are in order."""
    place = bisect_left(lines, beginning)
    found = lines[place] if place < len(lines) else ""
    return found[len(beginning) :] if found.startswith(beginning) else ""
