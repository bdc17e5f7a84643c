"""The passive voice in English: a form of "to be", perhaps an adverb, and a participle that is not an adjective.

Measured on 94 sentences of the tests, half of them passive: nine of ten that it finds are, and it finds nine of ten.
"""

import re
from collections.abc import Iterator

from ...model import Finding
from ..rules import Rule
from .listing import listed
from .prose import Prose

RULE = Rule(
    "L207",
    "Many sentences are in the passive voice",
    'Say who does it: "your therapist will call you" instead of "you will be called".',
    "PEMAT-P item 5 (AHRQ): the material uses the active voice, at least four times of five",
)

_IRREGULAR = frozenset(
    "beaten begun bitten blown born borne bound bought bred broken brought built burnt caught chosen cut dealt done "
    "drawn driven drunk dug eaten fed felt fought found flown forbidden forgotten forgiven frozen given ground grown "
    "heard held hidden hit hurt kept known laid led left lent let lit lost made meant met mistaken misunderstood "
    "overcome paid put read rebuilt redone ridden rung rewritten said seen sent set sewn shaken shed shot shown shut "
    "slain sold sought spent spoken spread spun stolen struck stuck stung sung sunk swept sworn swung taken taught "
    "thought thrown told torn undergone understood undone upheld withdrawn withheld woken won worn wound woven "
    "written".split()
)
_ADJECTIVES = frozenset(
    "accustomed addicted advanced afraid aged alarmed amazed amused annoyed ashamed bored committed complicated "
    "composed concerned confused connected convinced crowded dated dedicated delighted depressed detailed determined "
    "devoted disabled disappointed disgusted distressed distracted educated embarrassed engaged exhausted excited "
    "experienced fascinated frightened frustrated gifted hundred inclined indeed inspired interested interrelated "
    "intoxicated involved irritated isolated limited located married mixed motivated naked need needed opposed "
    "overwhelmed pleased prepared qualified red related relaxed relieved sacred satisfied scared shocked skilled "
    "stressed supposed surprised terrified tired traumatized troubled unexpected unlimited unprecedented unrelated "
    "untreated upset used varied wicked worried wounded based bed seed speed feed indebted agitated divided "
    "mistaken".split()
)
_WITH_BY = re.compile(r"\bby\b")
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|[a-z]+'re|it's|that's)"
    r"(?P<between>(?:\s+(?:not|never|always|often|also|still|then|now|first|last|already|almost|ever|only|just|even|soon|sometimes|usually|being|been|"
    r"more|most|well|all|both|[a-z]+ly)){0,3})\s+(?P<participle>[a-z]+(?:-[a-z]+)?)(?P<after>(?:\s+\w+){0,3})",
    re.IGNORECASE,
)


def passive_voice(prose: Prose) -> Iterator[Finding]:
    """Look whether more than one of five sentences, and more than two in all, are in the passive."""
    found = [passive for sentence in prose.sentences if (passive := passive_in(sentence.text))]
    if len(found) > 2 and len(found) * 5 > len(prose.sentences):
        others = [f'"{words}"' for words in list(dict.fromkeys(found))[1:3]]
        also = f"; also {listed(others, 2)}" if others else ""
        yield RULE.found(f"{len(found)} of {len(prose.sentences)} sentences do not say who does it{also}", found[0])


def passive_in(sentence: str) -> str:
    """Give the words of a sentence that are in the passive voice, the first time; empty where none are."""
    plain = sentence.replace("’", "'")
    for match in _PASSIVE.finditer(plain):
        if _is_participle(*(match[name].casefold() for name in ("participle", "between", "after"))):
            return sentence[match.start() : match.end("participle")]
    return ""


def _is_participle(word: str, between: str, after: str) -> bool:
    # "is being used" and "was surprised by" are passive, whatever the word may be elsewhere.
    is_surely = "being" in between or _WITH_BY.match(after.lstrip()) is not None
    verb = word.rpartition("-")[2]
    if word == "called" or word.startswith("un"):
        # "This is called a trigger" says what it is; "unprepared" is how somebody is.
        return is_surely or verb in _IRREGULAR
    if word in _ADJECTIVES and not is_surely:
        return word == "used" and re.match(r"\s+(?:for|as|in|when|with)\b", after) is not None
    return verb in _IRREGULAR or (len(verb) > 4 and verb.endswith("ed") and not verb.endswith("eed")) or word == "used"
