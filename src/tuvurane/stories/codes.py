"""
The codes of this room. Their labels stand in the table of words (``rung.learn_inside`` and so on).

The ladder of consent and what it asks for: ADR 29. Domains with *any other* and a *negative change* that is always
asked for: Davies and Dart, The Most Significant Change Technique (2005), steps 2 and 4.
"""

from enum import StrEnum

DOMAINS_VERSION = "2026-11"


class Rung(StrEnum):
    """The rungs of the ladder. Each is said for itself; none follows from another."""

    LEARN_INSIDE = "learn_inside"
    SHARE_CONSORTIUM = "share_consortium"
    PUBLISH_ANONYMISED = "publish_anonymised"
    PUBLISH_VOICE = "publish_voice"
    PUBLISH_IMAGE_OR_NAME = "publish_image_or_name"


class Word(StrEnum):
    """What a teller says about a rung: yes, yes again with the text read back, no more."""

    GIVEN = "given"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """How a rung stands on a day. Only ``IN_FORCE`` lets anybody do anything."""

    NONE = "none"
    WAITS = "waits"
    READ_BACK = "read_back"
    SHUT = "shut"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Block(StrEnum):
    """What keeps a rung shut although its words were said."""

    HANDED_ON = "handed_on"
    NO_VERSION = "no_version"
    NOT_ANSWERED = "not_answered"
    KNOWN = "known"


class Danger(StrEnum):
    """What takes a story out of this room's hands: it goes to those who care, and nowhere else."""

    THIRD_PARTY = "third_party"
    CRIME = "crime"
    CHILD = "child"
    SEXUAL_VIOLENCE = "sexual_violence"


class Domain(StrEnum):
    """What a change is about: the domains of small shifts, any other, and a change for the worse."""

    ANGER = "anger"
    FAMILY = "family"
    CONFIDENCE = "confidence"
    LISTENING = "listening"
    NEIGHBOURS = "neighbours"
    WORKING_TOGETHER = "working_together"
    ANY_OTHER = "any_other"
    NEGATIVE = "negative"


class TellerRole(StrEnum):
    """Who tells, in words that endanger nobody."""

    PARTICIPANT = "participant"
    FAMILY_MEMBER = "family_member"
    NEIGHBOUR = "neighbour"
    LOCAL_LEADER = "local_leader"
    FACILITATOR = "facilitator"
    OTHER = "other"


class PrintKind(StrEnum):
    """What was printed."""

    BOOKLET = "booklet"
    PAGE = "page"


class Level(StrEnum):
    """From which circle a panel comes: what a lower one chose goes up to the next."""

    GROUP = "group"
    COMMUNE = "commune"
    PROVINCE = "province"
    COUNTRY = "country"


LEVELS = tuple(Level)


class Method(StrEnum):
    """How a panel chose."""

    CONSENSUS = "consensus"
    VOTE = "vote"
    SCORE = "score"


class ToldHow(StrEnum):
    """How somebody was told what became of their story."""

    IN_PERSON = "in_person"
    IN_THE_CIRCLE = "in_the_circle"
    BY_PHONE = "by_phone"


class Confirmed(StrEnum):
    """Whether what a story tells was found to be so."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


class Spread(StrEnum):
    """Whether a story stands for many, for some, or for itself."""

    MANY = "many"
    SOME = "some"
    ALONE = "alone"
    NOT_KNOWN = "not_known"


class Asked(StrEnum):
    """
    Who was asked whether a story is so.

    All but the tellers themselves and our own records learn of it by being asked: never without the teller's yes.
    """

    TELLER = "teller"
    RECORDS = "records"
    CIRCLE = "circle"
    NEIGHBOUR = "neighbour"
    OFFICIAL = "official"


ASKED_FREELY = frozenset({Asked.TELLER, Asked.RECORDS})


class Outcome(StrEnum):
    """What a round of coding came to; ``TOO_FEW``: too little was read twice to say."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    RECODE = "recode"
    TOO_FEW = "too_few"
