"""A draft of a mail is written as a file that a mail program opens ready to be sent."""

import os
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import click

from ..delivery.email import Letter, Recipient, draft
from ..errors import DeliveryError
from .talk import say

_NAME = "handout-mail"
"""Tells neither whom nor what it is about."""


def write_draft(letter: Letter, people: Sequence[Recipient], sender: str, folder: Path, output: Path | None) -> int:
    """Write a draft and print where; give the exit code. Raises DeliveryError where it cannot be written."""
    person = people[0] if people else None
    data = draft(letter.to(person.name) if person else letter, person, sender)
    if output == Path("-"):
        sys.stdout.buffer.write(data)
        return 0
    if output and (folder / "handouts").resolve() in output.resolve().parents:
        raise DeliveryError(f"{output}: what is in handouts/ may be published. Write the draft elsewhere.")
    path = _write(data, output)
    click.echo(str(path))
    whom = "It holds the address of a person: delete it" if person else "Delete it"
    say(f"Open it in your mail program and send it. {whom} when it is sent.")
    return 0


def _write(data: bytes, output: Path | None) -> Path:
    """Write where nobody else on the machine can read it; without a place, here, over nothing that is there."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    places = (Path(f"{_NAME}{'' if number == 1 else f'-{number}'}.eml") for number in count(1))
    for path in [output] if output else places:
        try:
            with os.fdopen(os.open(path, flags | (os.O_TRUNC if output else os.O_EXCL), 0o600), "wb") as file:
                file.write(data)
        except FileExistsError:
            continue
        except OSError as error:
            raise DeliveryError(
                f"{path}: cannot be written ({error.strerror}). Name another place with --output."
            ) from error
        return path
    raise AssertionError("there is always another number")
