"""The address of a printer (RFC 3510, RFC 7472)."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ...errors import DeliveryError

_PORT = 631
_PATH = "/ipp/print"
_SAFE = {"ipp": False, "http": False, "ipps": True, "https": True}
"""Scheme -> whether the line is encrypted."""


@dataclass(frozen=True)
class Address:
    """Where a printer is asked."""

    host: str
    port: int
    path: str
    is_encrypted: bool = False

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORT else f":{self.port}"
        return f"ipp{'s' * self.is_encrypted}://{host}{port}{self.path}"


def parse_address(text: str) -> Address:
    """Read an address such as ipp://printer.local/ipp/print. Raises DeliveryError where it is none."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in _SAFE:
        raise DeliveryError(f'"{text}" is no address of a printer, such as ipp://printer.local/ipp/print.')
    path = plain_path(parts.path) if parts.path.strip("/") else _PATH
    return Address(host, port or _PORT, path, _SAFE[parts.scheme])


def plain_path(path: str) -> str:
    """Give a path that can be shown, and typed after a command, as it is."""
    return quote(path, safe="/%")
