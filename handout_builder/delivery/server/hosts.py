"""The name by which a reader calls this machine, wherever it stands in a request (RFC 9112, sections 3.2 and 3.3)."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_HERE = re.compile(r"(127\.0\.0\.1|localhost\.?|\[::1\])(:[0-9]*)?", re.IGNORECASE)
"""The names by which this machine calls itself: a page elsewhere that has its own name lead here is turned away."""
_SCHEME = b"http://"


class OwnNames:
    """Middleware that lets in who calls this machine by one of its names; on a network, by any."""

    def __init__(self, app: ASGIApp, *, is_open: bool, refuse: Callable[[Scope], Response]) -> None:
        self._app = app
        self._is_open = is_open
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on with its target as a plain path."""
        plain = _plain(scope)
        is_known = self._is_open or _HERE.fullmatch(Headers(scope=plain).get("host", ""))
        await (self._app if is_known else self._refuse(plain))(plain, receive, send)


def _plain(scope: Scope) -> Scope:
    """Take the name from a target in its absolute form: it goes before the header (RFC 9112, section 3.2.2)."""
    target: bytes = scope["raw_path"]
    if target[: len(_SCHEME)].lower() != _SCHEME:
        return scope
    name, _, rest = target[len(_SCHEME) :].partition(b"/")
    headers = [header for header in scope["headers"] if header[0] != b"host"]
    path = b"/" + rest
    return {
        **scope,
        "raw_path": path,
        "path": unquote(path.decode("ascii")),
        "headers": [(b"host", name), *headers],
    }
