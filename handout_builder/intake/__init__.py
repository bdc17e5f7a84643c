"""Articles brought into sources/: written as editable Markdown, once, and never over what a person has changed.

This is the only room that writes into sources/. What was written is remembered by digests, so that a second
import knows what changed in the original and what a person changed here.
"""

from .blog import BlogReport, Wanted, import_blog
from .files import import_file
from .sources import Intake, Taken

__all__ = ["BlogReport", "Intake", "Taken", "Wanted", "import_blog", "import_file"]
