"""veraPDF, the judge of PDF/UA."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "veraPDF"
SUFFIX = ".pdf"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def missing() -> str:
    """Say what installs it; empty where it is here."""
    return "" if _program() else "install Java and veraPDF: https://verapdf.org/software"


def faults(path: Path) -> list[str]:
    """Give the rules of PDF/UA-1 that a file breaks."""
    command = [*_program(), "-f", "ua1", "--format", "text", "-v", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")  # noqa: S603 - a fixed program
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    if any(line.startswith("PASS") for line in lines):
        return []
    rules = [line for line in lines if re.match(r"FAIL (ISO|WCAG)|FAIL \d", line)]
    return rules or [lines[0] if lines else f"it stopped: {done.stderr.strip()[:200]}"]


def _program() -> list[str]:
    if found := shutil.which("verapdf"):
        return [found]
    libraries = Path(sys.prefix) / "verapdf"
    return ["java", "-cp", f"{libraries}/*", _MAIN] if libraries.is_dir() and shutil.which("java") else []
