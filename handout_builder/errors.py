"""What can go wrong, and the exit code that tells it.

    HandoutError
    ├── SourceError          3  one article cannot be read or made; the others are
    │   ├── EmptyError       3  there is nothing in it to print
    │   ├── PictureError     3  a picture cannot be printed
    │   ├── RenderError      3  its page cannot be rendered
    │   └── ProofError       3  what was made is not what the author wrote
    ├── SettingsError        4  clinic.toml, clinicians.toml or the folder is wrong
    └── MissingProgramError  5  a needed program or library is not installed

0 means that everything was made. 1 and 2 are left to Python and to the command line, 130 to Ctrl-C.
"""


class HandoutError(Exception):
    """Anything a clinic can be told about in one message: what, where and what to do next."""

    exit_code = 3


class SourceError(HandoutError):
    """One article cannot be read or made."""


class EmptyError(SourceError):
    """There is nothing in an article to print."""


class PictureError(SourceError):
    """A picture cannot be printed; the message goes on after the picture's name."""


class RenderError(SourceError):
    """A laid-out page cannot be rendered."""


class ProofError(SourceError):
    """What was made is not what the author wrote, or not fit to be read."""


class SettingsError(HandoutError):
    """The clinic's settings are wrong; the message lists every mistake."""

    exit_code = 4

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class MissingProgramError(HandoutError):
    """A needed program or library is not installed."""

    exit_code = 5
