"""The front door: one file a command, the only room that knows the whole journey.

A command's file is loaded when the command is called, so that a build that makes nothing stays quick.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from .. import __version__
from ..errors import HandoutError
from ..untouched import recall

COMMANDS = {
    "build": "Make every handout that is not up to date.",
    "catalogue": "Write the download page of all handouts.",
    "read": "Show what is understood of an article.",
    "check": "Say what would make the articles better for patients.",
    "sheets": "Write score sheets (PEMAT-P, CDC Clear Communication Index), filled in as far as can be.",
    "import": "Write articles, or a whole blog, as editable Markdown into sources/.",
    "email": "E-mail handouts: as a draft to open in a mail program, or by a mail server.",
    "prove": "Compare finished handouts with their articles, and check them.",
    "print": "Print handouts on the clinic's printer.",
    "printers": "List the printers that can be found.",
    "serve": "Let e-readers and phones fetch the handouts from this machine.",
    "new": "Write a clinic's folder that builds at once.",
    "doctor": "Say what is installed, what is missing and what mends it.",
}
"""Command -> its line in --help; its file here has the same name, or the one in FILES."""

FILES = {"import": "import_articles", "print": "print_handouts"}
"""Command -> its file, where a module cannot well have the command's name."""

INTERRUPTED = 130


class _Commands(click.Group):
    """The commands, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{FILES.get(cmd_name, cmd_name)}", __package__).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            from difflib import get_close_matches

            guess = get_close_matches(args[0], COMMANDS, 1) or ["build"]
            ctx.fail(f'there is no command "{args[0]}". Did you mean "{guess[0]}"? --help lists them all.')
        return super().resolve_command(ctx, args)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="make-handouts")
def _cli() -> None:
    """Turn a clinic's articles into printable PDFs and an ePub bundle.

    Without a command, every handout that is not up to date is made.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; give its exit code (errors.py draws them)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "build")
    if (said := _nothing_to_do(given)) is not None:
        for line in said:
            click.echo(line, err=True)
        return 0
    try:
        code = _cli.main(given, prog_name="make_handouts.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except HandoutError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        import signal

        # Another Ctrl-C, while the program ends, must not give it another ending.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        click.echo("Stopped. What was finished is in place; the next build makes the rest.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough of it.
        sys.stdout = None
        return 0
    except Exception as error:
        # What nobody foresaw: with -v it is shown whole, for whoever mends it.
        if {"-v", "--verbose"} & set(given):
            raise
        click.echo(
            f"Something went wrong that should not ({type(error).__name__}: {error}). Try again with -v.", err=True
        )
        return HandoutError.exit_code
    return code if isinstance(code, int) else 0


def _nothing_to_do(given: Sequence[str]) -> list[str] | None:
    """Give what a build has to say that has nothing to do, if a glance shows it."""
    match given:
        case ["build"]:
            return recall(Path())
        case ["build", "--folder", folder]:
            return recall(Path(folder))
    return None
