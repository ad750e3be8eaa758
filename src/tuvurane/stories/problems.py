"""What this room refuses."""

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
