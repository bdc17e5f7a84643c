"""Lines that credit an article: bylines and dates, alone or together in one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..model import Byline, Clinician
from .bylines import parse_byline
from .dates import parse_date_line
from .languages import Language


@dataclass
class Credits:
    """What the lines read so far have said."""

    bylines: list[Byline] = field(default_factory=list)
    dates: dict[str, date] = field(default_factory=dict)

    def take(self, line: str, words: Language, people: Sequence[Clinician]) -> bool:
        """Read a line; False, and nothing taken, where any piece of it is neither byline nor date."""
        bylines: list[Byline] = []
        dates: dict[str, date] = {}
        pieces = [piece for piece in re.split(r"\s+[|·•–—]\s+", line.strip()) if piece]
        for piece in pieces:
            if (day := parse_date_line(piece, words)) and day[0] not in dates:
                dates[day[0]] = day[1]
            elif found := parse_byline(piece, words, people):
                bylines += found
            else:
                return False
        if any(byline in self.bylines for byline in bylines) or dates.keys() & self.dates.keys():
            return False
        self.bylines += bylines
        self.dates |= dates
        return bool(pieces)
