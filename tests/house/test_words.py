"""The table of words is whole: keys that are used exist, and no language says less than another."""

import ast
import re
import string
from collections import Counter

import pytest

from tests.house import tree
from tuvurane.foundation import words

KEYS = {row["key"] for _, row in tree.word_rows()}
IN_TEMPLATE = re.compile(r"""\{%\s*w\s+["']([^"']+)["']""")
# Kinyarwanda's spellings and words; the neighbouring language is easily mistaken for ours.
KINYARWANDA = re.compile(r"[cb]y[aeiou]|\b(?:yego|ohereza|kuwa)\b", re.IGNORECASE)


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_no_key_stands_twice():
    times = Counter(row["key"] for _, row in tree.word_rows())

    assert times
    assert [key for key, count in times.items() if count > 1] == []


def test_every_row_has_as_many_cells_as_the_header():
    ragged = [place for place, row in tree.word_rows() if None in row or None in row.values()]

    assert not ragged, f"a comma too many or too few (quote the cell): {ragged}"


def test_every_word_has_an_english_text_and_no_stray_blanks():
    faulty = [
        place
        for place, row in tree.word_rows()
        if not row["en"] or any(row[language] != row[language].strip() for language in tree.LANGUAGES)
    ]

    assert not faulty


def test_every_translation_carries_its_review_status():
    statuses = {True: {"draft", "reviewed"}, False: {""}}

    faulty = [
        f"{place}: {language}"
        for place, row in tree.word_rows()
        for language in ("fr", "rn", "sw")
        if row[f"{language}_status"] not in statuses[bool(row[language])]
    ]

    assert not faulty, "draft or reviewed where there is a text, nothing where there is none"


def test_placeholders_are_the_same_in_every_language():
    unlike = {
        f"{place}: {language}": row[language]
        for place, row in tree.word_rows()
        for language in tree.LANGUAGES
        if row[language] and placeholders(row[language]) != placeholders(row["en"])
    }

    assert not unlike


def test_kirundi_is_not_kinyarwanda():
    leaks = {
        place: row["rn"] for place, row in tree.word_rows() if KINYARWANDA.search(re.sub(r"\{\w*\}", "", row["rn"]))
    }

    assert not leaks


@pytest.mark.parametrize("path", tree.written(".html", ".txt", below=tree.SOURCE), ids=tree.name)
def test_a_template_uses_only_words_that_exist(path):
    unknown = set(IN_TEMPLATE.findall(tree.text(path))) - KEYS

    assert not unknown


@pytest.mark.parametrize("path", tree.written(".py", below=tree.SOURCE), ids=tree.name)
def test_code_says_only_words_that_exist(path):
    said = [
        node.args[0]
        for node in ast.walk(ast.parse(tree.text(path)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"say", "words.say", "wording.say"} and node.args
    ]

    unknown = {key.value for key in said if isinstance(key, ast.Constant)} - KEYS
    families = {
        str(key.values[0].value)
        for key in said
        if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant)
    }

    assert not unknown
    assert [family for family in families if not any(key.startswith(family) for key in KEYS)] == []


def test_the_table_that_the_house_reads_is_this_one():
    assert set(words.table()) == KEYS
