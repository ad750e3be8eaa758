"""What every page carries around its answer: the rail, the person, the languages, the banner."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from tuvurane.foundation import words
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.web import wording

PEOPLE = ("/people/", "/devices/", "/facilitators/", "/courses/", "/raters/", "/rubrics/")
RAIL = (
    ("today", "home:today", ("/supervision/",), ()),
    ("groups", "groups:list", ("/groups/", "/sessions/", "/participants/"), (Verb.GROUPS_SEE,)),
    ("people", "people:list", PEOPLE, (Verb.ACCOUNTS_SEE,)),
    ("evidence", "evidence:change", ("/evidence/",), (Verb.EVIDENCE_SEE,)),
)
READ = ("/stories/read/", "/stories/panels/", "/stories/placed/", "/stories/coding/", "/stories/booklet/")
# Below it, under a few headings: what cannot wait first.
FOOT = (
    (
        "help",
        (
            ("raising", "raising:somewhere", ("/someone-needs-help/",), (Verb.CARE_RAISE,)),
            ("harm", "intake:new", ("/harm/",), ()),
            ("care", "care:list", ("/care/", "/break-glass/"), (Verb.CARE_SEE,)),
            ("break_glass", "opening:new", ("/break-glass/new/",), (Verb.CARE_BREAK_GLASS,)),
            ("adverse", "adverse:list", ("/adverse/",), (Verb.ADVERSE_SEE,)),
            ("adverse_counts", "adverse:counts", ("/adverse/counts/",), (Verb.ADVERSE_COUNT,)),
        ),
    ),
    (
        "told",
        (
            ("feedback", "feedback:new", ("/feedback/",), ()),
            ("stories", "stories:list", ("/stories/",), (Verb.STORIES_COLLECT,)),
            ("read", "reading:list", READ, (Verb.STORIES_SEE,)),
        ),
    ),
    (
        "asking",
        (
            ("schedule", "schedule:board", ("/schedule/",), (Verb.RESPONSES_RECORD, Verb.MEASURES_SEE)),
            ("quality", "quality:page", ("/measures/quality/",), (Verb.MEASURES_SEE,)),
            ("instruments", "instruments:list", ("/instruments/",), ()),
        ),
    ),
    (
        "kept",
        (
            ("rights", "rights:list", ("/rights/",), (Verb.RIGHTS_SEE, Verb.RIGHTS_COUNT)),
            ("erasures", "erasures:list", ("/erasures/",), (Verb.RIGHTS_ERASE,)),
            ("retention", "erasures:retention", ("/retention/",), (Verb.RETENTION_SEE,)),
        ),
    ),
    (
        "office",
        (
            ("set_aside", "set_aside:list", ("/set-aside/",), (Verb.SET_ASIDE_DECIDE,)),
            ("places", "places:roots", ("/places/",), (Verb.PLACES_SEE,)),
            ("account", "account:mine", ("/account/",), ()),
        ),
    ),
)
ASKED = {
    "see_groups": Verb.GROUPS_SEE,
    "make_groups": Verb.GROUPS_MANAGE,
    "import_groups": Verb.GROUPS_IMPORT,
    "see_people": Verb.ACCOUNTS_SEE,
    "manage_people": Verb.ACCOUNTS_MANAGE,
    "see_facilitators": Verb.FACILITATORS_SEE,
    "manage_facilitators": Verb.FACILITATORS_MANAGE,
    "manage_courses": Verb.COURSES_MANAGE,
    "see_competence": Verb.COMPETENCE_SEE,
    "rate": Verb.COMPETENCE_RATE,
    "certify_raters": Verb.RATERS_CERTIFY,
    "see_evidence": Verb.EVIDENCE_SEE,
    "ask": Verb.RESPONSES_RECORD,
    "see_sessions": Verb.SESSIONS_SEE,
    "manage_schedule": Verb.SCHEDULE_MANAGE,
    "see_quality": Verb.MEASURES_SEE,
    "key_paper": Verb.RESPONSES_RECORD,
    "see_care": Verb.CARE_SEE,
    "see_adverse": Verb.ADVERSE_SEE,
    "record_adverse": Verb.ADVERSE_RECORD,
    "lift_stops": Verb.ADVERSE_LIFT,
    "count_adverse": Verb.ADVERSE_COUNT,
    "answer_rights": Verb.RIGHTS_ANSWER,
    "answer_feedback": Verb.FEEDBACK_ANSWER,
    "count_feedback": Verb.FEEDBACK_COUNT,
    "decide_set_aside": Verb.SET_ASIDE_DECIDE,
    "see_supervision": Verb.SUPERVISION_SEE,
    "see_cascade": Verb.FACILITATORS_SEE,
    "manage_supervision": Verb.SUPERVISION_MANAGE,
    "record_visits": Verb.SUPERVISION_RECORD,
    "note_wellbeing": Verb.WELLBEING_RECORD,
    "erase": Verb.RIGHTS_ERASE,
    "collect_stories": Verb.STORIES_COLLECT,
    "see_stories": Verb.STORIES_SEE,
    "select_stories": Verb.STORIES_SELECT,
    "code_stories": Verb.STORIES_CODE,
    "print_stories": Verb.STORIES_PRINT,
}


class Stop(NamedTuple):
    """One place of the rail: its word, its address, and whether the reader is there."""

    word: str
    address: str
    here: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page; of someone not signed in it has no rail."""
    actor: Actor | None = getattr(request, "actor", None)
    spoken = wording.language()
    drafts, of = wording.draft_count(spoken)
    return {
        "actor": actor,
        "rail": _stops(actor, RAIL, request.path),
        "foot": [
            (f"office.foot.{name}", found) for name, stops in FOOT if (found := _stops(actor, stops, request.path))
        ],
        "may": _may(actor),
        "my_roles": sorted(actor.roles) if actor else [],
        "spoken": spoken,
        "languages": words.LANGUAGES,
        "drafts": drafts,
        "words_in_all": of,
        "synthetic": people.synthetic(),
    }


def _may(actor: Actor | None) -> dict[str, bool]:
    may = {name: actor is not None and scope.has_verb(actor, verb) for name, verb in ASKED.items()}
    return may | {"hear_help": may["record_visits"] or may["manage_supervision"]}


def _stops(
    actor: Actor | None, stops: tuple[tuple[str, str, tuple[str, ...], tuple[Verb, ...]], ...], path: str
) -> list[Stop]:
    if actor is None:
        return []
    shown = [
        (name, reverse(view), under)
        for name, view, under, one_of in stops
        if not one_of or any(scope.has_verb(actor, verb) for verb in one_of)
    ]
    near = {name: _nearness(path, address, under) for name, address, under in shown}
    nearest = max(near.values(), default=0)
    return [Stop(f"office.rail.{name}", address, 0 < near[name] == nearest) for name, address, _ in shown]


def _nearness(path: str, address: str, under: tuple[str, ...]) -> int:
    """How much of a path a stop stands for: of two that fit, the reader is at the closer one."""
    return len(path) + 1 if path == address else max((len(one) for one in under if path.startswith(one)), default=0)
