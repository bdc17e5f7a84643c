"""Handouts go by e-mail: as a draft for a mail program, or by way of a mail server, to one person or to a list."""

from .addresses import Recipient, recipient_of
from .attachments import Attachment, attachment_of, check_sizes, in_megabytes, size_of, told_apart
from .letters import Enclosed, Letter, language_of, subject_of
from .messages import draft, mail
from .passwords import keep_password, password_of
from .recipients import People, read_people
from .sending import Outcome, send_all
from .sent_list import forgetful, is_emptied, look, open_sent_list, place_of
from .server import PORTS, Account

__all__ = [
    "PORTS",
    "Account",
    "Attachment",
    "Enclosed",
    "Letter",
    "Outcome",
    "People",
    "Recipient",
    "attachment_of",
    "check_sizes",
    "draft",
    "forgetful",
    "in_megabytes",
    "is_emptied",
    "keep_password",
    "language_of",
    "look",
    "mail",
    "open_sent_list",
    "password_of",
    "place_of",
    "read_people",
    "recipient_of",
    "send_all",
    "size_of",
    "subject_of",
    "told_apart",
]
