"""A list of people (CSV) is read and checked whole, before anybody is written to."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import DeliveryError
from .addresses import Recipient, recipient_of

ADDRESS_COLUMNS = ("email", "e-mail", "mail", "address", "email address", "e-mail address", "to")
NAME_COLUMNS = ("name", "full name", "first name", "firstname")
_LARGEST = 5_000_000


@dataclass(frozen=True)
class People:
    """What a list holds."""

    recipients: tuple[Recipient, ...]
    """Each address once, in the order of the lines."""
    repeated: int = 0
    """Lines whose address stood there before."""


def read_people(path: Path) -> People:
    """Read a list: a line each, with or without a heading. Raises DeliveryError, which tells every wrong line."""
    rows = list(_rows(_text(path), path))
    if not rows:
        raise DeliveryError(f"{path}: there is no line with an address in it.")
    address, name, has_heading = _columns(rows[0][1], path)
    found: dict[str, Recipient] = {}
    mistakes: list[str] = []
    rows = rows[1:] if has_heading else rows
    for line, cells in rows:
        one = recipient_of(_cell(cells, address), _cell(cells, name), line)
        if isinstance(one, str):
            mistakes.append(f"{path}, line {line}: {one}.")
        else:
            found.setdefault(one.address.casefold(), one)
    if mistakes:
        raise DeliveryError("\n".join([*mistakes, "Nothing was sent. Put these lines right, and try again."]))
    if not found:
        raise DeliveryError(f"{path}: there is no line with an address in it.")
    return People(tuple(found.values()), len(rows) - len(found))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise DeliveryError(f"{path}: is too large for a list of addresses.")
        data = path.read_bytes()
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be read ({error.strerror}).") from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DeliveryError(f"{path}: is a workbook. Save it as CSV: File, Save as, CSV UTF-8.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a spreadsheet writes on Windows in western Europe and America.
        return data.decode("cp1252", "replace")


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that are not blank, each with the line on which it begins."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.casefold().startswith("sep=") and len(first) == 5:
        # A spreadsheet's own note of what parts the cells.
        parting, text = first[4], text.replace(first, "", 1)
    else:
        parting = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting, skipinitialspace=True)
    before = 0
    try:
        for cells in reader:
            begins, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield begins, cells
    except csv.Error as error:
        raise DeliveryError(f"{path}, line {before + 1}: cannot be taken apart. Is a quotation mark open?") from error


def _columns(first: list[str], path: Path) -> tuple[int, int, bool]:
    """Tell the columns of addresses and of names (-1 for none), and whether the first row is a heading."""
    labels = [" ".join(cell.casefold().replace("_", " ").split()) for cell in first]
    name = next((labels.index(each) for each in NAME_COLUMNS if each in labels), -1)
    for each in ADDRESS_COLUMNS:
        if each in labels:
            return labels.index(each), name, True
    with_sign = [number for number, cell in enumerate(first) if "@" in cell]
    if with_sign:
        # Without a heading nobody tells what else is in a row.
        return with_sign[0], -1, False
    if len(first) == 1:
        return 0, -1, False
    raise DeliveryError(
        f'{path}, line 1: no column has the addresses. Put "email" above them (and "name" above the names, if any).'
    )


def _cell(cells: list[str], number: int) -> str:
    return cells[number] if 0 <= number < len(cells) else ""
