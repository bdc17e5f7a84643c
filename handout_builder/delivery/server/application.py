"""The application: files of handouts/ for those who ask with GET or HEAD, and nothing else."""

import gzip
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from .answers import SAFETY, Answer, answer
from .files import Opened, Shelf
from .hosts import OwnNames
from .listening import HOME

_PIECE = 64 * 1024
_COMPRESSION = 6

_NO_PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><h1>{title}</h1><p>{words}</p></body></html>\n"
)


def application(root: Path, *, is_open: bool, said: Callable[[str], None]) -> Starlette:
    """Make the application that serves a folder.

    `is_open` tells that the network may ask: then the clinic's report is not shown. `said` is told of each request,
    never of who asked.
    """
    shelf = Shelf(root, shows_report=not is_open)

    async def serve(request: Request) -> Response:
        response = await to_thread.run_sync(partial(_respond, shelf, request))
        said(f"{request.method} {request.scope['raw_path'].decode('ascii', 'replace')} {response.status_code}")
        return response

    return Starlette(
        routes=[Route("/{path:path}", serve, methods=["GET"])],
        middleware=[Middleware(OwnNames, is_open=is_open, refuse=_refused_name)],
        exception_handlers={HTTPException: _refused},
    )


def _respond(shelf: Shelf, request: Request) -> Response:
    path = request.scope["path"]
    opened = shelf.open(path)
    if opened:
        given = answer(opened, request.headers, is_head=request.method == "HEAD")
        return _file_response(opened, given, is_head=request.method == "HEAD")
    if not path.endswith("/") and shelf.is_folder(path):
        return RedirectResponse(request.scope["raw_path"].decode("ascii") + "/", 308, SAFETY)
    if path == "/":
        return _page(404, "There is no download page yet", "The clinic has not made one. Ask there for the handouts.")
    return _page(404, "Not here", "There is no such file among the handouts. It may have another name now.")


def _file_response(opened: Opened, given: Answer, *, is_head: bool) -> Response:
    headers = dict(given.headers)
    if given.is_compressed:
        with opened.file:
            body = gzip.compress(opened.file.read(given.length), _COMPRESSION, mtime=0)
        return Response(b"" if is_head else body, given.status, headers | {"content-length": str(len(body))})
    if is_head or not given.length:
        opened.file.close()
        return Response(b"", given.status, headers)
    return _FileResponse(opened, given)


class _FileResponse(StreamingResponse):
    """Bytes of a file, read as they are taken."""

    def __init__(self, opened: Opened, given: Answer) -> None:
        self._opened = opened
        super().__init__(self._pieces(given), given.status, dict(given.headers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._opened.file.close()

    async def _pieces(self, given: Answer) -> AsyncIterator[bytes]:
        file, left = self._opened.file, given.length
        file.seek(given.start)
        while left:
            piece = await to_thread.run_sync(file.read, min(_PIECE, left))
            if not piece:
                # It was cut short where it lies; the reader is told by the missing bytes.
                return
            left -= len(piece)
            yield piece


def _refused(_request: Request, error: Exception) -> Response:
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    return _page(status, "This is not possible", "Handouts can only be fetched.", headers)


def _refused_name(scope: Scope) -> Response:
    port = scope["server"][1]
    return _page(
        400,
        "Not by this name",
        f"Type the address that was shown when serving began: http://{HOME}:{port}/. It works on that machine only; "
        "to let the phones and e-readers on the network in, serve with --lan.",
    )


def _page(status: int, title: str, words: str, headers: Mapping[str, str] | None = None) -> Response:
    body = _NO_PAGE.format(title=escape(title), words=escape(words))
    policy = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
    return Response(body, status, SAFETY | policy | dict(headers or {}), "text/html")
