"""WeasyPrint, imported without asking other programs where the system's libraries are.

It tries several names of each library, as they are on different systems, and for a name that is not a file's, Python
starts a compiler and the linker to look for it: a third of the import's time.
"""

import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager


def load() -> None:
    """Import WeasyPrint and what replaces parts of it, and read what all pages take.

    Fonts are left alone: Pango would start a thread for them, and this process may be copied. Raises OSError where a
    library is not there.
    """
    try:
        with _by_file_name_only():
            import weasyprint
    except OSError:
        import weasyprint  # noqa: F401 - here for what comes with it
    from . import arrays, documents, glyphs, lines, paragraphs, shared_styles, streams, struts, text_layouts  # noqa: F401 - likewise

    arrays.name_types()
    documents.plain_stylesheet()


@contextmanager
def _by_file_name_only() -> Iterator[None]:
    search = ctypes.util.find_library
    ctypes.util.find_library = _not_found
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _not_found(name: str) -> str | None:  # noqa: ARG001 - as ctypes has it
    return None
