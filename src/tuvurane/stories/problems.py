"""What this room refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tuvurane.foundation import words
from tuvurane.foundation.problems import Kind, Problem


class StoryUnknown(Problem):
    code, kind = "stories.unknown", Kind.NOT_FOUND


class TellingMissing(Problem):
    code, kind = "stories.telling_missing", Kind.INVALID


class StoryTooLong(Problem):
    code, kind = "stories.too_long", Kind.INVALID


class NegativeNotAsked(Problem):
    code, kind = "stories.negative_not_asked", Kind.INVALID


class DateInTheFuture(Problem):
    code, kind = "stories.date_in_the_future", Kind.INVALID


class BeforeTheTelling(Problem):
    code, kind = "stories.before_the_telling", Kind.INVALID


class NoStoryAsked(Problem):
    code, kind = "stories.no_story_asked", Kind.CONFLICT


class TellerElsewhere(Problem):
    code, kind = "stories.teller_elsewhere", Kind.INVALID


class PromptUnknown(Problem):
    code, kind = "stories.prompt_unknown", Kind.INVALID


class NothingToReadBack(Problem):
    code, kind = "stories.nothing_to_read_back", Kind.CONFLICT


class TooSoon(Problem):
    code, kind = "stories.too_soon", Kind.CONFLICT


class TextHasChanged(Problem):
    code, kind = "stories.text_has_changed", Kind.CONFLICT


class SameLanguage(Problem):
    code, kind = "stories.same_language", Kind.INVALID


class AnotherPersonAnswers(Problem):
    code, kind = "stories.another_person_answers", Kind.NOT_ALLOWED


class Answered(Problem):
    code, kind = "stories.answered", Kind.CONFLICT


class NoVersion(Problem):
    code, kind = "stories.no_version", Kind.CONFLICT


class ReasonMissing(Problem):
    code, kind = "stories.reason_missing", Kind.INVALID


class NothingMarked(Problem):
    code, kind = "stories.nothing_marked", Kind.INVALID


class NoVoice(Problem):
    code, kind = "stories.no_voice", Kind.CONFLICT


class SoundUnreadable(Problem):
    code, kind = "stories.sound_unreadable", Kind.INVALID


class SoundTooLarge(Problem):
    code, kind = "stories.sound_too_large", Kind.INVALID


class PanelUnknown(Problem):
    code, kind = "stories.panel_unknown", Kind.NOT_FOUND


class PanelClosed(Problem):
    code, kind = "stories.panel_closed", Kind.CONFLICT


class DayAhead(Problem):
    code, kind = "stories.day_ahead", Kind.INVALID


class BeforeThePanel(Problem):
    code, kind = "stories.before_the_panel", Kind.INVALID


class ReasonTooLong(Problem):
    code, kind = "stories.reason_too_long", Kind.INVALID


class WhyMissing(Problem):
    code, kind = "stories.why_missing", Kind.INVALID


class LevelUnfit(Problem):
    code, kind = "stories.level_unfit", Kind.INVALID


class MemberTwice(Problem):
    code, kind = "stories.member_twice", Kind.CONFLICT


class MemberElsewhere(Problem):
    code, kind = "stories.member_elsewhere", Kind.INVALID


class LeadsTheTeller(Problem):
    code, kind = "stories.leads_the_teller", Kind.CONFLICT


class NoParticipant(Problem):
    code, kind = "stories.no_participant", Kind.CONFLICT


class NotOffered(Problem):
    code, kind = "stories.not_offered", Kind.CONFLICT


class NothingBefore(Problem):
    code, kind = "stories.nothing_before", Kind.CONFLICT


class Undecided(Problem):
    code, kind = "stories.undecided", Kind.CONFLICT


class ToldAlready(Problem):
    code, kind = "stories.told_already", Kind.CONFLICT


class PanelOpen(Problem):
    code, kind = "stories.panel_open", Kind.CONFLICT


class TellerNotAsked(Problem):
    code, kind = "stories.teller_not_asked", Kind.INVALID


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault in a codebook: where it stands (``codes[2].title.fr``), what stands there, and how to repair it."""

    place: str
    value: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        """Place, value and repair in one line, in the reader's language."""
        shown = f"{self.place}: “{self.value}”." if self.value else f"{self.place}."
        return f"{shown} {words.say(f'codebook_fault.{self.code}', language, **self.details)}"


class CodebookFaulty(Problem):
    """A codebook with faults: nothing of it was taken. ``faults`` lists all of them."""

    code, kind = "stories.codebook_faulty", Kind.INVALID

    def __init__(self, faults: Sequence[PackFault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)


class CodebookUnknown(Problem):
    code, kind = "stories.codebook_unknown", Kind.NOT_FOUND


class CodebookTaken(Problem):
    code, kind = "stories.codebook_taken", Kind.CONFLICT


class RoundUnknown(Problem):
    code, kind = "stories.round_unknown", Kind.NOT_FOUND


class RoundClosed(Problem):
    code, kind = "stories.round_closed", Kind.CONFLICT


class CodersTooFew(Problem):
    code, kind = "stories.coders_too_few", Kind.INVALID


class CoderUnknown(Problem):
    code, kind = "stories.coder_unknown", Kind.INVALID


class NothingToCode(Problem):
    code, kind = "stories.nothing_to_code", Kind.CONFLICT


class SameCodebook(Problem):
    code, kind = "stories.same_codebook", Kind.CONFLICT


class NotToRecode(Problem):
    code, kind = "stories.not_to_recode", Kind.CONFLICT


class ReadAlready(Problem):
    code, kind = "stories.read_already", Kind.CONFLICT


class CodeUnknown(Problem):
    code, kind = "stories.code_unknown", Kind.INVALID


class NotDiffering(Problem):
    code, kind = "stories.not_differing", Kind.CONFLICT


class StillBlind(Problem):
    code, kind = "stories.still_blind", Kind.CONFLICT


class NothingReleased(Problem):
    code, kind = "stories.nothing_released", Kind.CONFLICT
