"""A real mail server for tests, on this machine, that can be told to misbehave."""

import asyncio
import datetime
import ipaddress
import ssl
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk", "correct horse"


@dataclass
class Received:
    """A mail as the server got it."""

    sender: str
    to: list[str]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.data, _class=EmailMessage, policy=policy.default)


Hook = Callable[["MailServer", SMTP, str], str | None]
"""Given the server, a line and the recipient: an answer instead of the usual one, if any."""


@dataclass
class MailServer:
    """What the server got, and how it is to answer."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    at_mail: Hook | None = None
    at_rcpt: Hook | None = None
    at_data: Hook | None = None
    """Before anything of the mail is taken."""
    breaks_off: list[str] = field(default_factory=list)
    """Whose first mail is broken off in its middle."""
    at_end: Hook | None = None
    """When the mail is taken, before the answer."""
    lines: int = 0
    passwords: list[bytes] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        return Counter(address for mail in self.received for address in mail.to)

    def _ask(self, hook: Hook | None, line: SMTP, address: str) -> str | None:
        return hook(self, line, address) if hook else None

    # The names are aiosmtpd's.
    async def handle_MAIL(self, line: SMTP, _session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from, envelope.mail_options = address, options
        return self._ask(self.at_mail, line, address) or "250 OK"

    async def handle_RCPT(self, line: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        answer = self._ask(self.at_rcpt, line, address) or "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, line: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self._ask(self.at_end, line, envelope.rcpt_tos[0]) or "250 OK"
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.received.append(Received(envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return answer

    def check(self, _line: SMTP, _session: Session, _envelope: Envelope, _way: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.passwords.append(login.password)
        return AuthResult(success=(login.login, login.password) == (USER.encode(), PASSWORD.encode()), handled=False)


class _Line(SMTP):
    """A line that asks before it takes a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        handler: MailServer = self.event_handler
        address = (self.envelope.rcpt_tos if self.envelope else [])[0]
        if answer := handler._ask(handler.at_data, self, address):
            await self.push(answer)
        elif address in handler.breaks_off:
            handler.breaks_off.remove(address)
            await self.push("354 Go on")
            await self._reader.read(100)
            drop(handler, self, address)
        else:
            await super().smtp_DATA(arg)


def drop(_server: MailServer, line: SMTP, _address: str) -> None:
    """Drop a line without a word."""
    assert isinstance(line.transport, asyncio.Transport)
    line.transport.abort()


def certificate(folder: Path, name: str, *, host: str = "localhost") -> tuple[Path, Path]:
    """Write an authority's certificate, and that of a server with its key; give both files."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)]) for text in (f"{name} authority", host)]
    now = datetime.datetime.now(datetime.UTC)

    def signed(number: int, *extensions: x509.ExtensionType) -> bytes:
        builder = x509.CertificateBuilder().subject_name(names[number]).issuer_name(names[0])
        builder = builder.public_key(keys[number].public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    authority, server = folder / f"{name}-authority.pem", folder / f"{name}-server.pem"
    authority.write_bytes(signed(0, x509.BasicConstraints(ca=True, path_length=None)))
    hosts: list[x509.GeneralName] = [x509.DNSName(host)]
    hosts += [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if host == "localhost" else []
    secret = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    server.write_bytes(signed(1, x509.SubjectAlternativeName(hosts)) + secret)
    return authority, server


@contextmanager
def running(
    server_file: Path | None, *, implicit: bool = False, asks_password: bool = False, **options: Any
) -> Iterator[MailServer]:
    """Run a server on a free port; without a certificate it offers no STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if server_file else None
    if context:
        context.load_cert_chain(str(server_file))
    served = MailServer()
    if context and not implicit:
        options |= {"tls_context": context, "require_starttls": True}
    if asks_password:
        options |= {"authenticator": served.check, "auth_required": True, "auth_require_tls": not implicit}
    loop = asyncio.new_event_loop()
    # A line that was dropped on purpose is nothing to tell of.
    loop.set_exception_handler(lambda _loop, _context: None)

    def line() -> SMTP:
        served.lines += 1
        with warnings.catch_warnings():
            # It does not know that a line may be safe from its first byte on.
            warnings.simplefilter("ignore")
            return _Line(served, loop=loop, hostname="localhost", ident="tests", **options)

    async def serve() -> asyncio.Server:
        return await loop.create_server(line, "127.0.0.1", 0, ssl=context if implicit else None)

    listening = loop.run_until_complete(serve())
    served.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield served
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(listening: asyncio.Server) -> None:
    listening.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
