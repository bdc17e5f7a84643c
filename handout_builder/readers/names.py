"""Whether words look like a person's name, and how much speaks for it."""

import re
from enum import IntEnum
from functools import cache

from .languages import Language, known_languages

PARTICLES = frozenset(
    """
    al ap bat ben bin bint da das de del della den der des di do dos du e el ibn la las le les lo los mac san st. ten
    ter van vom von y zu zur
    """.split()
)
"""Small words that stand inside names, in lower case."""

_WORD = re.compile(r"(?:[^\W\d_]\.?(?:-?[^\W\d_]\.)*|[^\W\d_][^\W\d_]*(?:[-'’.·][^\W\d_]+)*\.?)")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_LOGIN = re.compile(r"(?=[\w.-]*[^\W\d_])\w[\w.-]{1,30}")
_CJK = r"\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_CJK_NAME = re.compile(rf"[{_CJK}]{{1,8}}(?:[ ・·]?[{_CJK}]{{1,8}}){{0,2}}")
_CASELESS = re.compile(rf"[\u0590-\u06ff{_CJK}]")
_MARKED = re.compile(r"[^\W\d_]+[-'’][^\W\d_]+|M(?:a?c)[A-ZÀ-Þ]\w+")
"""O'Neill, Ghaffari-Tabrizi, McCleskey."""


class Weight(IntEnum):
    """How much speaks for a name."""

    NONE = 0
    """It is none."""
    POSSIBLE = 1
    """Ordinary words are in it: only a word such as "By", or credentials, make it one."""
    PLAUSIBLE = 2
    """Nothing speaks against it."""
    STRONG = 3
    """It has a given name that is known, an initial, a particle or the like."""


def weigh_name(text: str, words: Language) -> Weight:
    """Weigh whether a text is the full name of a person: two to six words, pronouns and titles apart."""
    is_titled, tokens = name_words(text, words)
    if is_cjk(text):
        return _weigh_cjk(" ".join(tokens), words)
    if len(text) > 60 or not (1 if is_titled else 2) <= len(tokens) <= 6:
        return Weight.NONE
    if not all(_WORD.fullmatch(token) for token in tokens) or not _is_in_capitals(tokens):
        return Weight.NONE
    if words.family and len(tokens) <= 5 and (found := _weigh_by_family(tokens, words)):
        return found
    weight = _weigh_words(tokens, words)
    return Weight.STRONG if is_titled and weight >= Weight.POSSIBLE else weight


def _weigh_by_family(tokens: list[str], words: Language) -> Weight:
    """Weigh a name whose family name stands first: Nguyễn Văn An."""
    first = tokens[0].casefold()
    if " ".join(tokens).casefold() in words.places or first not in words.family | words.surnames:
        return Weight.NONE
    return Weight.STRONG if first in words.family and len(tokens) > 2 else Weight.PLAUSIBLE


def _weigh_words(tokens: list[str], words: Language) -> Weight:
    names = [token for place, token in enumerate(tokens) if not place or token.casefold() not in PARTICLES]
    is_given = bool(names) and names[0].casefold() in given_names() | words.given
    opens_as_name = is_given or bool(names and _INITIAL.fullmatch(names[0]))
    against, for_it = 0, 0
    for place, token in enumerate(names):
        word = token.casefold()
        if place == 0 and is_given and (word in words.common or is_ordinary(word, words)):
            continue
        if word in words.common and len(word) > 1 and word not in words.surnames:
            return Weight.NONE
        if is_ordinary(word, words):
            against += not (opens_as_name and place and word in words.surnames)
        elif not is_given and _has_ending(word, words):
            against += 1
        elif not _INITIAL.fullmatch(token):
            for_it += 1
    if not for_it:
        return Weight.POSSIBLE if is_given and not against else Weight.NONE
    if against:
        return Weight.POSSIBLE
    has_sign = (
        any(token.casefold() in PARTICLES - words.common for token in tokens)
        or any(map(_is_sign, names))
        or any(token.casefold() in given_names() for token in names[:-1])
    )
    return Weight.STRONG if has_sign else Weight.PLAUSIBLE


def _is_sign(token: str) -> bool:
    return bool(_INITIAL.fullmatch(token) or _MARKED.fullmatch(token))


def is_single_name(text: str, words: Language) -> bool:
    """Tell whether one word may be a person: a given name or a login, and no ordinary word."""
    if is_ordinary(text.casefold(), words) or " " in text:
        return False
    word = text.casefold()
    return word in given_names() or (not _has_ending(word, words) and is_login(text, words))


def is_telling(text: str, words: Language) -> bool:
    """Tell whether one word alone is a person: a given name, or a login made of two words that are not ordinary."""
    parts = re.split(r"[\d_.-]+", text.casefold())
    if " " in text or any(is_ordinary(part, words) or _has_ending(part, words) for part in parts):
        return False
    return any(part in given_names() for part in parts) or (len(parts) == 2 and is_login(text, words))


def _has_ending(word: str, words: Language) -> bool:
    return bool(words.endings) and word.endswith(words.endings) and word not in given_names()


def is_login(text: str, words: Language) -> bool:
    """Tell whether one word is written as logins are: kate, ryan-sibley, 18F, AIDS.gov."""
    if not _LOGIN.fullmatch(text) or _CASELESS.search(text):
        return False
    parts = [part for part in re.split(r"[\d_.-]+", text.casefold()) if part]
    if len(set(text)) == 1:
        return False
    if all(is_ordinary(part, words) for part in parts) and not re.fullmatch(r"\w+\.[a-z]{2,3}", text):
        return False
    return text.islower() or bool(re.search(r"[\d_.]", text.rstrip(".")))


def is_group(text: str, words: Language) -> bool:
    """Tell whether a text names a group that signs together: Riverside Clinic Staff."""
    tokens = text.split()
    if is_cjk(text):
        return len(text) <= 16 and text.endswith(tuple(words.byline.groups))
    groups = words.byline.groups | known_languages()["en"].byline.groups
    ends = {tokens[0].casefold(), tokens[-1].casefold(), " ".join(tokens[:2]).casefold()}
    return 2 <= len(tokens) <= 6 and bool(ends & groups) and not re.search(r"[.!?:;]", text)


def name_words(text: str, words: Language) -> tuple[bool, list[str]]:
    """Give whether a title stands before a name, and its words without titles, pronouns and Jr."""
    tokens = without_pronouns(text, words).replace(",", " ").split()
    start = 0
    while start < len(tokens) - 1 and tokens[start].casefold() in words.byline.honorifics | _honorifics():
        start += 1
    end = len(tokens)
    while end > start + 1 and tokens[end - 1].casefold() in words.byline.suffixes | {"jr", "jr.", "ii", "iii"}:
        end -= 1
    return start > 0, tokens[start:end]


def without_pronouns(text: str, words: Language) -> str:
    """Leave out pronouns in brackets, and before or after a stroke: (she/her)."""
    pronouns = "|".join({*words.byline.pronouns, *known_languages()["en"].byline.pronouns})
    return re.sub(rf"\s*[(\[]\s*(?:{pronouns})\b[^)\]]*[)\]]", "", text, flags=re.IGNORECASE)


def is_ordinary(word: str, words: Language) -> bool:
    """Tell whether a word, in lower case, is one of the language's own, or an English one beside another script."""
    known = words.ordinary
    if words.tag in ("ar", "he", "ja", "zh") and word.isascii():
        known = known_languages()["en"].ordinary
    return word in known or word.removesuffix("s") in known or word.strip(".") in known


def is_cjk(text: str) -> bool:
    """Tell whether a text has Chinese, Japanese or Korean characters."""
    return bool(re.search(f"[{_CJK}]", text))


def _is_in_capitals(tokens: list[str]) -> bool:
    """Tell whether each word is written with a capital, where its script has any."""
    return all(not token[0].islower() or token.casefold() in PARTICLES for token in tokens) and (
        not tokens[0][0].islower() or len(tokens) > 2
    )


def _weigh_cjk(text: str, words: Language) -> Weight:
    if not _CJK_NAME.fullmatch(text) or len(text) > 16 or len(text) < 2:
        return Weight.NONE
    if any(word in text for word in words.ordinary if len(word) > 1 or word >= "\u4e00"):
        return Weight.NONE
    together = text.replace(" ", "")
    family = next((name for name in sorted(words.family, key=len, reverse=True) if together.startswith(name)), "")
    if not family or not 1 <= len(together) - len(family) <= 3:
        return Weight.POSSIBLE
    return Weight.STRONG if len(family) > 1 and (words.tag == "zh" or " " in text) else Weight.PLAUSIBLE


@cache
def given_names() -> frozenset[str]:
    """Give the given names of all languages: a Spanish one may stand in an English article."""
    return frozenset().union(*(language.given for language in known_languages().values()))


@cache
def _honorifics() -> frozenset[str]:
    return known_languages()["en"].byline.honorifics
