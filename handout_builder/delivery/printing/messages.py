"""IPP messages as bytes: requests are written, answers are read (RFC 8010).

Only what printing a PDF takes is written: integers and words. All is read; a collection is passed over.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .words import printable

Sent = str | int | Sequence[str]
Value = str | int | bool | bytes | tuple[int, int]
Attributes = dict[str, tuple[Value, ...]]

PRINT_JOB = 0x0002
VALIDATE_JOB = 0x0004
CANCEL_JOB = 0x0008
GET_JOB_ATTRIBUTES = 0x0009
GET_PRINTER_ATTRIBUTES = 0x000B
CUPS_GET_PRINTERS = 0x4002

_OPERATION, _JOB, _END, _PRINTER, _UNSUPPORTED = 1, 2, 3, 4, 5
"""Tags that begin a group (RFC 8010, 3.5.1)."""
_FIRST_VALUE, _FIRST_WITH_VALUE = 0x10, 0x20
_INTEGER, _BOOLEAN, _ENUM, _RANGE = 0x21, 0x22, 0x23, 0x33
_COLLECTION, _TEXT_IN_LANGUAGE, _NAME_IN_LANGUAGE, _END_COLLECTION = 0x34, 0x35, 0x36, 0x37
_TEXT, _KEYWORD = 0x41, 0x44
_WORDS = range(0x41, 0x4A)
_MOST = 50_000
"""Groups, attributes and values of an answer; a server with hundreds of queues has some thousand."""
_SYNTAX = {
    "attributes-charset": 0x47,
    "attributes-natural-language": 0x48,
    "printer-uri": 0x45,
    "job-id": _INTEGER,
    "requesting-user-name": 0x42,
    "job-name": 0x42,
    "document-name": 0x42,
    "document-format": 0x49,
    "copies": _INTEGER,
}
"""The kind of what we send (RFC 8011, 5.1); everything else is a keyword."""


@dataclass(frozen=True)
class Answer:
    """What a printer answered."""

    status: int
    """RFC 8011, appendix B."""
    operation: Attributes
    jobs: tuple[Attributes, ...] = ()
    printers: tuple[Attributes, ...] = ()
    unsupported: tuple[str, ...] = ()
    """Names of what was asked for in vain."""


def write_request(
    operation: int,
    target: Mapping[str, Sent],
    job: Mapping[str, Sent],
    *,
    version: tuple[int, int],
) -> bytes:
    """Write a request without its document, which follows it; `target` is in its order (RFC 8011, 4.1.5)."""
    head = struct.pack(">BBHI", *version, operation, 1)
    about = {"attributes-charset": "utf-8", "attributes-natural-language": "en", **target}
    groups = [(_OPERATION, about), (_JOB, job)] if job else [(_OPERATION, about)]
    written = [bytes([tag]) + b"".join(_written(*item) for item in group.items()) for tag, group in groups]
    return b"".join([head, *written, bytes([_END])])


def _written(name: str, sent: Sent) -> bytes:
    tag = _SYNTAX.get(name, _KEYWORD)
    values = [sent] if isinstance(sent, (str, int)) else sent
    data = [struct.pack(">i", value) if isinstance(value, int) else value.encode("utf-8") for value in values]
    names = [name.encode("ascii"), *[b""] * (len(data) - 1)]
    return b"".join(bytes([tag]) + _long(name) + _long(value) for name, value in zip(names, data, strict=True))


def _long(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


def read_answer(data: bytes) -> Answer:
    """Read an answer. Raises ValueError where it is none."""
    if len(data) < 9 or data[0] not in (1, 2):
        raise ValueError("too short, or of another version")
    groups: list[tuple[int, dict[str, list[Value]]]] = []
    depth = 0
    for place, (tag, name, value) in enumerate(_tokens(data)):
        if place > _MOST:
            raise ValueError("it does not end")
        if tag < _FIRST_VALUE:
            groups.append((tag, {}))
            continue
        if not groups:
            raise ValueError("it begins with no group")
        depth += (tag == _COLLECTION) - (tag == _END_COLLECTION)
        found = groups[-1][1]
        if name:
            # What is told twice, though it must not be, is meant both times. The values that follow are this one's.
            found[name] = found.pop(name, [])
        is_plain = tag >= _FIRST_WITH_VALUE and not depth and tag != _END_COLLECTION
        if is_plain and found:
            found[next(reversed(found))].append(_read(tag, value))
    return _answer(struct.unpack_from(">H", data, 2)[0], groups)


def _answer(status: int, groups: list[tuple[int, dict[str, list[Value]]]]) -> Answer:
    def of(wanted: int) -> tuple[Attributes, ...]:
        return tuple({name: tuple(values) for name, values in found.items()} for tag, found in groups if tag == wanted)

    unsupported = tuple(name for found in of(_UNSUPPORTED) for name in found)
    return Answer(status, next(iter(of(_OPERATION)), {}), of(_JOB), of(_PRINTER), unsupported)


def _tokens(data: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Give each tag with name and value; a group's beginning has neither."""
    place = 8
    try:
        while (tag := data[place]) != _END:
            place += 1
            if tag < _FIRST_VALUE:
                yield tag, "", b""
                continue
            name, place = _short(data, place)
            value, place = _short(data, place)
            yield tag, printable(name.decode("ascii", "replace")), value
    except (IndexError, struct.error) as error:
        raise ValueError("it ends too early") from error


def _short(data: bytes, place: int) -> tuple[bytes, int]:
    start = place + 2
    end = start + struct.unpack_from(">H", data, place)[0]
    if end > len(data):
        raise ValueError("it ends too early")
    return data[start:end], end


def _read(tag: int, value: bytes) -> Value:
    try:
        if tag in (_INTEGER, _ENUM):
            return int(struct.unpack(">i", value)[0])
        if tag == _BOOLEAN:
            return value != b"\0"
        if tag == _RANGE:
            lower, upper = struct.unpack(">ii", value)
            return int(lower), int(upper)
        if tag in (_TEXT_IN_LANGUAGE, _NAME_IN_LANGUAGE):
            _, place = _short(value, 0)
            value, _ = _short(value, place)
            tag = _TEXT
    except struct.error as error:
        raise ValueError("a value has another length than its kind") from error
    return printable(value.decode("utf-8", "replace")) if tag in _WORDS else value
