"""What is wrong with a command line. Click says it in English only.

Typer ships its own copy of Click since 0.26, whose classes have no public name: they are told by the names they have in
both.
"""

from __future__ import annotations

import re
from typing import Any

from ipsearch.errors import Problem

_EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)$", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command\b")
"""Two mistakes for which Click has no class of its own; for the second it has one, ``NoSuchCommand``, since 8.4."""


def usage_problem(error: Exception) -> Problem:
    """The problem of one of Click's errors of usage; ``cli.usage`` where it is none of the frequent ones."""
    parameter: Any = getattr(error, "param", None)
    name = _name(parameter)
    match type(error).__name__:
        case "NoSuchOption":
            return Problem("cli.no_option", {"option": getattr(error, "option_name", "")})
        case "BadOptionUsage":
            return Problem("cli.no_value", {"option": getattr(error, "option_name", "")})
        case "UsageError" if extra := _EXTRA.match(str(getattr(error, "message", ""))):
            return Problem("cli.extra", {"words": extra[1]})
        case "UsageError" | "NoSuchCommand" if _NO_COMMAND.match(str(getattr(error, "message", ""))):
            return Problem("cli.no_command")
        case "MissingParameter" if name:
            return Problem("cli.missing", {"name": name})
        case "BadParameter" if name:
            choices = getattr(parameter.type, "choices", ())
            if not choices:
                return Problem("cli.bad_value", {"name": name})
            return Problem("cli.not_one_of", {"name": name, "choices": ", ".join(map(str, choices))})
        case _:
            return Problem("cli.usage")


def _name(parameter: Any) -> str:
    """An option as it is typed, an argument as the help names it."""
    if parameter is None:
        return ""
    options = [option for option in parameter.opts if option.startswith("-")]
    return max(options, key=len) if options else str(parameter.metavar or parameter.name).upper()
