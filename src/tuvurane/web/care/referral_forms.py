"""The forms of referrals: the words of a person, what of them may be told, and what happened on the way."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms

from tuvurane.care.actions import Agreement, StepContent
from tuvurane.care.codes import WHY, Age, Basis, Help, Informed, Mode, Priority, Released, Stage, Why
from tuvurane.care.queries import ReferralWords
from tuvurane.groups.codes import ConsentGivenBy, Sex
from tuvurane.web.forms import DayField, OfficeForm, language_choices, today
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.care.models import Referral, Service

PARTS = {
    "where": ("service", "priority", "mode", "reply_to"),
    "person": ("reason", "asked", "given", "contact", "times", "age", "sex", "need", "caregiver", "informed", "name"),
    "scope": ("scope",),
    "right": ("basis", "consent_by", "consent_on", "consent_language", "emergency"),
}
"""The parts of the form, each with its fields."""


def _line(key: str, *, required: bool = False, helped: bool = False, longest: int = 200) -> forms.CharField:
    helping = word(f"{key}_help") if helped else ""
    return forms.CharField(label=word(key), help_text=helping, required=required, max_length=longest)


def _lines(key: str, *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=word(key), help_text=word(f"{key}_help"), required=required, max_length=600, widget=area
    )


class ReferralForm(OfficeForm):
    """A referral of one person to one service."""

    service = forms.ChoiceField(label=word("referral.service"), widget=forms.RadioSelect)
    priority = forms.ChoiceField(
        label=word("referral.priority"),
        help_text=word("referral.priority_help"),
        widget=forms.RadioSelect,
        choices=choices_of(Priority, "referral_priority"),
    )
    mode = forms.ChoiceField(
        label=word("referral.mode"), widget=forms.RadioSelect, choices=choices_of(Mode, "referral_mode")
    )
    reply_to = _line("referral.reply_to", helped=True, longest=120)
    reason = _lines("referral.reason", required=True)
    asked = forms.MultipleChoiceField(
        label=word("referral.asked"), widget=forms.CheckboxSelectMultiple, choices=choices_of(Help, "referral_help")
    )
    given = forms.MultipleChoiceField(
        label=word("referral.given"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Help, "referral_help"),
        required=False,
    )
    contact = _line("referral.contact", helped=True)
    times = _line("referral.times", helped=True)
    age = forms.ChoiceField(
        label=word("referral.age"), choices=choices_of(Age, "referral_age", empty="referral.not_said"), required=False
    )
    sex = forms.ChoiceField(
        label=word("referral.sex"), choices=choices_of(Sex, "sex", empty="referral.not_said"), required=False
    )
    need = _line("referral.need", helped=True)
    caregiver = _line("referral.caregiver", helped=True)
    informed = forms.ChoiceField(
        label=word("referral.informed"),
        choices=choices_of(Informed, "referral_informed", empty="referral.not_a_child"),
        required=False,
    )
    name = _line("referral.name", helped=True, longest=120)
    scope = forms.MultipleChoiceField(
        label=word("referral.scope"),
        help_text=word("referral.scope_help"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices_of(Released, "referral_released"),
        required=False,
    )
    basis = forms.ChoiceField(
        label=word("referral.basis"), widget=forms.RadioSelect, choices=choices_of(Basis, "referral_basis")
    )
    consent_by = forms.ChoiceField(
        label=word("referral.consent_by"),
        choices=choices_of(ConsentGivenBy, "consent_by", empty="office.choose"),
        required=False,
    )
    consent_on = DayField(label=word("referral.consent_on"), required=False)
    consent_language = forms.ChoiceField(label=word("referral.consent_language"), required=False)
    emergency = _lines("referral.emergency")

    def __init__(self, *args: Any, services: Iterable[tuple["Service", str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("service", [(str(service.pk), told) for service, told in services])
        self.offer("consent_language", [("", say("office.choose")), *language_choices()])

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by part, each part with the key of its heading."""
        return [(f"referral.part.{part}", [self[name] for name in names]) for part, names in PARTS.items()]

    def agreement(self) -> Agreement:
        """By what right, and what may be told."""
        said = self.cleaned_data
        scope = frozenset(Released(code) for code in said["scope"])
        if said["basis"] == Basis.EMERGENCY:
            return Agreement(Basis.EMERGENCY, scope)
        by = ConsentGivenBy(said["consent_by"]) if said["consent_by"] else None
        return Agreement(Basis.CONSENT, scope, by, said["consent_on"], said["consent_language"])

    def words(self) -> ReferralWords:
        """What is known of the person."""
        said = self.cleaned_data
        emergency = said["emergency"] if said["basis"] == Basis.EMERGENCY else ""
        lines = ("name", "sex", "age", "need", "contact", "times", "caregiver", "informed", "reason", "reply_to")
        return ReferralWords(
            **{name: said[name] for name in lines}, asked=said["asked"], given=said["given"], emergency=emergency
        )

    @staticmethod
    def as_it_is(referral: "Referral", words: ReferralWords) -> dict[str, Any]:
        """What a referral says that is to be corrected."""
        known = {name: getattr(words, name) for part in PARTS.values() for name in part if hasattr(words, name)}
        columns = ("priority", "mode", "scope", "basis", "consent_by", "consent_on", "consent_language")
        return known | {name: getattr(referral, name) for name in columns} | {"service": str(referral.service_id)}


class StepForm(OfficeForm):
    """What happened on one day. A stage with a reason, a result or an appointment asks for it."""

    why = forms.ChoiceField(widget=forms.RadioSelect)
    day = DayField(label=word("referral.appointment_day"))
    time = forms.TimeField(
        label=word("referral.appointment_time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    on = DayField(label=word("referral.on"), initial=today)
    words = forms.CharField(required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, stage: Stage, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage, self.zone = stage, zone
        if stage in WHY:
            self.fields["why"].label = say(f"referral.why_{stage}")
            self.offer("why", choices_of(WHY[stage], f"referral_why_{stage}")())
        else:
            del self.fields["why"]
        if stage is not Stage.APPOINTMENT:
            del self.fields["day"], self.fields["time"]
        self.fields["words"].label = say("referral.words")
        self.fields["words"].help_text = say("referral.words_help")

    def content(self) -> StepContent:
        """The entry, as the room of care takes it."""
        said = self.cleaned_data
        why = Why(said["why"]) if "why" in said else None
        moment = datetime.combine(said["day"], said["time"], self.zone) if "day" in said else None
        return StepContent(self.stage, said["on"], why, moment, said["words"])
