"""The QR code that leads from paper to the web."""

from hashlib import sha256
from io import BytesIO

from ..model import Asset


def qr_code(address: str) -> Asset:
    """Draw a QR code as SVG: medium error correction, which survives a fold and a photocopier."""
    # A slow import, and most articles have no address.
    import segno

    code = segno.make(address, error="m", micro=False)
    out = BytesIO()
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=0, scale=4, nl=False)
    name = sha256(address.encode()).hexdigest()[:10]
    return Asset(f"qr-{name}.svg", "image/svg+xml", out.getvalue())
