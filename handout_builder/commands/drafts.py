"""A draft of a mail is written as a file that a mail program opens ready to be sent."""

import os
import sys
from collections.abc import Sequence
from email.parser import BytesHeaderParser
from itertools import count
from pathlib import Path

import click

from ..delivery.email import Letter, Recipient, draft
from ..errors import DeliveryError
from .talk import say

_NAME = "handout-mail"
"""Tells neither whom nor what it is about."""
_HEADERS = 10_000
"""Bytes that the headers of a draft have at most."""


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
    """Write where nobody else on the machine can read it, over nothing that is there but an earlier draft."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    places = (Path(f"{_NAME}{'' if number == 1 else f'-{number}'}.eml") for number in count(1))
    for path in [output] if output else places:
        replaces = bool(output) and _is_draft(path)
        try:
            with os.fdopen(os.open(path, flags | (os.O_TRUNC if replaces else os.O_EXCL), 0o600), "wb") as file:
                file.write(data)
        except FileExistsError as error:
            if output:
                raise DeliveryError(f"{path}: is there already and is no draft. Name another place.") from error
            continue
        except OSError as error:
            raise DeliveryError(
                f"{path}: cannot be written ({error.strerror}). Name another place with --output."
            ) from error
        if replaces:
            say(f"The draft that was in {path} is replaced.")
        return path
    raise AssertionError("there is always another number")


def _is_draft(path: Path) -> bool:
    """Whether a file is a mail that was to be sent, and may be written anew."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return BytesHeaderParser().parsebytes(file.read(_HEADERS))["X-Unsent"] == "1"
    except OSError:
        return False
