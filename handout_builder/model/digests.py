"""How contents are told apart: by a digest, never by a clock."""

from hashlib import blake2b


def digest(data: bytes) -> str:
    """Give the digest of some bytes, 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()
