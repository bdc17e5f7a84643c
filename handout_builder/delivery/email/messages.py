"""A letter becomes a mail: headers, text, HTML and attachments (RFC 5322, MIME)."""

from base64 import b64encode
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import make_msgid
from typing import Any

from .addresses import Recipient
from .attachments import Attachment
from .letters import Letter, html_of, text_of

_PARAMETERS = SMTP.clone(max_line_length=998)


class _Policy(EmailPolicy):
    """That of SMTP, but names of files stay on one line, and stand as older versions of Outlook look for them too."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write a header."""
        if name.casefold() == "content-type" and not value.params.get("name", "").isascii():
            # The standard has names in the other header alone (RFC 2231), which those versions do not know.
            return f'{name}: {value.content_type}; name="{_encoded_word(value.params["name"])}"\r\n'.encode("ascii")
        if name.casefold() in ("content-type", "content-disposition"):
            return _PARAMETERS.fold_binary(name, value)
        return super().fold_binary(name, value)


_SMTP = _Policy(linesep="\r\n", cte_type="7bit")


def draft(letter: Letter, person: Recipient | None, sender: str = "") -> bytes:
    """Give a mail that a mail program opens as one to be sent: without a date and an id, which it puts in itself."""
    message = _message(letter, person, sender)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def mail(letter: Letter, person: Recipient, sender: str) -> bytes:
    """Give a mail as it is sent."""
    message = _message(letter, person, sender)
    message["Date"] = datetime.now(UTC).astimezone()
    # The machine's own name is nobody's business.
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].encode("idna").decode("ascii"))
    return message.as_bytes()


def _message(letter: Letter, person: Recipient | None, sender: str) -> EmailMessage:
    """Give multipart/mixed( multipart/alternative(text, html), attachments )."""
    message = EmailMessage(policy=_SMTP.clone(utf8=bool(person and person.needs_utf8)))
    if sender:
        message["From"] = _address(letter.clinic.name, sender)
    if person:
        message["To"] = _address(person.name, person.address)
    message["Subject"] = letter.subject
    message.set_content(text_of(letter), cte="quoted-printable")
    message.add_alternative(html_of(letter), subtype="html", cte="quoted-printable")
    for attachment in letter.attachments:
        _attach(message, attachment)
    return message


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, _, sub = attachment.media_type.partition("/")
    name = attachment.name
    message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name, params={"name": name})


def _encoded_word(text: str) -> str:
    """Write a text as one encoded word (RFC 2047)."""
    return f"=?utf-8?B?{b64encode(text.encode()).decode('ascii')}?="


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)
