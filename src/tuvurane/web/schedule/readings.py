"""The rules of waves laid out for their pages."""

from collections.abc import Sequence
from typing import Any

from tuvurane.measures import queries as measure_queries
from tuvurane.measures.codes import Anchor, Wave
from tuvurane.measures.rules.schedule import Rule
from tuvurane.web.wording import language


def instrument_choices() -> list[tuple[str, str]]:
    """Every instrument of the deployment, by its title."""
    return [(name, one.title[language()]) for name, one in measure_queries.instruments().items()]


def rule_rows(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Each wave with the titles of what it asks."""
    titles = dict(instrument_choices())
    return [{"rule": rule, "asks": [titles.get(name, name) for name in rule.instruments]} for rule in rules]


def next_wave(rules: Sequence[Rule]) -> Wave | None:
    """The first wave that the organisation does not ask yet; None after the last."""
    known = {rule.wave for rule in rules}
    return next((wave for wave in Wave if wave not in known), None)


def wave_values(rule: Rule | None) -> dict[str, Any]:
    """A wave's rule as the first values of its form. A further wave begins two years after the sessions."""
    if rule is None:
        return {"anchor": Anchor.END, "opens": 700, "due": 730, "closes": 790}
    shown = {"anchor": rule.anchor, "opens": rule.opens, "due": rule.due, "closes": rule.closes}
    return shown | {"instruments": list(rule.instruments)} | ({"why": rule.why} if rule.own else {})
