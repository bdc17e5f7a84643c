"""The front door: `python make_handouts.py` makes every handout that is not up to date."""

import os
import sys
from pathlib import Path


def _use_own_environment() -> None:
    """Go on in the .venv that `make` set up, where this Python lacks what the builder needs."""
    home = Path(__file__).resolve().parent / ".venv"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and Path(sys.prefix).resolve() != home:
        os.execv(str(python), [str(python), *sys.argv])  # noqa: S606 - our own interpreter
    sys.exit(_explain())


def _explain() -> int:
    sys.stderr.write("The handout builder is not set up yet. Run `make` in this folder once; README.md says how.\n")
    return 5


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls us may have an older Python
        _use_own_environment()
    try:
        from handout_builder.commands import main
    except ImportError:
        _use_own_environment()
    sys.exit(main())
