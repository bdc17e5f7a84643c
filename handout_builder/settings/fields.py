"""Every setting of clinic.toml, clinicians.toml and glossary.toml: its key, default and what it means.

The files that `new` writes, the checks and the documentation are all made from these tables.
"""

from dataclasses import dataclass
from typing import Literal

from ..model import OFFERED

Kind = Literal[
    "text", "lines", "file", "colour", "email", "web", "folder", "language", "choice", "choices", "number", "switch"
]

EXAMPLE_NAME = "Example Clinic"

CRISIS = (
    "If you or someone you know is struggling or in crisis, help is available. "
    "Call or text 988 or chat 988lifeline.org."
)
"""SAMHSA's wording for the 988 Suicide & Crisis Lifeline."""

DISCLAIMER = (
    "This handout gives general information. It does not replace the advice of your own clinician. "
    "Talk with your care team before you change any treatment."
)


@dataclass(frozen=True)
class Setting:
    """One key of a settings file."""

    key: str
    """A dot parts the table from the key inside it."""
    kind: Kind
    default: str | int | bool | tuple[str, ...]
    sentence: str
    choices: tuple[str, ...] = ()
    """The words allowed, for choice and choices."""
    required: bool = False
    least: int = 1
    """Of a number."""


CLINIC = (
    Setting("name", "text", EXAMPLE_NAME, "The clinic's name, as it stands on the letterhead."),
    Setting("tagline", "text", "", "A few words under the name."),
    Setting(
        "logo",
        "file",
        "",
        "A picture in layouts/ (SVG, PNG or JPEG); leave empty for none.",
        (".svg", ".png", ".jpg", ".jpeg"),
    ),
    Setting("phone", "text", "", "The number that patients call."),
    Setting("email", "email", "", "The address that patients write to."),
    Setting("web", "web", "", "The clinic's web address."),
    Setting("address", "lines", (), "The postal address, a line each."),
    Setting("crisis", "text", CRISIS, "Where to turn in a crisis; it stands on every handout."),
    Setting("disclaimer", "text", DISCLAIMER, "The small print at the end."),
    Setting("language", "language", "en", "The language of articles that do not tell theirs, such as en or es."),
    Setting("layout", "folder", "clinic", "The folder in layouts/ that says how handouts look."),
    Setting("paper", "choice", "letter", "The paper in your printer: letter or a4.", ("letter", "a4")),
    Setting(
        "editions",
        "choices",
        (),
        "What to make: letter, a4, large-print, clear-print, greyscale and booklet (PDF), epub (one a handout), "
        "kobo and kindle (the same for those readers), bundle (all in one ePub), binder (all in one PDF). "
        "Leave it out for your paper, epub and bundle.",
        OFFERED,
    ),
    Setting("binder_topics", "lines", (), "Topics that have a binder of their own, as the articles name them."),
    Setting(
        "time_limit",
        "number",
        300,
        "Seconds that one article may take before it is given up; "
        "what several are bound in may take as many times that.",
    ),
    Setting("memory_limit", "number", 2000, "Memory in megabytes that one article may take, likewise (on Linux)."),
    Setting("colours.brand", "colour", "#1d5c63", "Titles, headings and rules; dark enough to read on white."),
    Setting("colours.text", "colour", "#26302f", "The text; dark enough to read on white."),
    Setting("catalogue.on", "switch", False, "Whether each build writes the download page into handouts/."),
    Setting("catalogue.url", "web", "", "Where the download page will stand on the web; leave empty if nowhere."),
    Setting("catalogue.search_engines", "switch", True, "Whether search engines may list the download page."),
    Setting(
        "glossary.margin",
        "choices",
        (),
        "Editions that print the words of sources/glossary.toml beside the text: letter, a4, greyscale and binder in "
        "the margin; epub, kobo, kindle and bundle as notes.",
        OFFERED,
    ),
    Setting(
        "glossary.end",
        "choices",
        (),
        "Editions that print them at the end, as all do that are named nowhere here.",
        OFFERED,
    ),
    Setting("glossary.off", "choices", (), "Editions that print none of them.", OFFERED),
    Setting("mail.server", "text", "", "The server that sends e-mail, such as smtp.clinic.example."),
    Setting("mail.port", "number", 0, "Its port; 0 for the usual one: 587 for starttls, 465 for tls.", least=0),
    Setting("mail.security", "choice", "starttls", "How the line is made safe: starttls or tls.", ("starttls", "tls")),
    Setting(
        "mail.user",
        "text",
        "",
        "The name to log in with. The password is asked of the system's keyring, or of HANDOUTS_MAIL_PASSWORD; "
        "it never stands here.",
    ),
    Setting("mail.sender", "email", "", "The address that e-mails come from; leave empty for the clinic's own."),
    Setting(
        "mail.subject", "text", "", "The subject of e-mails; leave empty for one that tells nothing of the handout."
    ),
    Setting("mail.pause", "number", 2, "Seconds between two e-mails to a list.", least=0),
    Setting(
        "printer.name", "text", "", "The printer: its name, or its address, such as ipp://printer.local/ipp/print."
    ),
)

CLINICIAN = (
    Setting("name", "text", "", "The name as it is printed, without credentials.", required=True),
    Setting("credentials", "lines", (), 'Letters after the name, such as "LPCC" or ["PhD", "LPCC"].'),
    Setting("role", "text", "", "What the person does, such as Psychotherapist."),
    Setting("photo", "file", "", "A picture in sources/ (PNG or JPEG).", (".png", ".jpg", ".jpeg")),
    Setting("bio", "text", "", "Two or three sentences for the end of the handout."),
    Setting("link", "web", "", "A web address with more about the person."),
)

TERM = (
    Setting("term", "text", "", "A term as your articles write it.", required=True),
    Setting("plain", "text", "", "The plain words for it, as they would stand after it.", required=True),
    Setting("also", "lines", (), 'Other forms of the word, such as ["dendrite"].'),
    Setting(
        "languages",
        "lines",
        (),
        'The languages of the articles that it is for, such as ["en"]; the plain words are in the first one. '
        "Leave it out for the clinic's own.",
    ),
)
