"""The form of a rule: what a check looks for, why, and what helps."""

from dataclasses import dataclass

from ..model import Finding


@dataclass(frozen=True)
class Rule:
    """Something that a check looks for. It stands once, beside its check, in the module's RULES."""

    code: str
    """Family letter and number from 201 on; what is below belongs to readers, pages and renderers."""
    title: str
    """What it finds, in one line without a full stop."""
    todo: str
    """What to do about it: a sentence or two."""
    guidance: str
    """The guidance that it comes from: the standard's name and part, or why the clinic would want it."""

    def found(self, message: str, words: str = "", *, advice: bool = True) -> Finding:
        """Give what was found: `message` says what, without a full stop, since the words and what to do follow it.

        As in: a paragraph of 180 words: "Ketamine, once used". Part it. `words` are as they stand in the body.
        """
        return Finding(self.code, message, advice=advice, words=words)
