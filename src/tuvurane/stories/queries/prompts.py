"""The questions with which a story is asked for. They are data; none of them asks for accounts of sexual violence."""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple, TypedDict


class Prompt(NamedTuple):
    """One question: its code, and its words in four languages."""

    code: str
    texts: dict[str, str]


class _Question(TypedDict):
    code: str
    texts: dict[str, str]


class _Pack(TypedDict):
    version: str
    prompts: list[_Question]


def prompts() -> tuple[Prompt, ...]:
    """The questions of the version in use, in their order."""
    return tuple(Prompt(one["code"], one["texts"]) for one in _pack()["prompts"])


def prompts_version() -> str:
    """Which version of the questions is in use."""
    return _pack()["version"]


@cache
def _pack() -> _Pack:
    text = resources.files("tuvurane.stories").joinpath("prompts.json").read_text("utf-8")
    found: _Pack = json.loads(text)
    return found
