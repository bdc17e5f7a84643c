"""Mails are sent by way of the clinic's mail server; of people, only lines of a list are told."""

import json
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from ..delivery.email import (
    PORTS,
    Account,
    Letter,
    Outcome,
    People,
    Recipient,
    forgetful,
    in_megabytes,
    is_emptied,
    keep_password,
    look,
    mail,
    open_sent_list,
    password_of,
    place_of,
    recipient_of,
    send_all,
)
from ..delivery.email.sent_list import SentList
from ..errors import DeliveryError, HandoutError, SettingsError
from ..model import Clinic
from . import INTERRUPTED
from .talk import say, shown

_SENDER = "mail.sender has to be the address that mails come from, in letters without accents."


@dataclass(frozen=True)
class Sending:
    """A letter, and those who are to have it."""

    letter: Letter
    people: People
    list_file: Path | None
    """None for one person, named at the command line."""
    job: str
    """What tells this letter from others to the same people."""
    as_json: bool
    verbose: bool
    again_uncertain: bool

    def known(self) -> SentList:
        """Tell what is known of earlier tries, without writing."""
        return look(self.list_file, self.job) if self.list_file else forgetful(self.job)

    def open(self) -> AbstractContextManager[SentList]:
        """Give what is known of earlier tries, and keep what is noted."""
        return open_sent_list(self.list_file, self.job) if self.list_file else nullcontext(forgetful(self.job))


@contextmanager
def telling_nobody() -> Iterator[None]:
    """Tell of an error that nobody foresaw by its kind and place alone: its words may hold an address."""
    try:
        yield
    except (HandoutError, click.ClickException, click.Abort, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - raised again, without its words
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} at {Path(place.filename).name}, line {place.lineno}"
        raise DeliveryError(
            f"This should not happen ({where}). Tell whoever looks after this program; what was said before holds."
        ) from None


def check_account(clinic: Clinic) -> None:
    """See that the settings tell how to send, before anything is made. Raises SettingsError."""
    mistakes = []
    if not clinic.mail.server:
        mistakes.append(
            "layouts/clinic.toml: mail.server is empty, so nothing can be sent. Put the name of your mail server "
            "there; or leave --send out and get a draft that your mail program sends."
        )
    if not _has_sender(clinic):
        mistakes.append(f"layouts/clinic.toml: {_SENDER}")
    if mistakes:
        raise SettingsError(mistakes)


def _has_sender(clinic: Clinic) -> bool:
    found = recipient_of(clinic.mail.sender or clinic.email)
    return isinstance(found, Recipient) and not found.needs_utf8


def account_of(clinic: Clinic) -> Account:
    """Give where mails are handed in, with the password. Raises DeliveryError where there is none."""
    settings = clinic.mail
    sender = recipient_of(settings.sender or clinic.email)
    assert isinstance(sender, Recipient)  # noqa: S101 - it was checked
    password = password_of(settings.user) if settings.user else ""
    port = settings.port or PORTS[settings.security]
    return Account(settings.server, port, settings.security, sender.address, settings.user, password)


def set_password(clinic: Clinic) -> int:
    """Ask for the password and keep it in the system's keyring; give the exit code."""
    if not clinic.mail.user:
        raise SettingsError(
            ["layouts/clinic.toml: mail.user is empty. Put the name there that logs in, then try again."]
        )
    if not sys.stdin.isatty():
        raise click.UsageError("a password is typed at a terminal. Elsewhere, put it into HANDOUTS_MAIL_PASSWORD.")
    try:
        password = click.prompt(f"Password of {clinic.mail.user} at {clinic.mail.server}", hide_input=True, err=True)
    except click.Abort:
        say("No password was typed, so none is kept.")
        return INTERRUPTED
    keep_password(clinic.mail.user, password)
    say("It is kept in this system's keyring.")
    return 0


def dry_run(job: Sending, clinic: Clinic) -> int:
    """Say what sending to a list would do, and what it would lack; give the exit code."""
    waiting = _tell_plan(job, clinic.mail.pause)
    lacks = [] if clinic.mail.server else ["mail.server has to be the name of your mail server."]
    lacks += [] if _has_sender(clinic) else [_SENDER]
    for what in lacks:
        say(f"Before you can send, in layouts/clinic.toml, {what}")
    say(f"This was a dry run: nothing was sent.{' Add --send to send.' if waiting and not lacks else ''}")
    return 0


def send(job: Sending, account: Account, pause: int, *, is_sure: bool) -> int:
    """Send; print what became of each mail that did not simply go; give the exit code.

    Raises DeliveryError where the server would take none.
    """
    if job.list_file:
        waiting = _tell_plan(job, pause)
        if waiting and not is_sure:
            _ask(waiting)
    outcomes: list[Outcome] = []
    try:
        with job.open() as sent:
            for outcome in shown("Sending", _outcomes(job, account, sent, pause), len(job.people.recipients), _place):
                outcomes.append(outcome)
                if not _is_terminal():
                    _tell(outcome, job)
    except KeyboardInterrupt:
        _sum_up(outcomes, job)
        say("Stopped. The same command goes on from here; nobody is sent it twice." if job.list_file else "Stopped.")
        return INTERRUPTED
    except DeliveryError:
        if outcomes:
            _sum_up(outcomes, job)
        raise
    _sum_up(outcomes, job)
    is_done = all(outcome.state in ("sent", "sent before") for outcome in outcomes)
    return 0 if is_done else DeliveryError.exit_code


def _outcomes(job: Sending, account: Account, sent: SentList, pause: int) -> Iterator[Outcome]:
    return send_all(
        job.people.recipients,
        lambda person: mail(job.letter.to(person.name), person, account.sender),
        account,
        sent,
        pause=pause,
        say=_say_meanwhile,
        again_uncertain=job.again_uncertain,
    )


def _say_meanwhile(message: str) -> None:
    """Say something while progress is shown, which takes note of what is written to stderr in this way."""
    sys.stderr.write(f"{message}\n")


def _tell_plan(job: Sending, pause: int) -> int:
    """Say how many mails a list means, and how large; give their number."""
    # Beside objects of JSON, what people read is talk.
    tell = say if job.as_json else click.echo
    known, people = job.known(), job.people.recipients
    fates = Counter(known.fate(person) for person in people)
    waiting = len(people) - fates["sent"] - (0 if job.again_uncertain else fates["begun"])
    size = len(mail(job.letter, Recipient("a@clinic.example"), "a@clinic.example"))
    tell(f"Subject: {job.letter.subject}")
    repeated = _also(job.people.repeated, "line repeats an address", "lines repeat an address")
    tell(f"{len(people)} {'person' if len(people) == 1 else 'people'}{repeated}.")
    if job.list_file and is_emptied(job.list_file):
        tell(f"{place_of(job.list_file)} is empty, so all of them count as not sent to yet.")
    if fates["sent"]:
        assert job.list_file  # noqa: S101 - for the type checker
        tell(f"{fates['sent']} of them were sent it before and are left out ({place_of(job.list_file)} tells).")
    if fates["begun"]:
        tell(
            f"{fates['begun']} may have it or not, since an earlier try broke off; "
            + ("they are sent it again." if job.again_uncertain else "--again-uncertain sends it again.")
        )
    seconds = max(0, waiting - 1) * pause
    takes = f", in at least {-(-seconds // 60)} minutes" if seconds >= 60 else ""
    tell(f"{_mails(waiting)} of {in_megabytes(size)} to send, {in_megabytes(size * waiting)} together{takes}.")
    return waiting


def _mails(number: int) -> str:
    return f"{number} mail{'s' * (number != 1)}"


def _also(number: int, one: str, many: str) -> str:
    return f" ({number} {one if number == 1 else many})" if number else ""


def _ask(waiting: int) -> None:
    if not (sys.stdin and sys.stdin.isatty()):
        raise click.UsageError("--send with --list wants --yes where nobody can be asked. Nothing was sent.")
    click.confirm(f"Send {_mails(waiting)}?", abort=True, err=True)


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _place(outcome: Outcome) -> str:
    return f"line {outcome.line}" if outcome.line else ""


def _tell(outcome: Outcome, job: Sending) -> None:
    # When nobody reads on, the mails are still sent.
    with suppress(OSError):
        if job.as_json:
            click.echo(json.dumps(asdict(outcome)))
        elif outcome.state not in ("sent", "sent before") or job.verbose:
            where = f"{job.list_file}, line {outcome.line}: " if outcome.line else ""
            why = f": {outcome.why}" if outcome.why else ""
            click.echo(f"{where}{outcome.state}{why}.")


def _sum_up(outcomes: list[Outcome], job: Sending) -> None:
    # On a terminal the progress was in the way of telling each when it came.
    for outcome in outcomes if _is_terminal() else ():
        _tell(outcome, job)
    counts = Counter(outcome.state for outcome in outcomes)
    said = ", ".join(f"{number} {state}" for state, number in counts.items()) or "0 sent"
    say(f"{said}.")
    if counts["uncertain"] and job.list_file:
        say("What is uncertain may have arrived or not. It is not sent again unless you ask: --again-uncertain.")
    if counts["put off"] and job.list_file:
        say("What was put off did not arrive; the same command tries it again.")
