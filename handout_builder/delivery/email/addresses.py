"""To whom a mail goes: addresses and names are checked without asking anybody, and never written to a message."""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches

KINDLE_DOMAINS = ("kindle.com", "free.kindle.com", "kindle.cn", "free.kindle.cn")
_LONGEST_NAME = 100
_LONGEST_CELL = 500
"""Signs of an address with a name before it: an address has 254 at most (RFC 5321, 4.5.3.1.3)."""


@dataclass(frozen=True)
class Recipient:
    """A person to whom a mail goes."""

    address: str = field(repr=False)
    """In ASCII where that can be."""
    name: str = field(default="", repr=False)
    """As it is greeted; empty where it is not known."""
    line: int = 0
    """Of the list, 1-based: what is told of the person; 0 where there is no list."""

    @property
    def needs_utf8(self) -> bool:
        """Whether only servers that know SMTPUTF8 (RFC 6531) can be given the address."""
        return not self.address.isascii()

    @property
    def is_kindle(self) -> bool:
        """Whether the address is one that Amazon gives to a Kindle."""
        return self.address.rpartition("@")[2].casefold() in KINDLE_DOMAINS

    @property
    def kindle_guess(self) -> str:
        """Give the Kindle's domain that was probably meant; empty where none was."""
        found = get_close_matches(self.address.rpartition("@")[2].casefold(), KINDLE_DOMAINS, 1, 0.75)
        return found[0] if found else ""


def recipient_of(address: str, name: str = "", line: int = 0) -> Recipient | str:
    """Check an address and a name; give what is wrong with them, without quoting them, where something is."""
    from email_validator import EmailNotValidError, validate_email

    if len(address) > _LONGEST_CELL:
        # First of all, since nobody needs to look into it.
        return f"is no e-mail address: it has more than {_LONGEST_CELL} signs"
    if parts := re.fullmatch(r'\s*+"?([^<>"]*+)"?\s*+<([^<>]*+)>\s*+', address):
        # Jane Roe <jane@clinic.example>, as mail programs copy it.
        name, address = name or parts[1], parts[2]
    address, name = address.strip(), name.strip()
    if what := _name_mistake(name):
        return what
    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return f"is no e-mail address{_hint(address)}"
    return Recipient(found.ascii_email or found.normalized, name, line)


def _name_mistake(name: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") for letter in name):
        return "has a line break, or another sign that cannot be seen, in its name"
    return f"has a name of more than {_LONGEST_NAME} letters" if len(name) > _LONGEST_NAME else ""


def _hint(address: str) -> str:
    """Say what is wrong in the commonest cases."""
    signs = (
        (not address, "there is nothing"),
        (any(unicodedata.category(letter) == "Cc" for letter in address), "it has a line break in it"),
        (re.search(r"[,;]", address), "there is a comma or semicolon in it; only one address may stand there"),
        ("@" not in address, "it has no @"),
        (address.count("@") > 1, "it has more than one @"),
        (re.search(r"\s", address), "it has a space in it"),
        (not re.search(r"@[^@]+\.[^@.]+$", address), "what follows the @ is not complete"),
    )
    return next((f": {what}" for holds, what in signs if holds), "")
