"""The forms of a story: who tells, what was told, what the teller says to each rung, and the text that others read."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.stories import queries
from tuvurane.stories.actions import TEXT_SIGNS, Heard, Told, Wording
from tuvurane.stories.codes import Danger, Domain, Rung, TellerRole
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.wording import choices_of, language, say, word


def words_field(key: str, *, rows: int, required: bool = True, help_key: str = "") -> forms.CharField:
    """A long text."""
    return forms.CharField(
        label=word(key),
        help_text=word(help_key) if help_key else "",
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=TEXT_SIGNS,
        required=required,
    )


def prompt_choices() -> list[tuple[str, str]]:
    """The questions in the reader's language."""
    return [(prompt.code, prompt.texts[language()]) for prompt in queries.prompts()]


class HowForm(OfficeForm):
    """How a story is asked for: in which language, with which question."""

    language = forms.ChoiceField(label=word("stories.language"), widget=forms.RadioSelect, choices=language_choices)
    prompt = forms.ChoiceField(
        label=word("stories.prompt"),
        help_text=word("stories.prompt_help"),
        widget=forms.RadioSelect,
        choices=prompt_choices,
        initial="most_important",
    )


class WhoForm(HowForm):
    """The same, where no participant tells: who does, and where."""

    role = forms.ChoiceField(
        label=word("stories.role"),
        widget=forms.RadioSelect,
        choices=choices_of([role for role in TellerRole if role is not TellerRole.PARTICIPANT], "teller_role"),
    )
    place = PlaceField(label=word("stories.place"), help_text=word("stories.place_help"))

    field_order = ("role", "place", "language", "prompt")

    def __init__(self, *args: Any, of_a_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_a_group:
            del self.fields["place"]


class TellingForm(OfficeForm):
    """What was told, in the teller's words."""

    story_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    text = words_field("stories.telling", rows=12, help_key="stories.telling_help")
    why = words_field("stories.why", rows=3, required=False, help_key="stories.why_help")
    domain = forms.ChoiceField(
        label=word("stories.domain"), widget=forms.RadioSelect, choices=choices_of(Domain, "story_domain")
    )
    negative_asked = forms.BooleanField(
        label=word("stories.negative_asked"),
        required=False,
    )
    on = DayField(label=word("stories.told_on"), initial=today)

    def told(self, *, spoken: str, role: TellerRole, prompt: str) -> Told:
        """What was written, as the room takes it."""
        said = self.cleaned_data
        wording = Wording(spoken, said["text"], said["why"])
        return Told(wording, role, Domain(said["domain"]), prompt, said["on"], said["negative_asked"])


class DangersForm(OfficeForm):
    """What is in a story that takes it to those who care."""

    dangers = forms.MultipleChoiceField(
        label=word("stories.dangers"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Danger, "story_danger"),
        required=False,
    )

    def clean_dangers(self) -> list[Danger]:
        return [Danger(one) for one in self.cleaned_data["dangers"]]


class HeardForm(OfficeForm):
    """How a word of the teller was heard."""

    on = DayField(label=word("stories.said_on"), initial=today)
    how = forms.ChoiceField(
        label=word("stories.how"),
        widget=forms.RadioSelect,
        choices=choices_of(ConsentGivenBy, "consent_by"),
        initial=ConsentGivenBy.VOICE,
    )
    by_facilitator = forms.BooleanField(label=word("stories.by_facilitator"), required=False)

    def heard(self) -> Heard:
        """What was written, as the room takes it."""
        said = self.cleaned_data
        return Heard(said["on"], ConsentGivenBy(said["how"]), said["by_facilitator"])


class YesForm(HeardForm):
    """To which rungs the teller says yes. What is not ticked was not given."""

    rungs = forms.MultipleChoiceField(label=word("stories.rungs"), widget=forms.CheckboxSelectMultiple)
    with_voice = forms.BooleanField(label=word("stories.with_voice"), required=False)

    field_order = ("rungs", "with_voice", "on", "how", "by_facilitator")

    def __init__(self, *args: Any, rungs: Sequence[Rung], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("rungs", [(rung.value, say(f"rung.{rung.value}")) for rung in rungs])
        if Rung.LEARN_INSIDE not in rungs:
            del self.fields["with_voice"]

    def given(self) -> list[Rung]:
        """The rungs that were ticked."""
        return [Rung(rung) for rung in self.cleaned_data["rungs"]]


class ReadBackForm(HeardForm):
    """Yes again or no more, to each rung that is there to be confirmed."""

    text = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, rungs: Sequence[Rung], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rungs = rungs
        for rung in rungs:
            self.fields[f"rung_{rung.value}"] = forms.TypedChoiceField(
                label=say(f"rung.{rung.value}"),
                widget=forms.RadioSelect,
                choices=[("yes", say("stories.yes_again")), ("no", say("stories.no_more"))],
                coerce=lambda value: value == "yes",
            )
        self.order_fields([*(f"rung_{rung.value}" for rung in rungs), "on", "how", "by_facilitator", "text"])
        self.word_errors(*(f"rung_{rung.value}" for rung in rungs))

    def said(self) -> dict[Rung, bool]:
        """What was said to each rung."""
        return {rung: self.cleaned_data[f"rung_{rung.value}"] for rung in self.rungs}


class TranslationForm(OfficeForm):
    """A story in another language."""

    translation_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    language = forms.ChoiceField(label=word("stories.into"), widget=forms.RadioSelect)
    text = words_field("stories.translation", rows=12)
    why = words_field("stories.why", rows=3, required=False)

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", [(code, name) for code, name in language_choices() if code != own])

    def wording(self) -> Wording:
        """What was written, as the room takes it."""
        said = self.cleaned_data
        return Wording(said["language"], said["text"], said["why"])


class VersionForm(OfficeForm):
    """A text in which nobody is to be recognised: in the story's language, and in those it was translated into."""

    version_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    rare = forms.CharField(
        label=word("stories.rare"), help_text=word("stories.rare_help"), max_length=400, required=False
    )

    def __init__(self, *args: Any, wordings: Sequence[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = [wording.language for wording in wordings]
        for wording in wordings:
            spoken = say(f"language.{wording.language}")
            texts = (("text", "stories.version_in", 12, wording.text), ("why", "stories.why_in", 3, wording.why))
            for name, key, rows, first in texts:
                field = words_field(key, rows=rows, required=name == "text")
                field.label, field.initial = say(key, language=spoken), first
                field.widget.attrs |= {"lang": wording.language}
                self.fields[f"{name}_{wording.language}"] = field
        written = [f"{name}_{one}" for one in self.languages for name in ("text", "why")]
        self.order_fields([*written, "rare", "version_id"])
        self.word_errors(*written)

    def wordings(self) -> list[Wording]:
        """What stands in the form now, saved or not."""
        return [
            Wording(one, self[f"text_{one}"].value() or "", self[f"why_{one}"].value() or "") for one in self.languages
        ]

    def rare_words(self) -> tuple[str, ...]:
        """What the editor wants pointed out besides."""
        return tuple(filter(None, (part.strip() for part in (self["rare"].value() or "").split(","))))


class AnswerForm(OfficeForm):
    """Whether the neighbours would know who a story is about."""

    known = forms.TypedChoiceField(
        label=word("stories.neighbours"), widget=forms.RadioSelect, coerce=lambda value: value == "yes"
    )
    why = words_field("stories.by_what", rows=3, required=False, help_key="stories.by_what_help")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("known", [("no", say("stories.neighbours_no")), ("yes", say("stories.neighbours_yes"))])


class VoiceForm(OfficeForm):
    """A recording of the telling."""

    audio_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    sound = forms.FileField(
        label=word("stories.sound"),
        help_text=word("stories.sound_help"),
        widget=forms.FileInput(attrs={"accept": ".webm,.ogg,.opus,.mp3,.m4a,audio/*"}),
        max_length=200,
    )
