"""A picture as it came becomes one that is fit for a page: upright, in sRGB, no larger than what is shown, and silent.

Silent means without what it tells of itself: a phone writes the place into a photo, and a photo shows a patient.
Importing this package loads no Pillow.
"""

from .drawing import checked_drawing
from .kinds import picture_type
from .printable import Printable, photo_within, printable
from .sharing import shared_out
from .sizes import cover_thumbnail, drawing_size, size_of

__all__ = [
    "Printable",
    "checked_drawing",
    "cover_thumbnail",
    "drawing_size",
    "photo_within",
    "picture_type",
    "printable",
    "shared_out",
    "size_of",
]
