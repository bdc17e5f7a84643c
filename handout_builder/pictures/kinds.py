"""What kind of picture some bytes are, told by the bytes and never by a file's name."""

_TYPES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
)


def picture_type(data: bytes) -> tuple[str, str]:
    """Give media type and file name ending by a picture's first bytes; two empty texts for anything else."""
    for start, media_type, suffix in _TYPES:
        if data.startswith(start):
            return media_type, suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    return "", ""
