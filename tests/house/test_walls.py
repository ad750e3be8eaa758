"""The walls between rooms hold: on a small house, each forbidden import is found by the contract that forbids it."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house import tree

PYPROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]
LAYERS = {container: contract["layers"] for contract in CONTRACTS for container in contract.get("containers", ())}
PLANTED = [
    # file, what is written there, the contract that must notice
    ("places/queries.py", "import tuvurane.groups.queries", "Rooms import downwards"),
    ("sync/push.py", "import tuvurane.web.pages", "Rooms import downwards"),
    ("errands/__init__.py", "", "Rooms import downwards"),
    ("people/models.py", "import tuvurane.people.actions", "Inside a room"),
    ("groups/utils.py", "", "Inside a room"),
    ("evidence/charts.py", "import tuvurane.evidence.effects", "Inside evidence"),
    ("sync/queries.py", "import tuvurane.sync.push", "Inside sync"),
    ("measures/scoring.py", "from django.db import models", "Code that computes"),
    ("evidence/disclosure.py", "import tuvurane.groups.models", "Code that computes"),
    ("web/pages.py", "from tuvurane.groups.models import Group", "Doors and evidence"),
    ("exchange/registers.py", "from tuvurane.people import models", "Doors and evidence"),
    ("evidence/queries.py", "import tuvurane.care.queries", "Care is closed"),
    ("sync/pull.py", "from tuvurane.care import models", "Care is closed"),
    ("groups/actions.py", "from tuvurane.foundation import clock", "Only doors read the clock"),
    ("journal/actions.py", "import tuvurane.groups.actions", "No cycles"),
]


@pytest.fixture
def small_house(tmp_path):
    """A house with every room and word of the contracts, whose files are empty."""
    modules = {f"{container}.{word}" for container, layers in LAYERS.items() for word in words_of(layers)}
    modules |= {"tuvurane.foundation.clock", "tuvurane.web.pages", "tuvurane.sync.push", "tuvurane.exchange.registers"}
    modules |= {importer for contract in CONTRACTS for importer in contract.get("allowed_importers", ())}
    packages = {module.rsplit(".", 1)[0] for module in modules} | {
        f"tuvurane.{room}" for room in words_of(LAYERS["tuvurane"])
    }
    for package in packages:
        write(tmp_path, f"{package.replace('.', '/')}/__init__.py")
    for module in modules - packages:
        write(tmp_path, f"{module.replace('.', '/')}.py")
    write(tmp_path, "tuvurane/groups/actions.py", "import tuvurane.journal.actions")
    return tmp_path


def words_of(layers: list[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(layers))


def write(house: Path, name: str, line: str = "") -> None:
    path = house / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{line}\n", encoding="utf-8")


def broken_contracts(house: Path) -> list[str]:
    """The contracts that import-linter reports as broken in this house."""
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--no-cache",
        "--config",
        f"{tree.ROOT}/pyproject.toml",
    ]
    environment = {**os.environ, "PYTHONPATH": str(house), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return re.findall(r"^(.*) BROKEN", done.stdout, re.MULTILINE)


def test_a_house_in_order_breaks_no_contract(small_house):
    assert broken_contracts(small_house) == []


@pytest.mark.slow
@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_a_forbidden_import_is_found(small_house, file, line, contract):
    write(small_house, f"tuvurane/{file}", line)

    broken = broken_contracts(small_house)

    assert any(name.startswith(contract) for name in broken), broken


def test_every_contract_is_put_to_the_test():
    tested = {contract for _, _, contract in PLANTED}

    untested = [
        contract["name"] for contract in CONTRACTS if not any(contract["name"].startswith(name) for name in tested)
    ]

    assert not untested


def test_every_domain_room_is_under_the_contract_of_its_words():
    domain = {
        f"tuvurane.{room.name}" for room in tree.rooms() if (room / "models.py").exists() or (room / "models").exists()
    }

    assert domain <= set(LAYERS) | {"tuvurane.sync"}, "add the room to the containers in pyproject.toml"
