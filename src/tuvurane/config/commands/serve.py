"""`tuvurane serve`: the office and the phones' door, with several workers."""

import click

from tuvurane.config import console, serving, tables


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--migrate/--no-migrate", default=True, show_default=True, help="Bring the database up to date first.")
def command(host: str, port: int, workers: int, migrate: bool) -> None:
    """Serve. Put a web server with HTTPS in front: phones work offline only over HTTPS or on 127.0.0.1."""
    serving.check_free(host, port)
    if migrate:
        tables.bring_up()
    else:
        console.require_migrated()
    serving.collect_static()
    click.echo(f"Serving at http://{host}:{port} with {workers} workers. Stop with Ctrl+C.")
    serving.run(host, port, workers)
