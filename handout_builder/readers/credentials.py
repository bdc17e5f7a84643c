"""Letters after a clinician's name: the list is data (credentials.txt), others are told by their shape."""

import re
from functools import cache
from importlib.resources import files

from .languages import Language, known_languages
from .names import given_names, is_ordinary

_STATES = frozenset("CT DC DE LA MA MD ME MS MT NC ND OD PA RI SC SD".split())
"""Letters that are a state too: "Boston, MA"."""
_PLACES = frozenset(
    """
    AK AL AR AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK
    OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY AB BC MB NB NL NS NT NU ON PE QC SK YT ACT NSW NT QLD SA TAS VIC
    USA US UK GB EU UAE NZ AU NYC SF RJ SP MG RS PR BA DF
    """.split()
)
"""States, provinces and countries, as they are shortened in addresses and in brackets after a credential."""
_NUMBERED = "registration"
"""The family of words that say something only with a number after them: CRP 06/123456."""
LONGEST_WORD = 5
"""Letters of the longest unknown credential with a vowel: more letters are rather a name in capitals."""


@cache
def _families() -> dict[str, str]:
    """Give every word of the list, by its letters alone in upper case, with its family."""
    text = (files(__package__) / "credentials.txt").read_text("utf-8")
    families = (line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {_letters(word): family for family, words in families for word in words.split()}


@cache
def credentials() -> dict[str, str]:
    """Give every credential we know, by its letters alone in upper case, with its family."""
    return {letters: family for letters, family in _families().items() if family != _NUMBERED}


def credentials_of(piece: str, words: Language) -> tuple[str, ...]:
    """Split `PhD LPCC` or `PsyD/LP` into credentials as written; empty where a word is none.

    "MFT Associate", "MA in Counseling", "LPC #1234" and "CRP 06/123456" are one each.
    """
    plain = re.sub(r"\s*\([^)]*\)$", "", piece)
    whole = _letters(plain.replace(" ", ""))
    if (whole in credentials() and _is_capitals(plain)) or is_registration(piece):
        return (piece,)
    first, _, rest = plain.replace("-", " ", 1).partition(" ") if "-" in plain else plain.partition(" ")
    if is_known(first) and (rest.casefold() in words.byline.qualifiers or rest.casefold().startswith("in ")):
        return (piece,)
    if all(map(is_registration, registered := tuple(re.split(r"\s+[/|]\s+|\s*;\s*", piece)))):
        return registered
    found = credential_words(plain)
    return found if all(map(is_known, found)) else ()


def credential_words(piece: str) -> tuple[str, ...]:
    """Part letters at spaces and strokes, but not the /L of a licence: CCC-SLP/L."""
    return tuple(re.split(r"\s+/?\s*|/(?!L$|L\s)", piece))


def is_known(word: str) -> bool:
    """Tell whether a word is a credential of the list, in capitals as they are."""
    return _letters(word) in credentials() and _is_capitals(word)


def is_clear(word: str) -> bool:
    """Tell whether a word is a credential of the list, and can be nothing else."""
    return is_known(word) and credentials()[_letters(word)] != "ambiguous"


def is_registration(piece: str) -> bool:
    """Tell a number in a register: CRP 06/123456, CRM-SP 12345, Col. nº 12345, LPC #12345; not MD 20910."""
    sign = r"(?:n\.?\s?[ºo°]\.?|n[or]\.?|n[úu]m(?:ero|\.)?|number|#)"
    number = rf"{sign}?\s*(?=[\w./-]*\d\d)[A-Z]{{0,3}}-?\d[\d./-]*(?:-[A-Z\d]{{1,2}})?"
    word = r"([^\W\d_](?:\.?[^\W\d_])*)\.?(?:\s+prof\w*\.?|[-/ ][A-Z]{2})?"
    form = re.fullmatch(rf"(?:{sign}\s*(?:de\s+)?)?{word}\.?[\s:-]*{number}", piece, re.IGNORECASE)
    if form is None or form[1] in _PLACES:
        return False
    return _families().get(_letters(form[1])) == _NUMBERED or is_clear(form[1])


def is_shaped(piece: str, words: Language, *, in_capitals: bool = False) -> bool:
    """Tell whether every word of a piece is known or has a credential's shape: letters that are mostly capitals.

    Not a name in capitals, an ordinary word or a place. `in_capitals` says that the whole byline is in capitals: then,
    and where there are several words, only what cannot be read aloud as a word can be one.
    """
    found = credential_words(piece)
    must_be_signs = in_capitals or len(found) > 1
    return all(is_known(word) or _is_shaped(word, words, must_be_signs=must_be_signs) for word in found)


def _is_shaped(word: str, words: Language, *, must_be_signs: bool) -> bool:
    word = word.removesuffix("/L")
    letters = re.sub(r"[\d.-]", "", word)
    if not re.fullmatch(r"[^\W\d_][^\W_.-]*(?:[.-][^\W_]+)*\.?", word) or not 2 <= len(letters) <= 10:
        return False
    capitals = sum(letter.isupper() for letter in letters)
    if capitals < 2 or capitals * 2 <= len(letters) or letters in _PLACES:
        return False
    if re.fullmatch(r"[IVX]+", letters) or _is_word(word, words):
        return False
    is_sign = bool(re.search(r"\w[\d.-]\w", word)) or not re.search("[AEIOUYaeiouy]", letters)
    return is_sign or (not must_be_signs and len(letters) <= LONGEST_WORD)


def _is_word(word: str, words: Language) -> bool:
    """Tell a name or an ordinary word, of the article's language or of English."""
    plain = word.casefold().strip(".")
    languages = (words, known_languages()["en"])
    is_place = any(plain in language.places for language in languages)
    return is_place or plain in given_names() or any(is_ordinary(plain, language) for language in languages)


def is_where_held(piece: str, words: Language) -> bool:
    """Tell what stands in brackets after a credential and belongs to it: states, a number, how far it is held."""
    parts = re.split(r"\s*[,;&/]\s*|\s+and\s+", piece)
    qualifiers = words.byline.qualifiers + known_languages()["en"].byline.qualifiers
    is_held = piece.casefold() in qualifiers or all(part in _PLACES for part in parts)
    return is_held or bool(re.fullmatch(r"(?:[A-Z]{2} ?)?#? ?\d[\d./-]+", piece)) or is_registration(piece)


def credential_at_end(
    piece: str, words: Language, *, is_beside: bool = False
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Part a name from credentials after it without a comma, "Jane Roe MA LPC"; those told by shape stand last.

    Letters that are other things too count beside clear ones; `is_beside` says that such stand around the piece.
    """
    tokens = piece.split()
    start = next((n for n in range(2, len(tokens)) if is_known(tokens[n]) and _goes_on(tokens[n:], words)), len(tokens))
    # In capitals, as in MARY ANN MA, a family name may be what looks like a degree.
    is_mixed = not " ".join(tokens[:start]).isupper()
    if not (is_mixed and (is_beside or any(map(is_clear, tokens[start:])))):
        while start < len(tokens) and not all(map(is_clear, tokens[start:])):
            start += 1
    after = tokens[start:]
    return " ".join(tokens[:start]), tuple(after), tuple(token for token in after if not is_known(token))


def _goes_on(tokens: list[str], words: Language) -> bool:
    return all(is_known(token) for token in tokens) or (is_clear(tokens[0]) and is_shaped(" ".join(tokens), words))


def is_state_only(letters: tuple[str, ...]) -> bool:
    """Tell whether what follows a name may be a state after a town."""
    return len(letters) == 1 and letters[0] in _STATES


def _letters(word: str) -> str:
    return re.sub(r"[^\w/-]", "", word).upper().removesuffix("/L")


def _is_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2
