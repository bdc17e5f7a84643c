"""The password of the mail server: from the environment or the system's keyring, never from a file of ours."""

import os

from ...errors import DeliveryError

SERVICE = "handout-builder"
"""The name under which the keyring has it."""
VARIABLE = "HANDOUTS_MAIL_PASSWORD"


def password_of(user: str) -> str:
    """Give the password of a user. Raises DeliveryError where there is none."""
    if found := os.environ.get(VARIABLE):
        return found
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(SERVICE, user)
    except KeyringError:
        raise DeliveryError(
            f"This system's keyring cannot be asked for the password of the mail server. Set {VARIABLE} instead."
        ) from None
    if not kept:
        raise DeliveryError(
            f"There is no password for the mail server yet. Keep it in this system's keyring: email --set-password. "
            f"Or set {VARIABLE}."
        )
    return kept


def keep_password(user: str, password: str) -> None:
    """Put the password into the system's keyring. Raises DeliveryError where that cannot be."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, user, password)
    except KeyringError:
        raise DeliveryError(
            f"This system has no keyring that keeps a password. Set {VARIABLE} when you send."
        ) from None
