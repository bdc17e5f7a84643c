"""A line to the mail server: opened safely or not at all (RFC 3207, RFC 8314)."""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass, field

from ...errors import DeliveryError

PORTS = {"starttls": 587, "tls": 465}
PATIENCE = 60
"""Seconds that an answer may take; that to a whole mail may take longer."""


@dataclass(frozen=True)
class Account:
    """Where mails are handed in, and as whom."""

    server: str
    port: int
    security: str
    """starttls or tls."""
    sender: str
    user: str = ""
    """Empty where nobody logs in."""
    password: str = field(default="", repr=False)


class LineLostError(Exception):
    """The server cannot be reached, or the line to it dropped; the message says how."""


def open_line(account: Account) -> smtplib.SMTP:
    """Open a line that is encrypted and logged in.

    Raises DeliveryError where that cannot be mended by trying again, LineLostError where it can.
    """
    try:
        line = _encrypted(account)
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(_untrusted(account, error)) from None
    except ssl.SSLError as error:
        raise DeliveryError(
            f"{_name(account)}: no safe line can be made with {account.security} ({error.reason or 'TLS failed'}), so "
            f"nothing was sent. {_other_security(account)}"
        ) from None
    except socket.gaierror:
        raise LineLostError(
            f"{account.server}: no server of this name is found. Is the network there, and mail.server right?"
        ) from None
    except (OSError, smtplib.SMTPException) as error:
        raise LineLostError(f"{_name(account)}: {_plainly(error)}. Is mail.server right, and its port?") from None
    try:
        _log_in(line, account)
    except BaseException:
        line.close()
        raise
    return line


def hang_up(line: smtplib.SMTP | None) -> None:
    """End a line politely, if it still is one."""
    if line is None:
        return
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()


def without_addresses(answer: bytes | str) -> str:
    """Give a server's answer on one line, without the addresses that it may quote."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    text = " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", text).split())
    return re.sub(r"<?[^\s<>,;:()\"']*(@|=40|%40)[^\s<>,;:()\"']*>?", "(an address)", text)[:200]


def _encrypted(account: Account) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if account.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(account.server, account.port, timeout=PATIENCE, context=context)
        line.ehlo_or_helo_if_needed()
        return line
    line = smtplib.SMTP(account.server, account.port, timeout=PATIENCE)
    try:
        line.ehlo_or_helo_if_needed()
        if not line.has_extn("starttls"):
            raise DeliveryError(
                f"{_name(account)}: offers no STARTTLS, so the line cannot be made safe and nothing was sent. "
                f"{_other_security(account)}"
            )
        line.starttls(context=context)
        line.ehlo()
    except BaseException:
        line.close()
        raise
    return line


def _log_in(line: smtplib.SMTP, account: Account) -> None:
    if not account.user:
        return
    try:
        line.login(account.user, account.password)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code < 500:
            raise LineLostError(f"{_name(account)}: cannot check the password just now ({error.smtp_code})") from None
        raise DeliveryError(
            f"{_name(account)}: does not take this name and password ({error.smtp_code}), so nothing was sent. Check "
            "mail.user, and set the password anew: email --set-password. Some providers want a password made for "
            "programs alone, an app password."
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise DeliveryError(
            f"{_name(account)}: lets nobody log in here. Leave mail.user empty if it asks for no password; else check "
            "mail.port."
        ) from None
    except smtplib.SMTPServerDisconnected:
        raise LineLostError(f"{_name(account)}: dropped the line at the password") from None
    except smtplib.SMTPException:
        raise DeliveryError(
            f"{_name(account)}: asks for the password in a way that this program does not know."
        ) from None
    except UnicodeError:
        raise DeliveryError(
            f"{_name(account)}: this name and password cannot be told to the server; they hold unusual letters."
        ) from None
    except OSError as error:
        raise LineLostError(f"{_name(account)}: {_plainly(error)}") from None


def _name(account: Account) -> str:
    return f"{account.server}, port {account.port}"


def _other_security(account: Account) -> str:
    other = "tls" if account.security == "starttls" else "starttls"
    return f'If the server wants it so, put security = "{other}" under [mail] in layouts/clinic.toml.'


def _untrusted(account: Account, error: ssl.SSLCertVerificationError) -> str:
    why = without_addresses(error.verify_message or "it cannot be verified").rstrip(".")
    return (
        f"{_name(account)}: its certificate does not fit ({why}), so nothing was sent: it may be another server than "
        "it says. Check mail.server with whoever runs it; it must be the name that the certificate is for."
    )


def _plainly(error: Exception) -> str:
    """Say what happened without what the server wrote."""
    if isinstance(error, TimeoutError):
        return "does not answer"
    if isinstance(error, ConnectionRefusedError):
        return "takes no mail there"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"sends us away ({error.smtp_code} {without_addresses(error.smtp_error)})"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return "dropped the line"
    return f"cannot be reached ({getattr(error, 'strerror', None) or type(error).__name__})"
