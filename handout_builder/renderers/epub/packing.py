"""The zip of an ePub, packed so that equal books are equal bytes."""

import zipfile
from collections.abc import Callable
from io import BytesIO

COMPRESSION = 6
_STEADY = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: an ePub made twice is the same file twice."""
_SQUEEZED = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""What is compressed already."""


class TimelessZip(zipfile.ZipFile):
    """A zip that asks no clock: one that stands before 1980, as after a flat battery, can be told by none."""

    def writestr(self, name: str | zipfile.ZipInfo, data: str | bytes, *_: object, **_options: object) -> None:  # type: ignore[override]
        """Store a file under a name."""
        super().writestr(zipfile.ZipInfo(name, _STEADY) if isinstance(name, str) else name, data)


def packed(written: BytesIO, mend: Callable[[str, bytes], bytes]) -> bytes:
    """Pack again with sorted names and a fixed time, the mimetype first and stored (OCF 3.3, section 4.3).

    `mend` is given each file's name and bytes, and gives what is packed.
    """
    out = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "mimetype", name)):
            info = zipfile.ZipInfo(name, _STEADY)
            stored = name == "mimetype" or name.endswith(_SQUEEZED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            data = mend(name, source.read(name))
            target.writestr(info, data, compresslevel=None if stored else COMPRESSION)
    return out.getvalue()
