"""What every command needs around its one library call: the engine, the language, the form of the output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from ipsearch.cli.arguments import Format, Language
from ipsearch.cli.exits import FAILED, stop_code
from ipsearch.cli.language import language
from ipsearch.cli.output import Answer, default_format, forget_output, write
from ipsearch.cli.telling import tell
from ipsearch.engine import Ipsearch, connect
from ipsearch.errors import Lang, Problem


@dataclass(frozen=True, slots=True)
class Session:
    """An opened engine and how to speak."""

    ip: Ipsearch
    form: Format
    lang: Lang

    def write(self, answer: Answer) -> None:
        """Write an answer to the standard output."""
        write(answer, self.form, self.lang)

    def tell(self, problem: Problem) -> None:
        """Say something on the standard error."""
        tell(problem.text(self.lang))


@contextmanager
def session(engine: str | None, form: Format | None, lang: Language | None) -> Iterator[Session]:
    """Open the engine for one command. Ctrl-C, SIGTERM and a reader that has gone end it quietly."""
    spoken = language(lang, os.environ)
    try:
        with connect(engine) as ip:
            yield Session(ip, default_format(form, sys.stdout), spoken)
    except KeyboardInterrupt as stopped:
        problem = getattr(stopped, "problem", None)
        tell((problem if isinstance(problem, Problem) else Problem("cli.interrupted")).text(spoken))
        raise typer.Exit(stop_code(stopped)) from stopped
    except BrokenPipeError as gone:
        forget_output()
        raise typer.Exit(FAILED) from gone
