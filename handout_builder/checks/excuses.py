"""Excuses: what an author leaves as it is, with the reason, in the front matter (family M)."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from ..model import Article, Finding
from .elsewhere import MAKING, READING
from .rules import Rule

_WHY = "What is passed over is passed over in writing, so that the next reader knows that somebody looked"

NO_REASON = Rule(
    "M201",
    "An excuse without a reason",
    'Say why: excused: {H204: "a poem"}. Until then it excuses nothing.',
    _WHY,
)
NO_CODE = Rule(
    "M202",
    "An excuse for a code that does not exist",
    "Correct the code; docs/findings.md lists them all.",
    _WHY,
)
IDLE = Rule(
    "M203",
    "An excuse that excuses nothing any more",
    "Take it out of the front matter.",
    _WHY,
)
RULES = (NO_REASON, NO_CODE, IDLE)


def check_excuses(
    article: Article, found: Iterable[Finding], codes: Sequence[str], unlooked: Sequence[str]
) -> Iterator[Finding]:
    """Look at an article's excuses; `found` is what there is to excuse, `codes` those of all checks.

    `unlooked` are the codes of what was not looked for this time.
    """
    codes_found = {finding.code for finding in found}
    for code, reason in article.excused:
        if code not in codes and code not in READING and code not in MAKING:
            guess = get_close_matches(code, [*codes, *READING, *MAKING], 1, 0.5)
            hint = f" (did you mean {guess[0]}?)" if guess else ""
            yield NO_CODE.found(f"there is no finding of this code{hint}", code)
        elif not reason:
            yield NO_REASON.found("an excuse without a reason", code)
        # What is found when it is made is not known before.
        elif code not in codes_found and code not in MAKING and code not in unlooked:
            yield IDLE.found("nothing is found that this would excuse", code)
