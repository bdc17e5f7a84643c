"""Where the server is heard: the port it takes, and the addresses under which others find it."""

import errno
import socket
import sys
from contextlib import suppress

HOME = "127.0.0.1"
ANYWHERE = "0.0.0.0"  # noqa: S104 - only with --lan, which says what it exposes
USUAL = 8000
"""The port that is tried first."""
_TRIES = 50
_ELSEWHERE = ("192.0.2.1", 9)
"""An address that no machine has (RFC 5737): to be asked for the way to it, which sends nothing."""


def listen(port: int, *, is_open: bool) -> socket.socket:
    """Take a port of this machine, for itself or for its network; 0 takes any. Raises OSError where it is taken."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, another program could take the same port from us.
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((ANYWHERE if is_open else HOME, port))
        taken.listen(128)
    except BaseException:
        taken.close()
        raise
    return taken


def listen_from(port: int, *, is_open: bool) -> socket.socket:
    """Take a port, or the next one that is free. Raises OSError where none is."""
    for each in range(port, min(port + _TRIES, 65536)):
        with suppress(OSError):
            return listen(each, is_open=is_open)
    raise OSError(errno.EADDRINUSE, "no port is free")


def own_addresses() -> list[str]:
    """Give the addresses of this machine on its network, the one that leads out first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_ELSEWHERE)
        found.append(asked.getsockname()[0])
    if not found:
        # Where no way leads out, the name may still tell; to ask for it can take seconds.
        with suppress(OSError):
            found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [address for address in dict.fromkeys(found) if not address.startswith(("127.", "0."))]
