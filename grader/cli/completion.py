"""`grade completion SHELL`: what a shell needs to complete commands, options and exercises."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
NAME = "grade"
VARIABLE = "_GRADE_COMPLETE"  # by which the script asks `grade`


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print the completion script of SHELL; `docs/student.md` says where it goes.

    bash: eval "$(grade completion bash)" in ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    from .main import group

    of_shell = get_completion_class(shell)
    assert of_shell is not None
    click.echo(of_shell(group, {}, NAME, VARIABLE).source(), nl=False)
