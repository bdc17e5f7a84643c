"""`email`: a draft for a mail program, or mails by way of a mail server, to one person or to a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ..builder import check_folder
from ..delivery.email import Letter, People, Recipient, check_sizes, in_megabytes, read_people, recipient_of, size_of
from ..delivery.email.recipients import Row
from ..errors import DeliveryError, SourceError
from ..model import EDITIONS, Clinic
from ..settings import load_clinic
from .drafts import write_draft
from .enclosing import letter_of
from .mailing import Sending, account_of, check_account, dry_run, send, set_password, telling_nobody
from .slugs import SLUG
from .talk import say, shown

_SENDABLE = [edition.name for edition in EDITIONS if not (edition.is_book or edition.part_of)]
_FOR_KINDLE = ("kindle", "epub")


@dataclass(frozen=True)
class _Asked:
    """What was asked for at the command line."""

    slugs: tuple[str, ...]
    editions: tuple[str, ...]
    subject: str
    title_in_subject: bool
    neutral_names: bool
    to_kindle: bool


@click.command("email")
@click.argument("slugs", nargs=-1, type=SLUG, metavar="SLUG...")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option("--to", metavar="ADDRESS", default="", help="Whom it is for; a draft may leave it out.")
@click.option("--list", "people", type=click.Path(path_type=Path), help="A list of people (CSV), a mail for each.")
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(_SENDABLE),
    help="Attach this edition (default: the clinic's printed one); may be repeated.",
)
@click.option("--send", "sends", is_flag=True, help="Send it by the mail server in clinic.toml.")
@click.option("--yes", is_flag=True, help="Send to a list without asking.")
@click.option(
    "--output", type=click.Path(path_type=Path, allow_dash=True), help="Write the draft to this file; - for stdout."
)
@click.option(
    "--subject",
    default="",
    callback=lambda _context, _option, text: _one_line(text),
    help="The subject (default: one that tells nothing of the handout).",
)
@click.option("--title-in-subject", is_flag=True, help="Put the handout's title into the subject.")
@click.option("--neutral-names", is_flag=True, help="Name the attached files handout-1.pdf and so on, not by title.")
@click.option("--to-kindle", is_flag=True, help="Send ePubs to the address of a Kindle.")
@click.option("--again-uncertain", is_flag=True, help="Send again where nobody knows whether the first one arrived.")
@click.option("--set-password", "sets_password", is_flag=True, help="Ask for the mail server's password and keep it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per mail that was sent or refused.")
@click.option("-v", "--verbose", is_flag=True, help="Say also of each line of a list that it was sent.")
def command(
    slugs: tuple[str, ...],
    folder: Path,
    to: str,
    people: Path | None,
    editions: tuple[str, ...],
    sends: bool,
    yes: bool,
    output: Path | None,
    subject: str,
    title_in_subject: bool,
    neutral_names: bool,
    to_kindle: bool,
    again_uncertain: bool,
    sets_password: bool,
    as_json: bool,
    verbose: bool,
) -> int:
    """E-mail handouts: write a draft to open in a mail program, or --send them by a mail server."""
    check_folder(folder)
    clinic = load_clinic(folder)
    if sets_password:
        return set_password(clinic)
    _check_usage(slugs, to, people, sends, output)
    asked = _Asked(slugs, editions or _usual(clinic, to_kindle), subject, title_in_subject, neutral_names, to_kindle)
    if sends:
        check_account(clinic)
    with telling_nobody():
        found = read_people(people, _checked) if people else People(_one(to))
        if to_kindle:
            _check_kindle(asked, clinic, found.recipients)
        letter = _letter(folder, clinic, asked)
        if not sends and people is None:
            return write_draft(letter, found.recipients, clinic.mail.sender, folder, output)
        job = Sending(letter, found, people, _job(asked), as_json, verbose, again_uncertain)
        return send(job, account_of(clinic), clinic.mail.pause, is_sure=yes) if sends else dry_run(job, clinic)


def _one_line(text: str) -> str:
    if any(not letter.isprintable() for letter in text):
        raise click.BadParameter("a subject is one line, without signs that cannot be seen")
    return text.strip()


def _check_usage(slugs: Sequence[str], to: str, people: Path | None, sends: bool, output: Path | None) -> None:
    if not slugs:
        raise click.UsageError("name the handouts that are to be sent: the names of their files in sources/.")
    if to and people:
        raise click.UsageError("--to is for one person, --list for several; give one of them.")
    if sends and not (to or people):
        raise click.UsageError("--send needs to know to whom: --to ADDRESS, or --list FILE.")
    if output and (sends or people):
        raise click.UsageError("--output is for a draft; it goes with neither --send nor --list.")


def _usual(clinic: Clinic, to_kindle: bool) -> tuple[str, ...]:
    """Give the edition that is attached where none is named: the printed one of the clinic's own paper, if made."""
    if to_kindle:
        return (next((name for name in _FOR_KINDLE if name in clinic.editions), _FOR_KINDLE[0]),)
    # A booklet is for a printer only.
    made = [name for name in (clinic.paper, *_SENDABLE) if name in clinic.editions and name != "booklet"]
    return (made[0] if made else clinic.paper,)


def _one(address: str) -> tuple[Recipient, ...]:
    if not address:
        return ()
    found = recipient_of(address)
    if isinstance(found, str):
        raise DeliveryError(f"What --to names {found}. Nothing was sent.")
    return (found,)


def _checked(rows: Sequence[Row]) -> Iterable[Row]:
    """Show how far the check of a list is."""
    return shown("Checking addresses", rows, len(rows), lambda row: f"line {row[0]}")


def _check_kindle(asked: _Asked, clinic: Clinic, people: Sequence[Recipient]) -> None:
    if not set(asked.editions) <= set(_FOR_KINDLE):
        raise click.UsageError(f"--to-kindle sends ePubs: --edition {' or '.join(_FOR_KINDLE)}.")
    for person in people:
        if not person.is_kindle:
            guess = f"Did you mean one at {person.kindle_guess}? " if person.kindle_guess else ""
            where = f"Line {person.line}" if person.line else "--to"
            say(f"{where}: this is not the address of a Kindle, which ends in @kindle.com. {guess}It is used as it is.")
    sender = clinic.mail.sender or clinic.email or "the address that it comes from"
    say(
        f"Amazon takes it only from an address that the Kindle's owner has approved: {sender} has to stand in their "
        "account under Preferences, Personal Document Settings."
    )


def _letter(folder: Path, clinic: Clinic, asked: _Asked) -> Letter:
    """Make what is not up to date, put it into a letter and say what is large. Raises DeliveryError and as a build."""
    try:
        letter = letter_of(
            folder,
            clinic,
            asked.slugs,
            asked.editions,
            subject=asked.subject,
            title_in_subject=asked.title_in_subject,
            neutral_names=asked.neutral_names,
        )
    except SourceError as error:
        raise type(error)(f"{error} So no e-mail was made.") from error
    for advice in check_sizes(letter.attachments, for_kindle=asked.to_kindle):
        say(advice)
    attached = ", ".join(each.name for each in letter.attachments)
    say(f"Attached: {attached} ({in_megabytes(size_of(letter.attachments))}).")
    return letter


def _job(asked: _Asked) -> str:
    """Name what is sent, so that the same is not sent twice to anybody, whatever it is called meanwhile."""
    return "\n".join([*sorted(set(asked.slugs)), "", *sorted(set(asked.editions))])
