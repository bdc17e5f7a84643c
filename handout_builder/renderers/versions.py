"""Which versions of packages are installed, told by the names of their folders.

importlib.metadata tells it too, and takes longer to import than a build that makes nothing has.
"""

import os
import re
import sys
from functools import cache

_KEPT = ".dist-info"


def installed_version(package: str) -> str:
    """Give the version of a package. Raises importlib.metadata.PackageNotFoundError where it is not installed."""
    found = _found().get(_normal(package))
    if found:
        return found
    from importlib.metadata import version

    return version(package)


@cache
def _found() -> dict[str, str]:
    """Give every package on the path (binary distribution format, `.dist-info`); the first of a name is imported."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - as quick as can be
        except OSError:
            continue
        for name in names:
            if name.endswith(_KEPT):
                package, _, version = name.removesuffix(_KEPT).partition("-")
                found.setdefault(_normal(package), version)
    return found


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
