"""`grade`: the group of commands. Commands load when they are called, so that `grade` is quick."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from grader import __version__

COMMANDS = {  # in the order of the help page
    "run": "grading",
    "watch": "watch",
    "next": "looking",
    "list": "looking",
    "show": "looking",
    "hint": "looking",
    "reset": "resetting",
    "pack": "releasing",
    "demo": "demo",
    "class": "classes",
    "report": "reporting",
    "export": "reporting",
    "ci": "ci",
    "nbgrader": "nbgrader",
    "gradescope": "gradescope",
    "python": "python",
    "completion": "completion",
    "doctor": "doctor",
    "init": "releasing",
    "release": "releasing",
    "dev": "authoring",
}


class Commands(click.Group):
    """A group whose commands live in modules imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import and return a command."""
        del ctx
        if cmd_name not in COMMANDS:
            from .targets import nearest

            raise click.UsageError(f"no command `{cmd_name}`{nearest(cmd_name, COMMANDS)}")
        module = import_module(f"grader.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="grade")
@click.pass_context
def group(ctx: click.Context) -> None:
    """Graded exercises in deep learning.

    Without a command: where am I, on one page.
    """
    if ctx.invoked_subcommand is None:
        from .looking import overview

        overview()


def main() -> None:
    """Run the command line and exit with the blueprint's status."""
    from .failing import reported

    with reported():
        sys.exit(group.main(standalone_mode=False) or 0)
