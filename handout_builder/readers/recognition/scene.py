"""An article's lines seen together: which may be headings, and which are like one another."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .lines import Line
from .words import line_words

LONGEST_HEADING = 36
"""Words of the longest line that may be a heading."""
_SIGNED = re.compile(r".*[.!?”\"] ?[–—-]{1,2} ?[A-Z][\w.]+( [A-Z][\w.]+){0,4}$")
_CODE = re.compile(r"[;~$@*/&<{`|\\]|\w+\(\)|https?://\S+$|www\.\S+$")
_NUMBERED = (
    re.compile(r"(\(?)(\d{1,3})([.):、．）])\s*\S"),
    re.compile(r"(\w+)(\s*#?\s*)(\d{1,3})\b"),
)


@dataclass(frozen=True)
class Series:
    """Lines numbered in order: 1., 2., 3., or Step one, Step two."""

    members: tuple[int, ...]
    """Indexes of the lines."""
    is_apart: bool
    """Whether text stands between most of them."""


@dataclass(frozen=True)
class Scene:
    """An article's lines, and what is the same for all of them."""

    lines: Sequence[Line]
    small_words: frozenset[str]
    """Frequent words of its language: they stay lower-case in Title Case."""

    @cached_property
    def is_spaced(self) -> bool:
        """Whether blank lines part the paragraphs."""
        return sum(line.blanks > 0 for line in self.lines) > len(self.lines) / 3

    @cached_property
    def candidates(self) -> frozenset[int]:
        """Indexes of the lines that may be headings."""
        found = (index for index, line in enumerate(self.lines) if could_be_heading(line))
        return frozenset(index for index in found if not self._leads_to_list(index))

    def _leads_to_list(self, index: int) -> bool:
        """Tell a line such as "Try these:" with the list right under it."""
        if not self.is_spaced or index + 1 == len(self.lines) or self.lines[index].end not in (":", "："):
            return False
        below = self.lines[index + 1]
        return not below.blanks and bool(below.bullet or below.label)

    @cached_property
    def capitals(self) -> dict[int, str]:
        """How each candidate is written."""
        return {index: capitals_of(self.lines[index], self.small_words) for index in self.candidates}

    @cached_property
    def forms(self) -> dict[int, str]:
        """A key for each candidate that lines of the same form share."""
        return {index: self._form(index) for index in self.candidates}

    @cached_property
    def alike(self) -> dict[str, list[int]]:
        """Candidates by form."""
        return self._grouped(self.forms)

    @cached_property
    def endings(self) -> dict[int, str]:
        """A wider key than the form: just the capitals and the end."""
        return {index: f"{self.capitals[index]}|{self.lines[index].end}" for index in self.candidates}

    @cached_property
    def ended_alike(self) -> dict[str, list[int]]:
        """Candidates by capitals and end."""
        return self._grouped(self.endings)

    @cached_property
    def openings(self) -> Counter[str]:
        """First words of the candidates."""
        return Counter(self.lines[index].words[0].casefold() for index in self.candidates if self.lines[index].words)

    @cached_property
    def times(self) -> dict[str, list[int]]:
        """Lines by their words, bullets and numbers aside."""
        return self._grouped({index: bare(line) for index, line in enumerate(self.lines)})

    @cached_property
    def series(self) -> dict[int, Series]:
        """The series that each line is one of."""
        runs: dict[str, list[tuple[int, int]]] = {}
        for index in sorted(self.candidates):
            key, number = place_in_series(self.lines[index].text)
            if key:
                runs.setdefault(key, []).append((index, number))
        found: dict[int, Series] = {}
        for run in runs.values():
            for part in _unbroken(run):
                steps = [after - before for before, after in itertools.pairwise(part)]
                one = Series(tuple(part), sum(step > 1 for step in steps) > len(part) / 2.5)
                found |= dict.fromkeys(part, one)
        return found

    def _form(self, index: int) -> str:
        line = self.lines[index]
        label = re.sub(r"\d+", "1", line.label)
        return "|".join([self.capitals[index], line.end, label, str(min(3, int(line.size / 4)))])

    @staticmethod
    def _grouped(keys: dict[int, str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, key in keys.items():
            found.setdefault(key, []).append(index)
        return found


def could_be_heading(line: Line) -> bool:
    """Tell whether a line may be a heading at all: no bullet, caption, divider, address, code or signed quotation."""
    if line.size > LONGEST_HEADING or len(line.text) > 250 or line.bullet or "\t" in line.text:
        return False
    text = line.text.casefold()
    letters = {letter for letter in text if letter.isalpha()}
    if (
        not letters
        or (len(letters) == 1 and len(text) > 1 and not line.label)
        or _CODE.match(line.text)
        or _SIGNED.match(line.text)
    ):
        return False
    return not is_caption(line)


def is_caption(line: Line) -> bool:
    """Tell a picture's caption or credit by how it begins or whom it names."""
    text = line.text.casefold()
    words = line_words()
    opening = next((caption for caption in words.captions if text.startswith(caption)), "")
    if opening and re.match(r"\s*[:：]|\s*\d|\s+(by|of|courtesy|de|por|par)\b", text[len(opening) :]):
        return True
    return opening == text or any(re.search(rf"(/|\bby|\bon|via|©)\s*{maker}", text) for maker in words.picture_makers)


def capitals_of(line: Line, small_words: frozenset[str]) -> str:
    """Name how a line is written, in words for a person."""
    letters = [letter for letter in line.plain if letter.isalpha()]
    cased = [letter for letter in letters if letter.isupper() or letter.islower()]
    if len(cased) < len(letters) / 2 or not cased:
        return "a script without capitals"
    if len(cased) > 3 and all(letter.isupper() for letter in cased):
        return "ALL CAPITALS"
    if cased[0].islower():
        return "begins in lower case"
    rest = [word for word in line.words[1:] if word.casefold() not in small_words and word[0].isalpha()]
    if not rest:
        return "one capital word"
    share = sum(word[0].isupper() for word in rest) / len(rest)
    return "Title Case" if share > 0.75 else "Some Capitals" if share > 0.34 else "Sentence case"


def bare(line: Line) -> str:
    """Give a line's words without bullet, number, capitals and the end's punctuation."""
    return line.plain.casefold().strip(" .:")


def place_in_series(text: str) -> tuple[str, int]:
    """Give the series that a line's number belongs to and the number, or an empty text and 0."""
    if found := _NUMBERED[0].match(text):
        return found[1] + "1" + found[3], int(found[2])
    if found := _NUMBERED[1].match(text):
        return f"{found[1].casefold()} 1", int(found[3])
    numbers = line_words().numbers
    if (found := re.match(r"(\w+) (\w+)\b", text.casefold())) and found[2] in numbers:
        return f"{found[1]} one", numbers[found[2]]
    if found := re.match(r"第?([一二三四五六七八九十])[、.步章节節]", text):
        return "一", numbers[found[1]]
    return "", 0


def _unbroken(run: list[tuple[int, int]]) -> list[list[int]]:
    """Part numbered lines where the number does not go up by one; single ones are no series."""
    parts: list[list[int]] = [[run[0][0]]]
    for (_, before), (index, number) in itertools.pairwise(run):
        if number == before + 1:
            parts[-1].append(index)
        else:
            parts.append([index])
    return [part for part in parts if len(part) > 1]
