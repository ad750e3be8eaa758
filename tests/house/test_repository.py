"""Nothing in the repository belongs to one machine, and nothing on a page runs from inside it."""

import re

import pytest

from tests.house import tree

# Written in pieces, so that this file does not find itself.
ELSEWHERE = re.compile(
    "|".join(
        [
            r"registry\.npm" + r"js\.org",
            r"registry\.yarn" + r"pkg\.com",
            r"files\.python" + r"hosted\.org",
            r"pypi\.org/" + r"simple",
            r"--(?:extra-)?index" + r"-url",
            r"\.\./" + r"shared\b",
            r"(?<![\w.$}/])/(?:" + r"home|root|Users|work)/[\w.]+",
        ]
    )
)
INLINE = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:.-]*)\s*=", re.IGNORECASE),
    "a script in a link": re.compile(r"javascript:", re.IGNORECASE),
}
PAGES = [
    path
    for path in tree.written(".html")
    if path.is_relative_to(tree.SOURCE) or path.is_relative_to(tree.ROOT / "phone")
]


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    here = re.compile(rf"{re.escape(str(tree.ROOT))}\b") if len(tree.ROOT.parts) > 2 else ELSEWHERE

    found = {
        tree.name(path): hit.group()
        for path in tree.tracked()
        if (hit := ELSEWHERE.search(tree.text(path)) or here.search(tree.text(path)))
    }

    assert not found


@pytest.mark.parametrize("path", PAGES, ids=tree.name)
def test_a_page_holds_nothing_that_the_policy_forbids(path):
    found = [fault for fault, pattern in INLINE.items() if pattern.search(tree.text(path))]

    assert not found


def test_every_requirement_is_locked_with_its_hash():
    for name in ("demo.txt", "dev.txt", "uv.txt"):
        lines = (tree.ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if re.match(r"[\w.-]+(\[[\w,-]+\])?==", line)]

        assert pins
        assert [line for line in pins if not line.endswith("\\")] == [], name


def test_every_dependency_says_why_it_is_here():
    text = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("\ndependencies = [") : text.index("[dependency-groups]")]

    silent = [line.strip() for line in block.splitlines() if line.startswith('  "') and "# " not in line]

    assert not silent
