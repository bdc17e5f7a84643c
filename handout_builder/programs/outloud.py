"""outloud, which listens to a PDF as a screen reader does."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "outloud"
SUFFIX = ".pdf"


def missing() -> str:
    """Say what installs it; empty where it is here."""
    return "" if _program() else f'"{sys.executable}" -m pip install outloud'


def faults(path: Path) -> list[str]:
    """Give what it finds wrong with a file, hints aside."""
    command = [_program(), "--json", "-", "-q", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")  # noqa: S603 - a fixed program
    start = done.stdout.find("{")
    if start < 0:
        return [f"it stopped: {done.stderr.strip() or done.stdout.strip()}"]
    report, _ = json.JSONDecoder().raw_decode(done.stdout, start)
    found = [finding for file in report["results"] for finding in file["findings"]]
    return [str(finding.get("message", finding)) for finding in found if finding["severity"] != "info"]


def _program() -> str:
    beside = Path(sys.executable).with_name("outloud")
    return str(beside) if beside.exists() else shutil.which("outloud") or ""
