"""The codes of this room. Their labels stand in the table of words (``care_step.talked`` and so on)."""

from enum import IntEnum, StrEnum


class Source(StrEnum):
    """Where a concern came up."""

    SCREENING = "screening"
    OFFICE = "office"
    PHONE = "phone"
    FEEDBACK = "feedback"
    STORY = "story"


class Worry(StrEnum):
    """What sort of concern somebody raises; one of a questionnaire is told by its item instead."""

    SELF_HARM = "self_harm"
    VIOLENCE_AT_HOME = "violence_at_home"
    HARMED_BY_OTHERS = "harmed_by_others"
    ILL = "ill"
    AFTER_SESSION = "after_session"
    OTHER = "other"


class State(StrEnum):
    """Where a concern stands on its way."""

    OPEN = "open"
    TALKED = "talked"
    LEVELLED = "levelled"
    CLOSED = "closed"


class Level(StrEnum):
    """How near danger is, as who talked with the person judged it. Never a diagnosis."""

    NONE = "none"
    THOUGHTS_NO_PLAN = "thoughts_no_plan"
    PLAN_OR_INTENT = "plan_or_intent"
    ATTEMPT = "attempt"


class Next(StrEnum):
    """The one thing that an open concern waits for."""

    TALK = "talk"
    LEVEL = "level"
    BESIDE = "beside"
    CLINICIAN = "clinician"
    FOLLOW_UP = "follow_up"


class Step(StrEnum):
    """
    What a contact tells of the way of a concern.

    ``AGAIN``: it was raised again while it was open. ``BESIDE``: somebody is with the person.
    """

    TALKED = "talked"
    LEVELLED = "levelled"
    BESIDE = "beside"
    CLINICIAN = "clinician"
    NOT_REACHED = "not_reached"
    AGAIN = "again"
    CLOSED = "closed"
    REOPENED = "reopened"


class How(StrEnum):
    """In which manner somebody was in contact with the person."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    THROUGH_SOMEBODY = "through_somebody"


class Closing(StrEnum):
    """Why a concern is closed. ``ERASED`` is said by the system alone, when the person is erased."""

    RESOLVED = "resolved"
    REFERRED = "referred"
    MOVED_AWAY = "moved_away"
    NOT_REACHABLE = "not_reachable"
    IN_ERROR = "in_error"
    ERASED = "erased"


class Rung(IntEnum):
    """How far the call about a concern that is over its time has gone. Each includes those below."""

    ON_CALL = 0
    PLACE = 1
    ABOVE = 2
    DIRECTOR = 3


class LookReason(StrEnum):
    """Why somebody opened a concern. The last two are given by what opened it, and chosen by nobody."""

    OWN_TASK = "own_task"
    ON_CALL = "on_call"
    SUPERVISION = "supervision"
    REQUEST = "request"
    AUDIT = "audit"
    BREAK_GLASS = "break_glass"
    EXPORT = "export"


GIVEN = frozenset({LookReason.BREAK_GLASS, LookReason.EXPORT})
CHOSEN = tuple(why for why in LookReason if why not in GIVEN)


class Deed(StrEnum):
    """
    What a line of the room's own log tells.

    ``AGAIN``: a yes that came while the concern about it was known. ``ESCALATE``: its time ran out, and more were called.
    """

    RAISE = "raise"
    AGAIN = "again"
    LOOK = "look"
    ACT = "act"
    REFER = "refer"
    ESCALATE = "escalate"
    ERASE = "erase"
    ARRANGE = "arrange"


class ServiceKind(StrEnum):
    """What sort of help a service gives."""

    HEALTH_CENTRE = "health_centre"
    HOSPITAL = "hospital"
    MENTAL_HEALTH = "mental_health"
    COUNSELLOR = "counsellor"
    HELPLINE = "helpline"
    SHELTER = "shelter"
    OTHER = "other"


class Closed(StrEnum):
    """Why the screening items are not asked somewhere."""

    NO_ON_CALL = "no_on_call"
    NO_SERVICES = "no_services"
    OVER_CAPACITY = "over_capacity"


class Priority(StrEnum):
    """
    Within what time a person is to be received by the service.

    The three of the inter-agency referral form that is in use in the field (https://www.scribd.com/document/650952970).
    """

    HOURS_24 = "24h"
    HOURS_72 = "72h"
    WEEKS_2 = "2w"


class Mode(StrEnum):
    """How a referral goes to the service."""

    ACCOMPANIED = "accompanied"
    IN_PERSON = "in_person"
    PHONE = "phone"
    PAPER = "paper"


class Basis(StrEnum):
    """By what right something of a person is told to a service: they agreed, or their life was in danger."""

    CONSENT = "consent"
    EMERGENCY = "emergency"


class Released(StrEnum):
    """What of a person may be told to a service; each is agreed to by itself. The order is that of the form."""

    NAME = "name"
    AGE_SEX = "age_sex"
    NEED = "need"
    CONTACT = "contact"
    CAREGIVER = "caregiver"
    REASON = "reason"
    ASKED = "asked"
    GIVEN = "given"


class Age(StrEnum):
    """Age in bands, children too: whoever needs help need not sit in a group."""

    UNDER_12 = "0-11"
    FROM_12 = "12-15"
    FROM_16 = "16-17"
    FROM_18 = "18-24"
    FROM_25 = "25-34"
    FROM_35 = "35-49"
    FROM_50 = "50-59"
    FROM_60 = "60+"


UNDER_18 = frozenset({Age.UNDER_12, Age.FROM_12, Age.FROM_16})


class Informed(StrEnum):
    """Whether the one who cares for a child was told."""

    YES = "yes"
    NOT_SAFE = "not_safe"
    NOT_YET = "not_yet"


class Help(StrEnum):
    """The sorts of help that a person asks for, or has had already."""

    MENTAL_HEALTH = "mental_health"
    MEDICAL = "medical"
    COUNSELLING = "counselling"
    SHELTER = "shelter"
    PROTECTION = "protection"
    LEGAL = "legal"
    LIVELIHOOD = "livelihood"
    FOOD = "food"
    OTHER = "other"


class Stage(StrEnum):
    """
    What happened on the way of a referral, each a new entry.

    ``MADE`` is the referral itself. ``PERSON_TOLD`` follows an emergency: the person knows what was told of them.
    ``TAKEN_BACK``: the entry before was a mistake.
    """

    MADE = "made"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    APPOINTMENT = "appointment"
    ATTENDED = "attended"
    NOT_ATTENDED = "not_attended"
    OUTCOME = "outcome"
    FED_BACK = "fed_back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    PERSON_TOLD = "person_told"
    TAKEN_BACK = "taken_back"


class Why(StrEnum):
    """
    The reasons and results that some steps name; which belong to which says ``WHY``.

    ``ERASED``: the person was erased; written by that alone.
    """

    FULL = "full"
    OTHER_HELP = "other_help"
    TOO_FAR = "too_far"
    COST = "cost"
    NOT_SAFE = "not_safe"
    CONTINUES = "continues"
    FINISHED = "finished"
    SENT_ON = "sent_on"
    NO_HELP = "no_help"
    RECEIVED = "received"
    ELSEWHERE = "elsewhere"
    NOT_WANTED = "not_wanted"
    NOT_REACHED = "not_reached"
    MOVED_AWAY = "moved_away"
    MISTAKE = "mistake"
    ERASED = "erased"
    OTHER = "other"


WHY: dict[Stage, tuple[Why, ...]] = {
    Stage.DECLINED: (Why.FULL, Why.OTHER_HELP, Why.TOO_FAR, Why.COST, Why.NOT_SAFE, Why.OTHER),
    Stage.OUTCOME: (Why.CONTINUES, Why.FINISHED, Why.SENT_ON, Why.NO_HELP, Why.OTHER),
    Stage.CLOSED: (
        Why.RECEIVED,
        Why.ELSEWHERE,
        Why.NOT_WANTED,
        Why.NOT_REACHED,
        Why.MOVED_AWAY,
        Why.MISTAKE,
        Why.OTHER,
    ),
}
"""The steps that name a reason or a result, and which."""


class IntakeKind(StrEnum):
    """What somebody was told of harm. Nothing more is asked: programme staff do not investigate."""

    CHILD_PROTECTION = "child_protection"
    SEXUAL_EXPLOITATION = "sexual_exploitation"
    GENDER_BASED_VIOLENCE = "gender_based_violence"
    STAFF_CONDUCT = "staff_conduct"


class IntakeStep(StrEnum):
    """What must happen next with an intake."""

    TAKE = "take"
    HAND = "hand"
    CLOSE = "close"


class IntakeDeed(StrEnum):
    """What a line of an intake's own log tells."""

    RECEIVE = "receive"
    LOOK = "look"
    TAKE = "take"
    HAND = "hand"
    NAME = "name"
    CLOSE = "close"


class IntakeEnd(StrEnum):
    """Why an intake is closed."""

    SERVICE_CARES = "service_cares"
    PERSON_STOPPED = "person_stopped"
    NOT_REACHED = "not_reached"
    ELSEWHERE = "elsewhere"
    IN_ERROR = "in_error"


class Receives(StrEnum):
    """Whom a service receives; one that names nobody receives everybody."""

    WOMEN = "women"
    MEN = "men"
    CHILDREN = "children"
    ADULTS = "adults"


class ExportKind(StrEnum):
    """What leaves the room of care: one case, or the log of looks for whoever audits it."""

    CASE = "case"
    AUDIT = "audit"


class ExportState(StrEnum):
    """How far something that was asked to leave has come."""

    ASKED = "asked"
    WAITS = "waits"
    READY = "ready"
    EXPIRED = "expired"
    REFUSED = "refused"


class ExportDeed(StrEnum):
    """What a line of an export's own log tells."""

    ASK = "ask"
    APPROVE = "approve"
    REFUSE = "refuse"
    TAKE = "take"


class AdverseKind(StrEnum):
    """What went wrong. Which of them a group itself can bring about is data: ``stop_rules.json``."""

    BREACH_OF_CONFIDENTIALITY = "breach_of_confidentiality"
    THREATS_AFTER_DISCLOSURE = "threats_after_disclosure"
    RETRAUMATISATION = "retraumatisation"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    DEATH = "death"
    OTHER = "other"


class Relatedness(StrEnum):
    """Whether an adverse event came from the group, the least grave first."""

    UNRELATED = "unrelated"
    POSSIBLE = "possible"
    LIKELY = "likely"


class StruckWhy(StrEnum):
    """Why what was recorded as an adverse event is none, or is recorded otherwise."""

    TWICE = "twice"
    NOT_HAPPENED = "not_happened"
    WRONG_FACTS = "wrong_facts"


class AdverseDeed(StrEnum):
    """What a line of the log of adverse events tells."""

    RECORD = "record"
    LOOK = "look"
    JUDGE = "judge"
    DECIDE = "decide"
    STRIKE = "strike"
    TRIP = "trip"
    JOIN = "join"
    LIFT = "lift"
