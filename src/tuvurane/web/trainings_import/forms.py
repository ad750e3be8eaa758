from django import forms

from tuvurane.web.forms import OfficeForm
from tuvurane.web.wording import word


class ListForm(OfficeForm):
    """The workbook. What is wrong inside it, its size too, is said by the import and not by the form."""

    trainings = forms.FileField(
        label=word("trainings_file.page.file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._say_without_file(word("trainings_file.page.choose_file"))

    def say_too_big(self, most: int) -> None:
        """Say that no file was taken because it is too big; ``most`` is in megabytes."""
        self._say_without_file(word("trainings_file.fault.too_big", most=most))

    def _say_without_file(self, text: str) -> None:
        self.fields["trainings"].error_messages |= {"required": text, "missing": text}
