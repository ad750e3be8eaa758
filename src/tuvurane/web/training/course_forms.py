"""The forms of a course: planned, changed, cancelled, its days marked, finished."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms

from tuvurane.people import queries as people
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.training.actions import CourseSaid
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Practised, Rung
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, today
from tuvurane.web.groups.forms import SITE_SIGNS, new_id
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.training.models import Course
    from tuvurane.training.queries import TraineeRow, Trainer

NAME_SIGNS = 80
OUTSIDE_SIGNS = 1200
MOST_SEATS = 200
SEATS_USUAL = 20
MOST_GENERATIONS = 20


class CourseForm(OfficeForm):
    """A course: level, where and when, seats, who teaches, and where the round of groups stands."""

    course_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(
        label=word("training.course.name"), help_text=word("training.course.name_help"), max_length=NAME_SIGNS
    )
    level = forms.ChoiceField(label=word("training.course.level"), choices=choices_of(CourseLevel, "course_level"))
    place = PlaceField(label=word("training.course.place"), help_text=word("office.place.help"))
    site = forms.CharField(label=word("training.course.site"), max_length=SITE_SIGNS, required=False)
    starts_on = DayField(label=word("training.course.starts_on"), initial=today)
    ends_on = DayField(label=word("training.course.ends_on"), initial=today)
    capacity = forms.IntegerField(
        label=word("training.course.capacity"), min_value=1, max_value=MOST_SEATS, initial=SEATS_USUAL
    )
    point = forms.ChoiceField(
        label=word("training.course.point"), widget=forms.RadioSelect, choices=choices_of(CyclePoint, "cycle_point")
    )
    trainers = forms.TypedMultipleChoiceField(
        label=word("training.course.trainers"), widget=forms.CheckboxSelectMultiple, coerce=UUID, required=False
    )
    outside = forms.CharField(
        label=word("training.course.outside"),
        help_text=word("training.course.outside_help"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=OUTSIDE_SIGNS,
        required=False,
    )
    generation = forms.IntegerField(
        label=word("training.course.generation"),
        help_text=word("training.course.generation_help"),
        min_value=1,
        max_value=MOST_GENERATIONS,
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, kept: Sequence[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teaching = people.roles_in_force(today()).filter(role=Role.TRAINER).values("account")
        known = people.accounts_visible_to(actor).filter(pk__in=teaching, is_active=True)
        named = {str(pk): name for pk, name in (*known.values_list("pk", "name"), *kept)}
        self.offer("trainers", list(named.items()))

    def clean_level(self) -> CourseLevel:
        return CourseLevel(self.cleaned_data["level"])

    def clean_point(self) -> CyclePoint:
        return CyclePoint(self.cleaned_data["point"])

    def clean_outside(self) -> list[str]:
        """One name a line."""
        lines = (line.strip() for line in self.cleaned_data["outside"].splitlines())
        return [line for line in lines if line]

    def said(self) -> CourseSaid:
        """What the form says, as the room of training takes it."""
        return CourseSaid(**{name: value for name, value in self.cleaned_data.items() if name != "course_id"})


def as_it_is(course: "Course", trainers: Sequence["Trainer"]) -> dict[str, Any]:
    """A course as the first values of the form that changes it."""
    names = ("name", "level", "site", "starts_on", "ends_on", "capacity", "point", "generation")
    return {name: getattr(course, name) for name in names} | {
        "course_id": course.pk,
        "place": course.place_id,
        "trainers": [str(one.account.pk) for one in trainers if one.account],
        "outside": "\n".join(one.name for one in trainers if not one.account),
    }


class CancelForm(OfficeForm):
    """The day from which a course will not take place."""

    on = DayField(label=word("training.course.cancelled_on"), initial=today)


class TraineeFilter(OfficeForm):
    """Find somebody for the list of a course."""

    q = forms.CharField(label=word("office.account.name"), required=False, max_length=NAME_SIGNS)
    rung = forms.ChoiceField(
        label=word("training.rung"), required=False, choices=choices_of(Rung, "rung", empty="office.filter.all")
    )
    place = PlaceField(label=word("office.place.label"), required=False)


class TraineeForm(OfficeForm):
    """Somebody chosen for the list of a course."""

    account = forms.UUIDField(widget=forms.HiddenInput)


class Mark(NamedTuple):
    """One trainee of a day with the field of their mark."""

    row: "TraineeRow"
    field: forms.BoundField


class DayForm(OfficeForm):
    """One day of a course: what was practised, and who was there."""

    practised = forms.MultipleChoiceField(
        label=word("training.day.practised"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Practised, "practised"),
        required=False,
    )

    def __init__(
        self, *args: Any, rows: Sequence["TraineeRow"], on: date, unsaid: DayMark | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        marks = choices_of(DayMark, "day_mark", empty="office.mark.unknown")
        for row in self.rows:
            self.fields[self._name(row)] = forms.ChoiceField(
                label=row.facilitator.account.name,
                choices=marks,
                required=False,
                initial=row.marks.get(on, unsaid or ""),
            )
        self.word_errors(*self.fields)

    @staticmethod
    def _name(row: "TraineeRow") -> str:
        return f"mark_{row.facilitator.pk.hex}"

    @property
    def marks(self) -> list[Mark]:
        return [Mark(row, self[self._name(row)]) for row in self.rows]

    def clean_practised(self) -> list[Practised]:
        return [Practised(code) for code in self.cleaned_data["practised"]]

    def given(self) -> dict[UUID, DayMark]:
        """The marks, by account; who has none is not known."""
        said = {row.facilitator.pk: self.cleaned_data[self._name(row)] for row in self.rows}
        return {pk: DayMark(mark) for pk, mark in said.items() if mark}


class FinishForm(OfficeForm):
    """Who completed the course; the others did not."""

    completed = forms.TypedMultipleChoiceField(
        label=word("training.finish.completed"),
        help_text=word("training.finish.completed_help"),
        widget=forms.CheckboxSelectMultiple,
        coerce=UUID,
        required=False,
    )

    def __init__(self, *args: Any, rows: Sequence["TraineeRow"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("completed", [(str(row.facilitator.pk), self._label(row)) for row in rows])

    @staticmethod
    def _label(row: "TraineeRow") -> str:
        """The name with the share of the days that the trainee was there, as the decision needs it."""
        name = row.facilitator.account.name
        if row.present_share is None:
            return name
        return say("training.finish.of_days", name=name, share=f"{round(row.present_share * 100)} %")
