"""Whether a name in a line is somebody's who is credited, by where it stands and what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..model import Byline, Clinician
from .credentials import is_state_only
from .languages import Language, known_languages
from .names import Weight, given_names, is_cjk, is_group, is_login, is_ordinary, is_single_name, is_telling, weigh_name
from .people import known_person

Place = Literal["title", "end", "anywhere"]
"""Where a line stands: right under the title, where a name alone will do, at the article's end, or anywhere."""

Lead = Literal["bare", "faint", "marked"]
"""What stands before a name: nothing, a word such as "By", or one that only bylines have."""


@dataclass(frozen=True)
class Context:
    """What stands around a name."""

    words: Language
    people: Sequence[Clinician]
    place: Place
    dated: bool
    lead: Lead
    has_letters: bool = False
    """Whether credentials stand in the line."""

    def knows(self, name: str) -> bool:
        """Tell whether somebody of clinicians.toml is meant."""
        return known_person(name, self.people) is not None


def certainty(byline: Byline, context: Context) -> bool | None:
    """Tell whether a name is certain; None where it is none."""
    name = byline.name
    if context.knows(name):
        return True
    weight = weigh_name(name, context.words)
    team = _is_team_beside(name, context)
    if context.lead == "bare":
        return weight >= Weight.PLAUSIBLE if weight or _is_bare_word(name, context) or team else None
    if context.lead == "marked" and weight:
        return True
    if weight >= _least(name, context) or (weight and byline.credentials):
        return weight == Weight.STRONG or bool(byline.credentials)
    is_certain = context.lead == "marked" and (is_telling(name, context.words) or " " in name)
    return is_certain if team or _is_marked_name(name, context) else None


def _least(name: str, context: Context) -> Weight:
    """Give what a name after a word such as "By" must weigh: more where no capitals tell names from other words."""
    if context.words.tag in ("ar", "he"):
        return Weight.STRONG
    is_english_byline = context.words.tag == "en" and context.place != "anywhere"
    is_given = name.split()[0].casefold() in given_names()
    return Weight.POSSIBLE if is_given or is_english_byline else Weight.PLAUSIBLE


def _is_bare_word(name: str, context: Context) -> bool:
    """Tell what may be an author though no full name: a login, a given name, a group, Latin words in a Chinese text."""
    words = context.words
    if is_single_name(name, words) or _is_bare_group(name, context):
        return True
    return context.dated and (is_login(name, words) or _is_foreign(name, words))


def _is_marked_name(name: str, context: Context) -> bool:
    """Tell what is a name just because of the word before it: a login, a given name, a group, jane roe."""
    words = context.words
    if context.place == "anywhere" and context.lead == "faint":
        return False
    if is_telling(name, words) or is_group(name, words):
        return True
    if is_single_name(name, words) and (words.tag == "en" or context.lead == "marked"):
        return True
    is_word = re.fullmatch(r"[^\W_][\w.'’-]{1,30}", name) and words.tag not in ("ar", "he")
    if context.lead == "marked" and len(name) > 1 and (is_cjk(name) or is_word):
        return len(name) <= 12 and not any(token.casefold() in words.ordinary for token in (name, *name.split()))
    return name.islower() and (weigh_name(name.title(), words) >= Weight.STRONG or _is_foreign(name, words))


def _is_foreign(name: str, words: Language) -> bool:
    """Tell Latin words that stand for a name in a text without Latin letters, whatever their capitals."""
    is_latin = name.isascii() and len(name.split()) <= 4
    return words.tag in ("zh", "ja", "ar", "he") and is_latin and weigh_name(name.title(), words) >= Weight.PLAUSIBLE


def _is_bare_group(name: str, context: Context) -> bool:
    if context.place != "title" or not (context.dated or context.words.tag in ("zh", "ja")):
        return False
    return not is_cjk(name) and is_group(name, context.words) and weigh_name(name.title(), context.words) != Weight.NONE


def _is_team_beside(name: str, context: Context) -> bool:
    """Tell a group that signs with somebody whose credentials stand there: "Jane Roe, PsyD, and the Elm Team"."""
    words = context.words
    opening, _, rest = name.partition(" ")
    has_article = opening.casefold() in {"the", "our", *words.byline.articles}
    group = rest if has_article else name
    is_own = has_article or not all(is_ordinary(token.casefold(), words) for token in group.split())
    return context.has_letters and is_own and is_group(group, words)


def may_stand_bare(named: list[Byline], context: Context) -> bool:
    """Tell whether names without a word before them are a byline, by what is after them and where they stand."""
    stand = [_stands(byline, context) for byline in named]
    if all(stand):
        return True
    others = [byline for byline, does in zip(named, stand, strict=True) if not does]
    are_names = all(weigh_name(b.name, context.words) >= Weight.PLAUSIBLE and not b.credentials for b in others)
    are_teams = all(_is_team_beside(b.name, context) for b in others)
    return context.place == "title" and any(byline.credentials for byline in named) and (are_names or are_teams)


def _stands(byline: Byline, context: Context) -> bool:
    words, name = context.words, byline.name
    weight = weigh_name(name, words)
    if context.knows(name):
        return True
    if byline.credentials:
        if name.casefold() in words.places or name.casefold() in known_languages()["en"].places:
            return False
        if is_state_only(byline.credentials):
            single = context.place == "title" and is_single_name(name, words)
            return weight >= Weight.PLAUSIBLE or single
        return weight >= Weight.POSSIBLE or (context.place != "anywhere" and is_single_name(name, words))
    if context.place != "title":
        return False
    if byline.role:
        return weight >= Weight.PLAUSIBLE and len(byline.role.split()) <= 6
    if weight == Weight.NONE:
        return context.dated or is_telling(name, words) or _is_bare_group(name, context)
    # Names that end in s are many, but plural words are more.
    is_short = len(name.split()) < 4 and not name.endswith("s")
    if context.dated or (is_short and (words.tag == "en" or _is_foreign(name, words))):
        return weight >= Weight.PLAUSIBLE
    return weight == Weight.STRONG
