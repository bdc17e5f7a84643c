"""One mail is handed over (RFC 5321, section 3.3), so that at each moment it is known whether it may have arrived."""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ...errors import DeliveryError
from .addresses import Recipient
from .attachments import in_megabytes
from .server import LineLostError, without_addresses

LAST_PATIENCE = 600
"""Seconds that the answer to a whole mail may take (section 4.5.3.2.6)."""

_PIECE = 65536
"""Bytes that have to leave within the patience."""

_WHY = {
    "1.1": "there is no such mailbox",
    "1.2": "there is no such place for mail behind the @",
    "1.3": "the address is not one that the server understands",
    "1.6": "the mailbox has moved",
    "1.10": "the place behind the @ takes no mail",
    "2.1": "the mailbox is closed",
    "2.2": "the mailbox is full",
    "2.3": "the mail is too large for this mailbox",
    "4.4": "there is no way to the place behind the @",
    "7.1": "the mailbox does not take mail from this sender",
}
"""Detail of an enhanced status code (RFC 3463) -> what it means. The server's own words may hold the address."""


@dataclass(frozen=True)
class Answer:
    """What became of a mail."""

    state: Literal["sent", "refused", "put off", "uncertain"]
    """`put off` where the server may take it later."""
    why: str = ""
    """Without anything that tells who the person is."""
    is_for_all: bool = False
    """Whether others would be answered the same."""


def hand_over(
    line: smtplib.SMTP, sender: str, person: Recipient, mail: bytes, before_last: Callable[[], None]
) -> Answer:
    """Hand a mail over. `before_last` is called before the one sign after which it may have arrived.

    Raises LineLostError where the line dropped before that, so that nothing arrived; DeliveryError where the server
    would take it from nobody.
    """
    try:
        if refusal := _envelope(line, sender, person, len(mail)):
            _reset(line)
            return refusal
        data = _as_data(mail)
        for start in range(0, len(data), _PIECE):
            line.send(data[start : start + _PIECE])
    except (OSError, smtplib.SMTPException):
        line.close()
        raise LineLostError("the line to the server dropped") from None
    try:
        before_last()
    except BaseException:
        line.close()
        raise
    return _last(line)


def _reset(line: smtplib.SMTP) -> None:
    """Have the server forget a mail that it refused; a line that dropped meanwhile is opened anew for the next."""
    try:
        if line.sock:
            line.rset()
    except (OSError, smtplib.SMTPException):
        line.close()


def _envelope(line: smtplib.SMTP, sender: str, person: Recipient, size: int) -> Answer | None:
    """Tell sender, recipient and that a mail follows; give the refusal, if it is one."""
    _check_size(line, size)
    options = [f"SIZE={size}"] if line.has_extn("size") else []
    if person.needs_utf8:
        if not line.has_extn("smtputf8"):
            return Answer("refused", "the address has letters that this server cannot handle (no SMTPUTF8)")
        options += ["BODY=8BITMIME", "SMTPUTF8"]
        line.command_encoding = "utf-8"
    try:
        code, said = line.mail(sender, options)
        if code >= 500 and not person.needs_utf8:
            raise DeliveryError(_refused_sender(code, said, size))
        if code == 250:
            code, said = line.rcpt(person.address)
    finally:
        line.command_encoding = "ascii"
    if code in (250, 251):
        code, said = line.docmd("DATA")
        if code == 354:
            return None
    return _answer(code, said, line)


def _check_size(line: smtplib.SMTP, size: int) -> None:
    """Hold a mail against what the server told that it takes (RFC 1870)."""
    told = line.esmtp_features.get("size", "")
    if told.isdigit() and 0 < int(told) < size:
        raise DeliveryError(_too_large(size, f"it takes {in_megabytes(int(told))}"))


def _too_large(size: int, what: str) -> str:
    return (
        f"The mail has {in_megabytes(size)} with all that is needed to send it, which is too large for the server "
        f"({what}), so it was not sent. Send fewer handouts, the ePub (--edition epub), or tell people the address of "
        "your download page."
    )


def _refused_sender(code: int, said: bytes, size: int) -> str:
    if code == 552 or b"5.3.4" in said:
        return _too_large(size, f"it answers {code}")
    return (
        f"The server does not take mail from mail.sender ({code} {without_addresses(said)}), so it was not sent. "
        "Check that it is an address of the account in mail.user."
    )


def _as_data(mail: bytes) -> bytes:
    """Double the dots that begin a line (section 4.5.2); the mail ends with a line's end."""
    mail = re.sub(rb"(?m)^\.", b"..", mail)
    return mail if mail.endswith(b"\r\n") else mail + b"\r\n"


def _last(line: smtplib.SMTP) -> Answer:
    try:
        if line.sock:
            line.sock.settimeout(LAST_PATIENCE)
        line.send(b".\r\n")
        code, said = line.getreply()
        if line.sock and line.timeout:
            line.sock.settimeout(line.timeout)
    except (OSError, smtplib.SMTPException):
        line.close()
        return Answer("uncertain", "the line dropped before the server said whether it has the mail")
    if 200 <= code < 300:
        return Answer("sent")
    if code == 552 and not said.startswith(b"5.2."):
        return Answer("refused", "the mail is too large for the server (552)", is_for_all=True)
    return _answer(code, said, line)


def _answer(code: int, said: bytes, line: smtplib.SMTP) -> Answer:
    if code == 421:
        # The server goes away, and says so first.
        line.close()
    if not 400 <= code < 600:
        line.close()
        return Answer("put off", f"the server answered {code}, which makes no sense here")
    found = re.match(rb"([45])\.(\d{1,3}\.\d{1,3})\b", said)
    status = f" {found[0].decode()}" if found else ""
    kind: Literal["refused", "put off"] = "refused" if code >= 500 else "put off"
    detail = found[2].decode() if found else ""
    # Who puts off a sender whom they do not know gives as a reason what would be one for good.
    meaning = _WHY.get(detail, "") if kind == "refused" or detail.startswith("2.") else ""
    words = meaning or ("the server refuses it" if kind == "refused" else "the server asks to try again later")
    return Answer(kind, f"{words} ({code}{status})")
