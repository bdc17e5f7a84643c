"""What can go wrong, and the exit code that tells it.

    HandoutError
    ├── SourceError          3  one article cannot be read or made; the others are
    │   ├── EmptyError       3  there is nothing in it to print
    │   ├── PictureError     3  a picture cannot be printed
    │   ├── RenderError      3  its page cannot be rendered
    │   ├── ProofError       3  what was made is not what the author wrote
    │   └── WorkerError      3  the process that made it gave it up, or died
    │       └── TooLongError 3  it took longer than an article may
    ├── StorageError         3  nothing more can be written: the disk is full, or became read-only
    ├── SettingsError        4  clinic.toml, another settings file or the folder is wrong
    ├── MissingProgramError  5  a needed program, library or cluster is not there
    └── DeliveryError        6  what was made could not be handed on

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


class WorkerError(SourceError):
    """The process at work on an article gave it up, or died; the message lacks the name of the file."""


class TooLongError(WorkerError):
    """An article took longer than it may."""


class StorageError(HandoutError):
    """Nothing more can be written to handouts/; what was finished is in place."""


class SettingsError(HandoutError):
    """The clinic's settings are wrong; the message lists every mistake."""

    exit_code = 4

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes

    def __reduce__(self) -> tuple[type, tuple[list[str]]]:
        return type(self), (self.mistakes,)


class MissingProgramError(HandoutError):
    """A needed program, library or cluster is not there."""

    exit_code = 5


class DeliveryError(HandoutError):
    """What was made could not be handed on: by e-mail or to a printer."""

    exit_code = 6
