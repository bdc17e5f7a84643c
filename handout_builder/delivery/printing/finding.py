"""Printers that can be found: the queues of CUPS on this computer, and what the network announces (PWG 5100.14, 4)."""

import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from ...errors import DeliveryError
from .addresses import Address, parse_address, plain_path
from .connection import Line
from .conversation import ask_queues
from .words import printable

SEARCH = 3.0
"""Seconds in which a printer that is awake announces itself."""
_SERVICES = ("_ipp._tcp.local.", "_ipps._tcp.local.")
"""In this order: whoever offers both is reached without a certificate, which it has mostly made itself."""
_QUEUE = ("printer-name", "printer-uri-supported", "printer-make-and-model", "printer-location")


@dataclass(frozen=True)
class Found:
    """A printer that was found."""

    name: str
    address: Address
    model: str = ""
    place: str = ""
    """Where it stands, as whoever set it up wrote."""


def find_printers(seconds: float = SEARCH, interfaces: Sequence[str] = ()) -> list[Found]:
    """Find the queues of this computer, then the printers of the network, by their names.

    `interfaces` are the addresses of this computer to search from; all where none are named.
    """
    network = sorted(_announced(seconds, interfaces), key=lambda found: found.name.casefold())
    return [*find_queues(), *network]


def find_queues() -> list[Found]:
    """Find the queues of CUPS on this computer, or on the one that CUPS_SERVER names; none where it does not run."""
    server = os.environ.get("CUPS_SERVER", "localhost").split("/version=")[0]
    if not server or server.startswith("/"):
        server = "localhost"
    try:
        base = parse_address(f"ipp://{server}/")
        # Queues are asked for where its pages are.
        told = ask_queues(Line(Address(base.host, base.port, "/"), patience=2), _QUEUE)
    except DeliveryError:
        return []
    queues = [{key: str(values[0]) for key, values in queue.items() if values} for queue in told]
    return [
        Found(
            queue["printer-name"],
            Address(base.host, base.port, _path_of(queue["printer-uri-supported"])),
            queue.get("printer-make-and-model", ""),
            queue.get("printer-location", ""),
        )
        for queue in queues
        if "printer-name" in queue and "printer-uri-supported" in queue
    ]


def _path_of(uri: str) -> str:
    with suppress(ValueError):
        return plain_path(urlsplit(uri).path)
    return "/"


def address_of(name: str, seconds: float = SEARCH) -> Address:
    """Give the address of a printer by its name, or by its address as people write it. Raises DeliveryError."""
    if "://" in name:
        return parse_address(name)
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", name):
        return parse_address(f"ipp://{name}")
    # What the network has takes seconds to find.
    if queue := _called(name, find_queues()):
        return queue.address
    found = find_printers(seconds)
    if printer := _called(name, found):
        return printer.address
    raise DeliveryError(f'No printer called "{name}" was found. {_instead(name, [each.name for each in found])}')


def _called(name: str, found: list[Found]) -> Found | None:
    return next((each for each in found if each.name.casefold() == name.casefold()), None)


def _instead(name: str, names: list[str]) -> str:
    """Say what to take in the place of a name that no printer has."""
    lower = {each.casefold(): each for each in names}
    inside = [each for each in names if name.casefold() in each.casefold()]
    if near := inside or [lower[each] for each in get_close_matches(name.casefold(), lower, 1, 0.5)]:
        return f'Did you mean "{near[0]}"?'
    if names:
        return "Found were: " + ", ".join(f'"{name}"' for name in names) + "."
    return NOTHING_FOUND


NOTHING_FOUND = (
    "No printer was found at all. See that it is on, awake and in the same network as this computer, and that AirPrint "
    "or IPP is turned on in its settings. Or name it by its address, which its display tells: "
    "--printer ipp://ADDRESS/ipp/print"
)


def _announced(seconds: float, interfaces: Sequence[str]) -> list[Found]:
    """Listen for what printers announce (RFC 6762, 6763)."""
    from zeroconf import DNSQuestionType, InterfaceChoice, ServiceBrowser, ServiceStateChange, Zeroconf

    seen: dict[tuple[str, str], None] = {}

    def note(service_type: str, name: str, state_change: ServiceStateChange, **_others: Any) -> None:
        if state_change is ServiceStateChange.Removed:
            seen.pop((service_type, name), None)
        else:
            seen[service_type, name] = None

    try:
        listener = Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All)
    except OSError:
        # There is no network to listen to.
        return []
    # An answer to this program alone may be handed to another on this computer that listens at the same port.
    to_all = DNSQuestionType.QM
    try:
        browser = ServiceBrowser(listener, list(_SERVICES), handlers=[note], question_type=to_all)
        time.sleep(seconds)
        browser.cancel()
        in_order = sorted(seen, key=lambda each: _SERVICES.index(each[0]))
        infos = [listener.get_service_info(service, name, 1000, to_all) for service, name in in_order]
    finally:
        listener.close()
    found: dict[str, Found] = {}
    for info in filter(None, infos):
        if each := _found(info):
            found.setdefault(each.name, each)
    return list(found.values())


def _found(info: Any) -> Found | None:
    """Give what a service tells (PWG 5100.14, 4.2.3); None for one without an address."""
    told = {key.decode("ascii", "ignore").casefold(): (value or b"") for key, value in info.properties.items()}

    def text(key: str) -> str:
        return printable(told.get(key, b"").decode("utf-8", "replace"))

    # Those of the older kind come first.
    hosts = info.parsed_addresses()
    if not hosts:
        return None
    address = Address(hosts[0], info.port, plain_path("/" + text("rp").lstrip("/")), info.type.startswith("_ipps"))
    return Found(printable(info.name.removesuffix(f".{info.type}")) or str(address), address, text("ty"), text("note"))
