"""What keeps a printer from printing, in plain words with what to do (RFC 8011, 5.4.12; PWG 5100.9)."""

from collections.abc import Iterable

_STOPPING = {
    "media-empty": "is out of paper. Put paper in.",
    "media-needed": "waits for paper. Put the right one in.",
    "media-jam": "has a paper jam. Open it, take the paper out and close it again.",
    "input-tray-missing": "misses a paper tray. Push it in.",
    "input-cannot-feed-size-selected": "has other paper in its tray than the handout needs. Put the right one in.",
    "input-media-size-change": "has other paper in its tray than it thinks. Look at its display.",
    "door-open": "has a door open. Close it.",
    "cover-open": "has a cover open. Close it.",
    "interlock-open": "has a door open. Close it.",
    "toner-empty": "is out of toner. Put a new cartridge in.",
    "marker-supply-empty": "is out of ink or toner. Put a new cartridge in.",
    "marker-supply-missing": "misses a cartridge. Put it in.",
    "marker-waste-full": "has a full container for waste ink or toner. Change it.",
    "output-area-full": "has no room for more paper in its output tray. Take the sheets out.",
    "output-tray-missing": "misses its output tray. Put it in.",
    "fuser-over-temp": "has to cool down. It goes on by itself.",
    "fuser-under-temp": "is warming up. It goes on by itself.",
    "opc-life-over": "needs a new drum. Look at its display.",
    "developer-empty": "needs new developer. Look at its display.",
    "spool-area-full": "has too many jobs waiting. It goes on when some are printed.",
    "paused": "was paused. Start it again at its display.",
    "shutdown": "is switched off, or asleep. Switch it on.",
    "timed-out": "does not answer the computer it is connected to. See that it is on.",
    "connecting-to-device": "is being woken up. It goes on by itself.",
    "cups-offline": "is off, or out of the network. Switch it on.",
    "offline": "is off, or out of the network. Switch it on.",
}
"""Reason, without how bad it is -> what to say of the printer."""
_COMING = {
    "media-low": "has little paper left.",
    "toner-low": "has little toner left.",
    "marker-supply-low": "has little ink or toner left.",
    "marker-waste-almost-full": "will soon need another container for waste ink or toner.",
    "output-area-almost-full": "has little room left in its output tray.",
    "opc-near-eol": "will soon need a new drum.",
}
"""The same for what does not stop it yet."""
_SAID_IN_VAIN = ("none", "moving-to-paused", "resuming", "stopping", "stopped-partly", "cups-")
_HOW_BAD = ("-error", "-warning", "-report")


def in_words(reasons: Iterable[str]) -> list[str]:
    """Say each reason in a sentence without its subject, which is the printer."""
    return list(dict.fromkeys(filter(None, map(_said, reasons))))


def _said(reason: str) -> str:
    root = reason
    for how_bad in _HOW_BAD:
        root = root.removesuffix(how_bad)
    if known := _STOPPING.get(root) or _COMING.get(root):
        return known
    if root.startswith(_SAID_IN_VAIN) or reason.endswith("-report"):
        return ""
    return f'says "{root}". Look at its display.'
