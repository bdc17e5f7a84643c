"""A list of people (CSV) is read and checked whole, before anybody is written to."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import DeliveryError
from .addresses import Recipient, recipient_of

ADDRESS_COLUMNS = ("email", "e-mail", "mail", "address", "email address", "e-mail address", "to")
NAME_COLUMNS = ("name", "full name", "first name", "firstname")
_LARGEST = 5_000_000
_OPEN = "a cell goes on over more than one line and has an @ in it; a quotation mark may be open"
_ASTRAY = (
    "has an @ outside the column of addresses. Give each person a line; if it is not to be written to, put a heading "
    'above each column, "email" above the addresses that are meant'
)

Row = tuple[int, list[str]]
"""The line on which it begins, 1-based, and its cells."""


@dataclass(frozen=True)
class People:
    """What a list holds."""

    recipients: tuple[Recipient, ...]
    """Each address once, in the order of the lines."""
    repeated: int = 0
    """Lines whose address stood there before."""


@dataclass(frozen=True)
class _Columns:
    """What stands where; -1 for nowhere."""

    address: int
    name: int = -1
    headings: tuple[str, ...] = ()


def read_people(path: Path, shown: Callable[[Sequence[Row]], Iterable[Row]] = iter) -> People:
    """Read a list: a line each, with or without a heading. Raises DeliveryError, which tells every wrong line.

    `shown` passes the rows on and may show how far one is, since to check many takes a while.
    """
    rows = list(_rows(_text(path), path))
    if not rows:
        raise DeliveryError(f"{path}: there is no line with an address in it.")
    columns = _columns(rows[0], path)
    found: dict[str, Recipient] = {}
    mistakes: list[str] = []
    rows = rows[1:] if columns.headings else rows
    for line, cells in shown(rows):
        one = _person(line, cells, columns)
        if isinstance(one, str):
            mistakes.append(f"{path}, line {line}: {one}.")
        else:
            # Not casefold(): that takes two mailboxes for one where ß and ss stand.
            found.setdefault(one.address.lower(), one)
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


def _rows(text: str, path: Path) -> Iterator[Row]:
    """Give the rows that are not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.casefold().startswith("sep=") and len(first) == 5:
        # A spreadsheet's own note of what parts the cells.
        parting, text = first[4], text.replace(first, "", 1)
    else:
        parting = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting, skipinitialspace=True, strict=True)
    before = 0
    try:
        for cells in reader:
            begins, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield begins, cells
    except csv.Error as error:
        raise DeliveryError(
            f"{path}, line {before + 1}: cannot be taken apart. Is a quotation mark open, or is there text after one?"
        ) from error


def _columns(first: Row, path: Path) -> _Columns:
    """Tell what stands where by the first row, which may be a heading."""
    line, cells = first
    if _runs_on(cells):
        raise DeliveryError(f"{path}, line {line}: {_OPEN}.")
    with_sign = [number for number, cell in enumerate(cells) if "@" in cell]
    if with_sign:
        # Without a heading nobody tells what else is in a row.
        return _Columns(with_sign[0])
    headings = tuple(" ".join(cell.casefold().replace("_", " ").split()) for cell in cells)
    name = next((headings.index(each) for each in NAME_COLUMNS if each in headings), -1)
    for each in ADDRESS_COLUMNS:
        if each in headings:
            return _Columns(headings.index(each), name, headings)
    if len(cells) == 1:
        return _Columns(0)
    raise DeliveryError(
        f'{path}, line {line}: no column has the addresses. Put "email" above them '
        '(and "name" above the names, if any).'
    )


def _person(line: int, cells: list[str], columns: _Columns) -> Recipient | str:
    """Give who stands in a row, or what is wrong with it."""
    if _runs_on(cells):
        return _OPEN
    if any("@" in cell for number, cell in enumerate(cells) if _may_be_person(number, columns)):
        return _ASTRAY
    return recipient_of(_cell(cells, columns.address), _cell(cells, columns.name), line)


def _runs_on(cells: list[str]) -> bool:
    """Whether other people's lines may have become part of a cell, by a quotation mark that was not closed."""
    return any("@" in cell and re.search(r"[\r\n]", cell) for cell in cells)


def _may_be_person(number: int, columns: _Columns) -> bool:
    """Whether a column that is not used may hold people all the same: no heading tells what else it holds."""
    heading = columns.headings[number] if number < len(columns.headings) else ""
    return number != columns.address and heading in ("", *ADDRESS_COLUMNS)


def _cell(cells: list[str], number: int) -> str:
    return cells[number] if 0 <= number < len(cells) else ""
