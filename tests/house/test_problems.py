"""Every refusal has a code of its own and a sentence that everybody can read."""

import ast
import string
from collections import Counter

import pytest

from tests.house import tree
from tuvurane.foundation import words
from tuvurane.foundation.problems import Kind, Problem

PROBLEMS = sorted(tree.problems(), key=lambda problem: problem.code)


def placeholders(sentence: str) -> set[str]:
    return {field.split(".")[0] for _, field, _, _ in string.Formatter().parse(sentence) if field}


def test_no_code_is_used_twice():
    codes = Counter(problem.code for problem in PROBLEMS)

    assert PROBLEMS
    assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.code)
def test_a_problem_has_a_kind_and_a_sentence_in_every_language(problem):
    key = f"problem.{problem.code}"

    assert problem.kind in Kind
    assert words.knows(key), f"{key} is missing in the table of words"
    assert [language for language in tree.LANGUAGES if not words.table()[key].texts[language]] == []


@pytest.mark.parametrize("path", tree.written(".py", below=tree.SOURCE), ids=tree.name)
def test_a_refusal_is_raised_with_every_detail_its_sentence_needs(path):
    classes = {problem.__name__: problem for problem in PROBLEMS if problem.__init__ is Problem.__init__}
    calls = [node for node in ast.walk(ast.parse(tree.text(path))) if isinstance(node, ast.Call)]

    lacking: dict[str, set[str]] = {}
    for call in calls:
        called = classes.get(getattr(call.func, "attr", getattr(call.func, "id", "")))
        given = {keyword.arg for keyword in call.keywords}
        if called and None not in given and words.knows(f"problem.{called.code}"):
            needed = placeholders(words.table()[f"problem.{called.code}"].texts["en"])
            lacking |= {f"{called.__name__} line {call.lineno}": needed - given} if needed - given else {}

    assert not lacking
