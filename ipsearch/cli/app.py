"""The application: its commands, and what becomes of an error."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import PurePath
from typing import Annotated, Protocol, runtime_checkable

import typer

from ipsearch.cli import check, compare, dedupe, demo, index, load, patents, show
from ipsearch.cli.exits import DONE, FAILED, USAGE, exit_code
from ipsearch.cli.language import language_of
from ipsearch.cli.output import takes_more, untaken
from ipsearch.cli.telling import tell
from ipsearch.cli.usage import usage_problem
from ipsearch.errors import InputError, IpsearchError, Lang, Problem
from ipsearch.query.dialects.base import Misread

DEBUG = "IPSEARCH_DEBUG"
"""Set to 1, an unexpected error shows its traceback."""


@runtime_checkable
class _Mistake(Protocol):
    """Click's errors of usage. Typer ships its own copy of Click since 0.26, whose classes have no public name."""

    exit_code: int

    def show(self) -> None: ...

    def format_message(self) -> str: ...


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - 20 ms that no other command needs

        typer.echo(f"ipsearch {version('ipsearch')}")
        raise typer.Exit


def application() -> typer.Typer:
    """The Typer application with every command."""
    app = typer.Typer(
        name="ipsearch",
        help="商标查重与专利检索: is this name free, and why not? Which patents say this?",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    @app.callback()
    def top(
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_show_version, help="版本: show the version.")
        ] = False,
    ) -> None:
        pass

    app.add_typer(load.app, name="load")
    app.command("check")(check.check)
    app.command("compare")(compare.compare)
    app.command("dedupe")(dedupe.dedupe)
    app.command("search")(patents.search)
    app.command("explain")(patents.explain)
    app.command("show")(show.show)
    app.command("similar")(patents.similar)
    app.command("export")(patents.export)
    app.add_typer(index.app, name="index")
    app.command("demo")(demo.demo)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command line (without the program's name) and return its exit code; errors go to the standard error."""
    lang = language_of(arguments, os.environ)
    try:
        # In a terminal that cannot show a character, a replacement is better than a failed check.
        for stream in (sys.stdout, sys.stderr):
            getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
        result = application()(list(arguments), prog_name="ipsearch", standalone_mode=False)
        return result if isinstance(result, int) else DONE
    except Exception as error:
        return failed(error, lang)


def failed(error: Exception, lang: Lang) -> int:
    """Tell an error in the chosen language and return its exit code."""
    if os.environ.get(DEBUG) == "1":
        traceback.print_exception(error)
    match error:
        case Misread():
            from ipsearch.cli.caret import misread_lines  # noqa: PLC0415 - Rich is only needed for the caret

            print("\n".join(misread_lines(error, lang)), file=sys.stderr, flush=True)
            return exit_code(error)
        case IpsearchError():
            tell(error.problem.text(lang))
            return exit_code(error)
        case OSError(filename=str() | bytes() | PurePath() as name):
            return failed(_unusable(error, os.fsdecode(name)), lang)
        case OSError() if not takes_more():  # the help, which Typer writes
            return failed(untaken(error), lang)
        case FileNotFoundError() if not _has_folder():
            return failed(InputError("file.no_current", place="."), lang)
        case _Mistake():
            if lang == "zh":
                tell(usage_problem(error).text(lang))
            error.show()
            return USAGE
        case _:
            tell(Problem("cli.failed", {"error": f"{type(error).__name__}: {error}", "debug": DEBUG}).text(lang))
            return FAILED


def _has_folder() -> bool:
    """Whether the current folder is still there."""
    try:
        return bool(os.getcwd())  # noqa: PTH109 - the question is whether the system can say
    except FileNotFoundError:
        return False


def _unusable(error: OSError, name: str) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("file.missing", place=name)
    return InputError("file.unreadable", place=name, error=error.strerror or str(error))
