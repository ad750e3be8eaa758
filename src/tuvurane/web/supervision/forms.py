"""The forms of supervision: a visit, a session's checklist, agreements, help, well-being, who looks after whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from tuvurane.foundation import clock, ids
from tuvurane.groups.codes import MINUTES, SESSIONS
from tuvurane.supervision.actions import FollowUpContent, VisitContent
from tuvurane.supervision.codes import Done, Topic, VisitFormat, Wellbeing, WhyAdapted
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.wording import choices_of, say, word

MINUTES_USUAL = 60
AGREEMENTS = 3
SPOKEN = ("what", "due", "who", "competence")
LINE_SIGNS = 200
NOTE_SIGNS = 2000
HOW_SIGNS = 140


def new_id() -> UUID:
    """An id for what a form makes: sent twice, it is made once."""
    return ids.new_id(clock.now())


def note_field(label: str) -> forms.CharField:
    """Words of a person, in which no member of a group is named."""
    return forms.CharField(
        label=word(label),
        help_text=word("office.session.no_names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=NOTE_SIGNS,
        required=False,
    )


class PlanOf(OfficeForm):
    """Whose plan to read."""

    supervisor = forms.ChoiceField(label=word("supervise.plan.whose"), required=False)

    def __init__(self, *args: Any, supervisors: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(account_id), name) for account_id, name in supervisors]
        self.offer("supervisor", [("", say("office.choose")), *listed])


class StartForm(OfficeForm):
    """Where the day begins; the stops that were ticked stay."""

    start = PlaceField(label=word("supervise.route.start"), help_text=word("office.place.help"))


@dataclass(frozen=True, slots=True)
class AgreementFields:
    """What is asked about one agreement."""

    fields: list[forms.BoundField]

    @property
    def begun(self) -> bool:
        """Whether something is said in it, or something about it is wrong."""
        return any(field.value() or field.errors for field in self.fields)


class VisitForm(OfficeForm):
    """A visit or a call: how, when, with whom, about what, and what was agreed."""

    visit_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    format = forms.ChoiceField(
        label=word("supervise.visit.format"), widget=forms.RadioSelect, choices=choices_of(VisitFormat, "visit_format")
    )
    on = DayField(label=word("supervise.visit.on"), initial=today)
    minutes = forms.IntegerField(
        label=word("office.session.minutes"), min_value=1, max_value=MINUTES.stop - 1, initial=MINUTES_USUAL
    )
    group_id = forms.ChoiceField(
        label=word("supervise.visit.group"), help_text=word("supervise.visit.group_help"), required=False
    )
    session_number = forms.IntegerField(
        label=word("office.session.number"),
        help_text=word("supervise.visit.session_help"),
        min_value=1,
        max_value=SESSIONS,
        required=False,
    )
    seen = forms.MultipleChoiceField(
        label=word("supervise.visit.seen"), widget=forms.CheckboxSelectMultiple, required=False
    )
    topics = forms.MultipleChoiceField(
        label=word("supervise.visit.topics"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Topic, "topic"),
        required=False,
    )
    note = note_field("supervise.visit.note")

    def __init__(
        self,
        *args: Any,
        groups: Sequence[tuple[UUID, str]],
        people: Sequence[tuple[UUID, str]],
        competences: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group_id", [("", say("supervise.visit.no_group")), *((str(pk), name) for pk, name in groups)])
        known = [(str(pk), name) for pk, name in people]
        self.offer("seen", known)
        for at in range(1, AGREEMENTS + 1):
            self._offer_agreement(at, known, competences)
        self.word_errors(*self.fields)

    def _offer_agreement(
        self, at: int, people: Sequence[tuple[str, str]], competences: Sequence[tuple[str, str]]
    ) -> None:
        self.fields[f"id_{at}"] = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
        self.fields[f"what_{at}"] = forms.CharField(
            label=say("supervise.agreed.what"), max_length=LINE_SIGNS, required=False
        )
        self.fields[f"due_{at}"] = DayField(label=say("supervise.agreed.due"), required=False)
        self.fields[f"who_{at}"] = forms.ChoiceField(
            label=say("supervise.agreed.who"),
            choices=[("", say("supervise.agreed.myself")), *people],
            required=False,
        )
        self.fields[f"competence_{at}"] = forms.ChoiceField(
            label=say("supervise.agreed.practises"), choices=[("", say("office.none")), *competences], required=False
        )

    @property
    def main_fields(self) -> list[forms.BoundField]:
        names = ("format", "on", "minutes", "group_id", "session_number", "seen", "topics", "note")
        return [self[name] for name in names]

    @property
    def agreements(self) -> list[AgreementFields]:
        """The fields of each agreement, in the order in which one speaks them."""
        numbered = range(1, AGREEMENTS + 1)
        return [AgreementFields([self[f"{name}_{at}"] for name in SPOKEN]) for at in numbered]

    def clean(self) -> dict[str, Any]:
        """A session has its group and number; an agreement has its day."""
        cleaned = super().clean() or {}
        if cleaned.get("format") == VisitFormat.SESSION:
            for name in ("group_id", "session_number"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(say("supervise.visit.names_session"), code="required"))
        for at in range(1, AGREEMENTS + 1):
            self._clean_agreement(at, cleaned)
        return cleaned

    def _clean_agreement(self, at: int, cleaned: Mapping[str, Any]) -> None:
        what, due = cleaned.get(f"what_{at}"), cleaned.get(f"due_{at}")
        if what and not due and f"due_{at}" not in self.errors:
            self.add_error(f"due_{at}", ValidationError(say("supervise.agreed.needs_day"), code="required"))
        if due and not what and f"what_{at}" not in self.errors:
            self.add_error(f"what_{at}", ValidationError(say("supervise.agreed.needs_words"), code="required"))
        about = cleaned.get(f"who_{at}") or cleaned.get("group_id") or len(cleaned.get("seen", ())) == 1
        if what and not about:
            self.add_error(f"who_{at}", ValidationError(say("supervise.agreed.needs_somebody"), code="required"))

    def content(self) -> VisitContent:
        """What the form says, as every door hands it to the room of supervision."""
        cleaned = self.cleaned_data
        in_session = cleaned["format"] == VisitFormat.SESSION
        return VisitContent(
            format=VisitFormat(cleaned["format"]),
            on=cleaned["on"],
            minutes=cleaned["minutes"],
            group_id=UUID(cleaned["group_id"]) if cleaned["group_id"] else None,
            session_number=cleaned["session_number"] if in_session else None,
            seen=[UUID(account_id) for account_id in cleaned["seen"]],
            topics=[Topic(topic) for topic in cleaned["topics"]],
            note=cleaned["note"].strip(),
            follow_ups=[self._agreement(at) for at in range(1, AGREEMENTS + 1) if cleaned[f"what_{at}"]],
        )

    def _agreement(self, at: int) -> FollowUpContent:
        cleaned = self.cleaned_data
        return FollowUpContent(
            id=cleaned[f"id_{at}"],
            what=cleaned[f"what_{at}"].strip(),
            due_on=cleaned[f"due_{at}"],
            facilitator_id=UUID(cleaned[f"who_{at}"]) if cleaned[f"who_{at}"] else None,
            competence=cleaned[f"competence_{at}"],
        )


@dataclass(frozen=True, slots=True)
class ElementFields:
    """What is asked about one element of a session."""

    code: str
    text: str
    done: forms.BoundField
    why: forms.BoundField
    how: forms.BoundField

    @property
    def another_way(self) -> bool:
        """Whether something is said of another way, or something about it is wrong."""
        return bool(self.why.value() or self.how.value() or self.why.errors or self.how.errors)


class ChecklistForm(OfficeForm):
    """What of a session was done, as an observer saw it, element by element."""

    checklist_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = DayField(label=word("supervise.visit.on"), initial=today)

    def __init__(self, *args: Any, elements: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = dict(elements)
        for code, text in self.texts.items():
            self.fields[f"done_{code}"] = forms.ChoiceField(
                label=text, widget=forms.RadioSelect, choices=choices_of(Done, "done")
            )
            self.fields[f"why_{code}"] = forms.ChoiceField(
                label=say("supervise.checklist.why"),
                choices=choices_of(WhyAdapted, "why_adapted", empty="office.none"),
                required=False,
            )
            self.fields[f"how_{code}"] = forms.CharField(
                label=say("supervise.checklist.how"), max_length=HOW_SIGNS, required=False
            )
        self.word_errors(*self.fields)

    @property
    def elements(self) -> list[ElementFields]:
        return [
            ElementFields(code, text, self[f"done_{code}"], self[f"why_{code}"], self[f"how_{code}"])
            for code, text in self.texts.items()
        ]

    def clean(self) -> dict[str, Any]:
        """What was done in another way has its reason."""
        cleaned = super().clean() or {}
        for code in self.texts:
            if cleaned.get(f"how_{code}", "").strip() and not cleaned.get(f"why_{code}"):
                self.add_error(f"why_{code}", ValidationError(say("supervise.checklist.needs_why"), code="required"))
        return cleaned

    def done(self) -> dict[str, Done]:
        """How far each element was done, by its code."""
        return {code: Done(self.cleaned_data[f"done_{code}"]) for code in self.texts}

    def adapted(self) -> dict[str, tuple[WhyAdapted, str]]:
        """Why and how, by the code of each element that was done in another way."""
        said = {code: self.cleaned_data[f"why_{code}"] for code in self.texts}
        return {code: (WhyAdapted(why), self.cleaned_data[f"how_{code}"].strip()) for code, why in said.items() if why}


class DoneForm(OfficeForm):
    """The day on which an agreement was kept."""

    on = DayField(label=word("supervise.agreed.done_on"), initial=today)


class MoveDueForm(OfficeForm):
    """Another day for an agreement."""

    due_on = DayField(label=word("supervise.agreed.new_due"))


class AnswerHelpForm(OfficeForm):
    """What was done about a call for help."""

    on = DayField(label=word("supervise.help.on"), initial=today)
    note = note_field("supervise.help.note")


class WellbeingForm(OfficeForm):
    """How a facilitator is this month, in their own words to their supervisor."""

    how = forms.ChoiceField(
        label=word("supervise.wellbeing.how"), widget=forms.RadioSelect, choices=choices_of(Wellbeing, "wellbeing")
    )
    note = note_field("supervise.wellbeing.note")

    def clean_how(self) -> Wellbeing:
        return Wellbeing(self.cleaned_data["how"])


class PeopleWithout(OfficeForm):
    """Find somebody among those whom nobody looks after."""

    q = forms.CharField(label=word("office.account.name"), required=False, max_length=120)


class GiveChargeForm(OfficeForm):
    """Who looks after somebody from a day on."""

    supervisor = forms.ChoiceField(label=word("supervise.charge.supervisor"), widget=forms.RadioSelect)
    since = DayField(label=word("office.lead.since"), initial=today)

    def __init__(self, *args: Any, supervisors: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("supervisor", [(str(pk), label) for pk, label in supervisors])


class EndChargeForm(OfficeForm):
    """The day from which somebody is looked after no more by this supervisor."""

    until = DayField(label=word("office.lead.until"), initial=today)
