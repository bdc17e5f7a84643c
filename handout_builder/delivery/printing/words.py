"""The words of a printer, or of whoever answers in its place, made fit for a terminal at the door."""

_LONGEST = 255
"""Letters; no name or message of use has more."""
_JOINERS = "\u200c\u200d"
"""What holds letters together or apart in Persian and Indian names."""


def printable(text: str) -> str:
    """Give words on one line, without control characters and what turns the direction of writing."""
    shown = "".join(each if each.isprintable() or each in _JOINERS else " " for each in text[: 4 * _LONGEST])
    return " ".join(shown.split())[:_LONGEST]
