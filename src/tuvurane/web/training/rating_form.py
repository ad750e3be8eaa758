"""The form of a rating: the behaviours of a rubric to tick, and on which occasion they were seen."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from tuvurane.groups.codes import SESSIONS
from tuvurane.training.actions import RatingContent
from tuvurane.training.codes import Occasion
from tuvurane.training.rules.rubrics import Kind, Rubric
from tuvurane.web.forms import DayField, OfficeForm, today
from tuvurane.web.groups.forms import new_id
from tuvurane.web.training.readings import read_rubric
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.training.models import Course, Rating

NOTE_SIGNS = 2000
TITLE_SIGNS = 80
WHERE_SIGNS = 200
OF_A_COURSE = (Occasion.COURSE_START, Occasion.COURSE_END)


class Asked(NamedTuple):
    """One competence of the form, its behaviours as tick boxes by kind."""

    title: str
    about: str
    kinds: list[tuple[Kind, list[Any]]]
    field: forms.BoundField


class TicksForm(OfficeForm):
    """The behaviours of every competence. What has no tick was not seen."""

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric, self.shown = rubric, read_rubric(rubric)
        for competence in self.shown:
            behaviours = [choice for _, listed in competence.behaviours for choice in listed]
            self.fields[f"ticks_{competence.code}"] = forms.MultipleChoiceField(
                label=competence.title, widget=forms.CheckboxSelectMultiple, choices=behaviours, required=False
            )
        self.word_errors(*self.fields)

    @property
    def competences(self) -> list[Asked]:
        return [self._asked(competence) for competence in self.shown]

    def _asked(self, competence: Any) -> Asked:
        field = self[f"ticks_{competence.code}"]
        options = iter(list(field))
        kinds = [(kind, [next(options) for _ in listed]) for kind, listed in competence.behaviours]
        return Asked(competence.title, competence.about, kinds, field)

    @property
    def before(self) -> list[forms.BoundField]:
        """The fields that are asked before the ticks."""
        apart = {"note", *(f"ticks_{competence.code}" for competence in self.shown)}
        return [field for field in self.visible_fields() if field.name not in apart]

    def clean(self) -> dict[str, Any]:
        """A form without any tick says nothing."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(f"ticks_{shown.code}") for shown in self.shown):
            raise ValidationError(say("training.rating.nothing_ticked"), code="nothing")
        return cleaned

    def ticks(self) -> dict[str, list[str]]:
        """The codes ticked, by competence; only what was seen."""
        given = {shown.code: self.cleaned_data[f"ticks_{shown.code}"] for shown in self.shown}
        return {code: codes for code, codes in given.items() if codes}


def ticked(ticks: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Ticks as the first values of a form."""
    return {f"ticks_{code}": list(codes) for code, codes in ticks.items()}


class RatingForm(TicksForm):
    """What one rater saw somebody do, on one day."""

    rating_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = DayField(label=word("training.rating.on"), initial=today)
    occasion = forms.ChoiceField(
        label=word("training.rating.occasion"), widget=forms.RadioSelect, choices=choices_of(Occasion, "occasion")
    )
    course = forms.TypedChoiceField(
        label=word("training.rating.course"),
        help_text=word("training.rating.course_help"),
        required=False,
        coerce=UUID,
        empty_value=None,
    )
    group = forms.TypedChoiceField(
        label=word("training.rating.group"),
        help_text=word("training.rating.group_help"),
        required=False,
        coerce=UUID,
        empty_value=None,
    )
    session_number = forms.IntegerField(
        label=word("office.session.number"),
        help_text=word("training.rating.session_help"),
        min_value=1,
        max_value=SESSIONS,
        required=False,
    )
    note = forms.CharField(
        label=word("training.rating.note"),
        help_text=word("office.session.no_names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=NOTE_SIGNS,
        required=False,
    )

    def __init__(self, *args: Any, courses: Sequence["Course"], groups: Sequence["Group"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("course", [("", say("office.none")), *((str(course.pk), course.name) for course in courses)])
        self.offer("group", [("", say("office.none")), *((str(group.pk), group.name) for group in groups)])

    def clean(self) -> dict[str, Any]:
        """An occasion in a course names the course; one in a group names the group and the session."""
        cleaned = super().clean()
        occasion = cleaned.get("occasion")
        if occasion in OF_A_COURSE and not cleaned.get("course") and "course" not in self.errors:
            self.add_error("course", ValidationError(say("training.rating.which_course"), code="course"))
        for name in ("group", "session_number") if occasion == Occasion.IN_GROUP else ():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(say(f"training.rating.which_{name}"), code=name))
        return cleaned

    def content(self, facilitator_id: UUID) -> RatingContent:
        """What the form says, as every door hands it to the room of training."""
        cleaned, occasion = self.cleaned_data, Occasion(self.cleaned_data["occasion"])
        return RatingContent(
            facilitator_id=facilitator_id,
            on=cleaned["on"],
            occasion=occasion,
            rubric=self.rubric.name,
            rubric_version=self.rubric.version,
            ticks=self.ticks(),
            course_id=cleaned["course"] if occasion in OF_A_COURSE else None,
            session_number=cleaned["session_number"] if occasion == Occasion.IN_GROUP else None,
            note=cleaned["note"].strip(),
        )


def said_by(rating: "Rating", *, note: str, group_id: UUID | None) -> dict[str, Any]:
    """A rating as the first values of the form that corrects it."""
    return {
        "on": rating.on,
        "occasion": rating.occasion,
        "course": rating.course_id,
        "group": group_id,
        "session_number": rating.session_number,
        "note": note,
    } | ticked(rating.ticks)


class RolePlayForm(TicksForm):
    """A reference role-play: where it is kept, and which behaviours experts agreed are in it."""

    role_play_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title = forms.CharField(label=word("training.role_play.title"), max_length=TITLE_SIGNS)
    where = forms.CharField(
        label=word("training.role_play.where"),
        help_text=word("training.role_play.where_help"),
        max_length=WHERE_SIGNS,
        required=False,
    )


class ScoreForm(TicksForm):
    """What a rater saw in a reference role-play."""

    score_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = DayField(label=word("training.rating.on"), initial=today)
