"""Mails go out one by one: refusals are told, what is put off is tried again, and nobody is sent one twice."""

import smtplib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Literal

from ...errors import DeliveryError
from .addresses import Recipient
from .sent_list import SentList
from .server import Account, LineLostError, hang_up, open_line
from .transactions import Answer, hand_over

WAITS = (60, 300)
"""Seconds before those who were put off are tried again, and once more: as long as greylisting asks for."""


@dataclass(frozen=True)
class Outcome:
    """What became of the mail to one person."""

    line: int
    """Of the list; 0 where there is none."""
    state: Literal["sent", "sent before", "refused", "put off", "uncertain"]
    why: str = ""


class Post:
    """The way to the mail server: a line that is opened when it is needed, and anew when it dropped."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._line: smtplib.SMTP | None = None

    def open(self) -> None:
        """Have an open line. Raises DeliveryError, and LineLostError where it may be there later."""
        if self._line is None or self._line.sock is None:
            self._line = open_line(self._account)

    def close(self) -> None:
        """End the line."""
        hang_up(self._line)
        self._line = None

    def hand_over(self, person: Recipient, mail: bytes, sent: SentList) -> Answer:
        """Hand a mail over and take note. Raises as `open` does, where nothing arrived."""
        self.open()
        assert self._line  # noqa: S101 - for the type checker
        answer = hand_over(self._line, self._account.sender, person, mail, lambda: sent.note(person, "begun"))
        if answer.state == "sent":
            sent.note(person, "sent")
        elif answer.state != "uncertain" and sent.fate(person) == "begun":
            sent.note(person, "refused")
        return answer


def send_all(
    people: Sequence[Recipient],
    mail_to: Callable[[Recipient], bytes],
    account: Account,
    sent: SentList,
    *,
    pause: float,
    say: Callable[[str], None],
    again_uncertain: bool = False,
) -> Iterator[Outcome]:
    """Send each person a mail of their own; give what became of each.

    Raises DeliveryError where the server would take none, before any is sent or between two.
    """
    waiting = []
    for person in people:
        before = _known(person, sent, again_uncertain)
        if before:
            yield before
        else:
            waiting.append(person)
    if not waiting:
        return
    post = Post(account)
    try:
        try:
            post.open()
        except LineLostError as error:
            raise DeliveryError(f"{str(error).rstrip('.')}. Nothing was sent.") from None
        yield from _in_rounds(waiting, mail_to, post, sent, pause, say)
    finally:
        post.close()


def _known(person: Recipient, sent: SentList, again_uncertain: bool) -> Outcome | None:
    fate = sent.fate(person)
    if fate == "sent":
        return Outcome(person.line, "sent before")
    if fate == "begun" and not again_uncertain:
        return Outcome(person.line, "uncertain", "an earlier try broke off before the server said whether it has it")
    return None


def _in_rounds(
    waiting: Sequence[Recipient],
    mail_to: Callable[[Recipient], bytes],
    post: Post,
    sent: SentList,
    pause: float,
    say: Callable[[str], None],
) -> Iterator[Outcome]:
    put_off = [(person, "") for person in waiting]
    for wait in (0, *WAITS):
        if wait and put_off:
            many = "a mail" if len(put_off) == 1 else f"{len(put_off)} mails"
            say(f"The server puts off {many} ({put_off[0][1]}). Trying again in {wait} seconds.")
            post.close()
            sleep(wait)
        put_off = yield from _round([person for person, _ in put_off], mail_to, post, sent, pause)
    for person, why in put_off:
        yield Outcome(person.line, "put off", why)


def _round(
    people: Sequence[Recipient], mail_to: Callable[[Recipient], bytes], post: Post, sent: SentList, pause: float
) -> Generator[Outcome, None, list[tuple[Recipient, str]]]:
    """Try each once; give what is settled, and return those who were put off with the reason."""
    put_off: list[tuple[Recipient, str]] = []
    for number, person in enumerate(people):
        if number:
            sleep(pause)
        try:
            answer = _with_patience(post, person, mail_to(person), sent)
        except LineLostError as error:
            return put_off + [(each, str(error).rstrip(".")) for each in people[number:]]
        if answer.state == "put off":
            put_off.append((person, answer.why))
            continue
        yield Outcome(person.line, answer.state, answer.why)
        if answer.is_for_all:
            raise DeliveryError(f"No more was sent: {answer.why}. Send fewer handouts at once, or the ePub.")
    return put_off


def _with_patience(post: Post, person: Recipient, mail: bytes, sent: SentList) -> Answer:
    """Hand a mail over; where the line drops before it can have arrived, once more on another line."""
    try:
        return post.hand_over(person, mail, sent)
    except LineLostError:
        # A server that takes a number of mails on a line, or drops it when nothing was said, takes more on the next.
        try:
            return post.hand_over(person, mail, sent)
        except LineLostError as error:
            post.open()
            return Answer("put off", str(error))
