"""The one command line. Each command is a file of its own and is read only when it is called."""

import importlib

import click

COMMANDS = {
    "accounts": "Organisations, accounts, roles, passwords, second factors.",
    "backup": "Write one encrypted, consistent file while people work.",
    "check": "Prove the journal and the sealed fields whole; check the deployment.",
    "codebooks": "List, show and check what stories are read for; add a pack.",
    "demo": "Fill an empty instance with a synthetic programme, and serve it.",
    "groups": "Import registers of groups that already run.",
    "instruments": "List and show questionnaires; load the wording you are licensed to use.",
    "keys": "Rotate the keys while people work; list them; keep the master key in two parts.",
    "places": "Import and find administrative places.",
    "restore": "Rebuild an empty instance from a backup.",
    "retention": "Let go of what is older than its time; say what would go.",
    "rubrics": "List, show and check what competence is rated by; add a pack.",
    "score": "Score a file of raw answers.",
    "serve": "Serve the office and the phones with several workers.",
    "trainings": "Import lists of trainings that were held.",
}


class Commands(click.Group):
    """Commands by name; a module is imported when its command is called, so the others stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"tuvurane.config.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tuvurane")
def main() -> None:
    """
    Tuvurane runs community-based sociotherapy: groups, sessions, questionnaires and what changes.

    Settings come from the environment: TUVURANE_PROFILE (demo or production), TUVURANE_HOME,
    TUVURANE_DATABASE, TUVURANE_ORIGIN, TUVURANE_HOSTS. A wrong one stops the start and says so.
    """
