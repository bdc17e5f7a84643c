"""Syllables of Spanish words, by rule: the spelling tells them (Real Academia Española, Ortografía 2010, II.3)."""

import re

_VOWEL_Y = re.compile(r"y(?![aeiouáéíóúü])")
_GROUP = re.compile(r"[aeiouáéíóúü]+")
_STRONG = re.compile(r"[aeoáéíóú]")


def syllables_in_spanish(word: str) -> int:
    """Count a word's syllables, at least one; each group of vowels has as many as it has strong or accented ones."""
    plain = _VOWEL_Y.sub("i", word.casefold())
    return max(1, sum(max(1, len(_STRONG.findall(group[0]))) for group in _GROUP.finditer(plain)))
