import json
from importlib import resources

import pytest


@pytest.fixture
def pack():
    """The shipped WHO-5 file as plain data, to be bent by a test."""
    file = resources.files("tuvurane.measures").joinpath("instruments", "who5.json")
    return json.loads(file.read_text(encoding="utf-8"))
