from django import forms

from tuvurane.web.forms import OfficeForm
from tuvurane.web.wording import word


class RegisterForm(OfficeForm):
    """The workbook. What is wrong inside it, its size too, is said by the import and not by the form."""

    register = forms.FileField(
        label=word("exchange.page.file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choose = word("exchange.page.choose_file")
        self.fields["register"].error_messages |= {"required": choose, "missing": choose}
