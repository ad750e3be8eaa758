"""`tuvurane check`: prove the instance whole."""

import click
from django.conf import settings
from django.core.management import CommandError, call_command

from tuvurane.config import console
from tuvurane.foundation import quiet
from tuvurane.groups import queries as groups
from tuvurane.journal import queries as journal
from tuvurane.people import queries as people

IN_THE_LOG = """\
Note: whoever is erased stays in PostgreSQL's log of changes until that is overwritten. Unless an archive or a second
server is fed from it, let our role empty it, once, as the server's administrator:
    GRANT pg_checkpoint TO {role};
    GRANT EXECUTE ON FUNCTION pg_switch_wal(), pg_ls_waldir() TO {role};"""


@click.command()
@click.option("--deploy", is_flag=True, help="Check the settings of the deployment too.")
def command(deploy: bool) -> None:
    """
    Walk the journal's chain, open every key and every sealed identity, and count what is there.

    Exit code 1 when something is broken; it says what.
    """
    console.require_migrated()
    faults = [*_journal(), *_keys()]
    try:
        call_command("check", deploy=deploy, fail_level="WARNING")
    except CommandError as error:
        faults.append(str(error))
    for fault in faults:
        click.echo(f"BROKEN: {fault}", err=True)
    if faults:
        raise SystemExit(1)
    if not quiet.log_is_ours():
        click.echo(IN_THE_LOG.format(role=settings.DATABASES["default"]["USER"] or "our_role"), err=True)
    click.echo(f"Whole. Profile: {settings.TUVURANE_PROFILE}.")


def _journal() -> list[str]:
    report = journal.verify()
    click.echo(f"Journal: {report.entries} entries read.")
    return [] if report.whole else [f"the journal's chain breaks at entry {report.broken_at}."]


def _keys() -> list[str]:
    houses, broken_houses = people.unreadable_organisations()
    persons, broken_persons = groups.unreadable_identities() if not broken_houses else (0, 0)
    click.echo(f"Organisations: {houses}. Sealed identities opened: {persons - broken_persons} of {persons}.")
    kept, shut = people.open_everything() if not broken_houses else (0, 0)
    click.echo(f"Everything else that is sealed: {kept - shut} of {kept} opened.")
    faults = [f"{shut} sealed notes, answers or records do not open."] if shut else []
    if broken_houses:
        faults.append(f"the keys of {broken_houses} organisations do not open with this secrets file.")
    if broken_persons:
        faults.append(f"{broken_persons} sealed identities do not open.")
    return faults
