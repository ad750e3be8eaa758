"""Facts are never deleted, but by one door: erasing somebody, and the end of a time."""

import re

from tests.house import tree

# The journal cuts off its own beginning.
MAY = {"src/tuvurane/journal/actions.py", "src/tuvurane/foundation/records.py"}
OPENS = re.compile(r"\brecords\.(?:destroy|strike_out)\(|\bimport .*\b(?:destroy|strike_out)\b")
PAST_IT = re.compile(r"\._raw_delete\(|\bQuerySet\.delete\(")


def test_only_erasing_destroys_facts_or_strikes_words_out():
    callers = [
        tree.name(path)
        for path in tree.written(".py", below=tree.SOURCE)
        if path.name != "erasing.py" and tree.name(path) not in MAY and OPENS.search(tree.text(path))
    ]

    assert not callers, f"only a room's erasing.py may: {callers}"


def test_nobody_deletes_past_that_door():
    past = [
        tree.name(path)
        for path in tree.written(".py", below=tree.SOURCE)
        if tree.name(path) != "src/tuvurane/foundation/records.py" and PAST_IT.search(tree.text(path))
    ]

    assert past == ["src/tuvurane/exchange/backup.py"], "only a restore empties what migrations made"
