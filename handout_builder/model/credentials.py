"""Letters that follow a clinician's name: the list is data, credentials.txt."""

import re
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from importlib.resources import files

REGISTRATION = "registration"
"""The family of words that say something only with a number after them: CRP 06/123456."""
PLACES = frozenset(
    """
    AK AL AR AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK
    OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY AB BC MB NB NL NS NT NU ON PE QC SK YT ACT NSW NT QLD SA TAS VIC
    USA US UK GB EU UAE NZ AU NYC SF RJ SP MG RS PR BA DF
    """.split()
)
"""States, provinces and countries, as they are shortened in addresses and in brackets after a credential."""
_NEAR, _CANDIDATES = 0.7, 20


@cache
def families() -> dict[str, str]:
    """Give every word of the list, by its letters alone in upper case, with its family."""
    return {letters_of(word): family for word, family in _listed()}


@cache
def credentials() -> dict[str, str]:
    """Give every credential we know, by its letters alone in upper case, with its family."""
    return {letters: family for letters, family in families().items() if family != REGISTRATION}


def letters_of(word: str) -> str:
    """Give what tells a credential, however it is written: its letters in upper case, with hyphens and strokes."""
    return re.sub(r"[^\w/-]", "", word).upper().removesuffix("/L")


def near_credential(word: str) -> str:
    """Give the credential that is most like some letters, as the list writes it; empty where none is near."""
    letters = letters_of(word)
    written = {letters_of(known): known for known, family in _listed() if family != REGISTRATION}
    near = get_close_matches(letters, written, _CANDIDATES, _NEAR)
    return written[max(near, key=lambda known: _likeness(letters, known))] if near else ""


def _likeness(letters: str, known: str) -> tuple[bool, bool, float]:
    """Weigh how easily one is mistyped for the other: the wrong letter twice, two letters changed about, any other."""
    doubled = len(letters) == len(known) and _once(letters) == _once(known)
    return doubled, sorted(letters) == sorted(known), SequenceMatcher(None, letters, known).ratio()


def _once(letters: str) -> str:
    return re.sub(r"(.)\1+", r"\1", letters)


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    text = (files(__package__) / "credentials.txt").read_text("utf-8")
    lines = (line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((word, family) for family, words in lines for word in words.split())
