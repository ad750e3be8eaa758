"""
The office in a process of its own, beside the server: acts in its database, one a line.

Reads a line of JSON, ``[name, argument, …]``, and writes one with the answer. Started by ``served.Desk``.
"""

import json
import sys
from random import Random
from typing import Any

import django

django.setup()

from tuvurane.config import tables  # noqa: E402 - Django must stand first

tables.bring_up()

from tests.chaos.office import Office, everything  # noqa: E402 - Django must stand first


def answer(office: Office, name: str, given: list[Any]) -> object:
    """Do one act."""
    if name == "everything":
        return everything()
    if name == "act":
        return office.act(given[0], Random(given[1]))
    return getattr(office, name)(*given)


def main() -> None:
    office = Office.open()
    for line in sys.stdin:
        name, *given = json.loads(line)
        sys.stdout.write(json.dumps(answer(office, name, given)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
