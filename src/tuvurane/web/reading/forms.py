from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from tuvurane.stories.actions.panels import MOST_POINTS, REASON_SIGNS, Choice, Found
from tuvurane.stories.codes import LEVELS, Asked, Confirmed, Level, Method, Rung, Spread, ToldHow
from tuvurane.stories.queries.reading import PRINTABLE
from tuvurane.web.forms import DayField, OfficeForm, PlaceField, language_choices, today
from tuvurane.web.wording import choices_of, say, word

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.people.models import Account
    from tuvurane.stories.queries.panels import Placed
    from tuvurane.stories.queries.texts import Readable
    from tuvurane.stories.rules.codebooks import Code

NOTHING_FITS = "-"


class PanelForm(OfficeForm):
    """From which circle a panel comes, where and when it meets, and how it chooses."""

    level = forms.ChoiceField(
        label=word("panels.level"),
        help_text=word("panels.level_help"),
        widget=forms.RadioSelect,
        choices=choices_of(LEVELS, "panel_level"),
    )
    group = forms.ChoiceField(label=word("panels.group"), help_text=word("panels.group_help"), required=False)
    place = PlaceField(label=word("panels.place"), help_text=word("panels.place_help"), required=False)
    met_on = DayField(label=word("panels.met_on"), initial=today)
    method = forms.ChoiceField(
        label=word("panels.method"), widget=forms.RadioSelect, choices=choices_of(Method, "panel_method")
    )

    def __init__(self, *args: Any, groups: Sequence["Group"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", [("", say("panels.no_group")), *((str(group.pk), group.name) for group in groups)])

    def clean(self) -> dict[str, Any]:
        """A panel of a circle names it; every other names a place."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        of_circle = said.get("level") == Level.GROUP
        wanted = "group" if of_circle else "place"
        if said.get("level") and not said.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, say("office.form.required"))
        return said


class SeatForm(OfficeForm):
    """Who sits in a panel: participants by their spoken codes, and others of the programme."""

    codes = forms.CharField(
        label=word("panels.codes"), help_text=word("panels.codes_help"), max_length=400, required=False
    )
    accounts = forms.MultipleChoiceField(
        label=word("panels.accounts"),
        help_text=word("panels.accounts_help"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, accounts: Sequence["Account"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("accounts", [(str(account.pk), account.name) for account in accounts])

    def spoken(self) -> list[str]:
        """The codes, one by one."""
        return str(self.cleaned_data["codes"]).replace(",", " ").split()


class PutForm(OfficeForm):
    """Which stories are put before a panel."""

    stories = forms.MultipleChoiceField(label=word("panels.offered"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: Sequence["Readable"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("stories", [(str(one.story_id), one.wordings[0].text) for one in offered])


class ChoiceForm(OfficeForm):
    """What a panel says of one story: chosen or not, why, what was said against it, and how it was counted."""

    chosen = forms.ChoiceField(label=word("panels.chosen"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=word("panels.reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=REASON_SIGNS
    )
    against = forms.CharField(
        label=word("panels.against"),
        help_text=word("panels.against_help"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=REASON_SIGNS,
        required=False,
    )
    points = forms.IntegerField(label=word("panels.points"), min_value=0, max_value=MOST_POINTS, required=False)

    def __init__(self, *args: Any, placed: "Placed", counted: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix=placed.row.pk.hex, **kwargs)
        self.placed = placed
        self.offer("chosen", [("yes", say("panels.is_chosen")), ("no", say("panels.not_chosen"))])
        if not counted:
            del self.fields["points"]

    def choice(self) -> tuple[UUID, Choice]:
        """The story's place before the panel, and what was said."""
        said = self.cleaned_data
        return self.placed.row.pk, Choice(said["chosen"] == "yes", said["reason"], said["against"], said.get("points"))


class ToldForm(OfficeForm):
    """On which day, and how, a teller heard what became of their story."""

    on = DayField(label=word("panels.told_on"), initial=today)
    how = forms.ChoiceField(
        label=word("panels.told_how"), widget=forms.RadioSelect, choices=choices_of(ToldHow, "told_how")
    )


class VerifyForm(OfficeForm):
    """What was found when somebody made sure of a story."""

    asked = forms.ChoiceField(
        label=word("verify.asked"), widget=forms.RadioSelect, choices=choices_of(Asked, "verify_asked")
    )
    teller_agreed = forms.BooleanField(label=word("verify.teller_agreed"), required=False)
    confirmed = forms.ChoiceField(
        label=word("verify.confirmed"), widget=forms.RadioSelect, choices=choices_of(Confirmed, "verify_confirmed")
    )
    spread = forms.ChoiceField(
        label=word("verify.spread"), widget=forms.RadioSelect, choices=choices_of(Spread, "verify_spread")
    )
    on = DayField(label=word("verify.on"), initial=today)
    words = forms.CharField(
        label=word("verify.words"),
        help_text=word("verify.words_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON_SIGNS,
        required=False,
    )

    def found(self) -> Found:
        """What the form says."""
        said = self.cleaned_data
        return Found(
            Asked(said["asked"]),
            said["teller_agreed"],
            Confirmed(said["confirmed"]),
            Spread(said["spread"]),
            said["on"],
            said["words"],
        )


class BookletForm(OfficeForm):
    """For whom a booklet is printed, and in which language beside the tellers' own."""

    rung = forms.ChoiceField(
        label=word("booklet.rung"),
        help_text=word("booklet.rung_help"),
        widget=forms.RadioSelect,
        choices=choices_of(PRINTABLE, "booklet.for"),
        initial=Rung.LEARN_INSIDE,
    )
    language = forms.ChoiceField(label=word("booklet.language"), widget=forms.RadioSelect, choices=language_choices)
    tell = forms.CharField(label=word("booklet.tell_whom"), help_text=word("booklet.tell_help"), max_length=120)


class RoundForm(OfficeForm):
    """Of which place stories are coded, for which codebook, by whom."""

    place = PlaceField(label=word("coding.place"))
    book = forms.ChoiceField(label=word("coding.book"))
    coders = forms.MultipleChoiceField(
        label=word("coding.coders"), help_text=word("coding.coders_help"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, books: Sequence[tuple[str, str]], coders: Sequence["Account"], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("book", books)
        self.offer("coders", [(str(account.pk), account.name) for account in coders])


class CodesForm(OfficeForm):
    """Which codes are found in a story. That none fits is said, never meant by leaving all open."""

    codes = forms.MultipleChoiceField(label=word("coding.codes"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, codes: Sequence["Code"], titles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code.code, title) for code, title in zip(codes, titles, strict=True)]
        self.offer("codes", [*offered, (NOTHING_FITS, say("coding.nothing_fits"))])

    def clean_codes(self) -> list[str]:
        """The codes; that none fits goes with no other."""
        found = list(self.cleaned_data["codes"])
        if NOTHING_FITS in found and len(found) > 1:
            raise forms.ValidationError(say("coding.nothing_or_some"))
        return [code for code in found if code != NOTHING_FITS]


class SettleForm(CodesForm):
    """What two readers came to by talking, and why."""

    reason = forms.CharField(
        label=word("coding.reason"),
        help_text=word("coding.reason_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON_SIGNS,
    )
