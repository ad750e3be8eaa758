"""
A questionnaire that was asked on paper comes to the office, and is keyed by two people with the keyboard alone.

The interviewer keys it first and slips once; the coordinator keys it without seeing that, and both entries are
settled with the paper in hand. What one person keys alone is never an answer.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import FACILITATOR, Office, Shoot
from tuvurane.foundation import clock

PERSON = "Espérance Kankindi"
SRQ = "Self-Reporting Questionnaire (SRQ-20)"


class Clerk(Office):
    """Somebody of the office with a pile of paper."""

    def take(self) -> None:
        """Say which sheet it is."""
        self.open(f"{self.group}paper/".removeprefix(self.address))
        choice = self.page.get_by_label("Person").locator("option", has_text=PERSON.partition(" ")[0])
        self.page.get_by_label("Person").select_option(value=choice.get_attribute("value"))
        self.page.get_by_label("When", exact=True).select_option(label="Before")
        self.page.get_by_label("Questionnaire").select_option(label=SRQ)
        self.page.get_by_label("Asked on").fill(str(clock.today() - timedelta(days=10)))
        self.page.get_by_label("Asked by").select_option(label=FACILITATOR)
        self.press("Key this sheet")

    def key(self, answers: str) -> None:
        """One key an item; nothing but the keyboard is touched."""
        expect(self.page.get_by_label("1. Headaches")).to_be_focused()
        self.page.keyboard.type(answers)
        expect(self.page.get_by_role("button", name="Save what I keyed")).to_be_focused()
        self.page.keyboard.press("Enter")

    def answered(self) -> str:
        """How many people of the group have answered the questionnaire before the sessions."""
        self.open(f"{self.group}questionnaires/".removeprefix(self.address))
        row = self.page.get_by_role("row").filter(has_text=SRQ)
        return row.locator("[data-label=Answered]").inner_text() if row.count() else "0"


def test_a_paper_questionnaire_is_keyed_twice(
    served: Served,
    page: Page,
    browser: Browser,
    browser_context_args: dict[str, object],
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    coordinator = Clerk(page, served.address)
    interviewer = Clerk(browser.new_context(**browser_context_args).new_page(), served.address)
    sign_in(page, "coordinator")
    sign_in(interviewer.page, "interviewer")

    # Act 1. A group meets; the sheet of one who agreed comes in. Whether item 17 stands on the form is for the gate.
    coordinator.start_group("Dukire", [PERSON, "Jean Bosco"], asked=[PERSON])
    interviewer.group = coordinator.group
    interviewer.take()
    items = interviewer.page.locator("input.key").count()
    assert items in {19, 20}
    check_axe(interviewer.page)

    # Act 2. A key that is no answer stays where it is and is marked; a blank is not let through.
    first = interviewer.page.get_by_label("1. Headaches")
    interviewer.page.keyboard.type("4")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    interviewer.page.keyboard.press("1")
    expect(interviewer.page.get_by_label("2. Eating little")).to_be_focused()
    interviewer.page.get_by_role("button", name="Save what I keyed").click()
    expect(interviewer.page.get_by_label("2. Eating little")).to_be_focused()

    # Act 3. Keyed once, with "no answer" at the end: nobody's answer yet, and nothing more for the same person to do.
    interviewer.page.get_by_label("1. Headaches").focus()
    interviewer.key("1" * 3 + "0" * (items - 4) + "-")
    interviewer.reads("Keyed once.")
    assert coordinator.answered() == "0"
    interviewer.take()
    interviewer.reads("You keyed it first.")

    # Act 4. The coordinator reads the second item otherwise; the first entry is nowhere to be seen.
    coordinator.open("/paper/")
    shoot(page, "paper-waiting")
    check_axe(page)
    coordinator.take()
    coordinator.reads("You are the second to key this sheet.")
    assert page.locator("input.key").evaluate_all("fields => fields.map(field => field.value).join('')") == ""
    coordinator.key("1" + "0" + "1" + "0" * (items - 4) + "-")

    # Act 5. The paper settles it, and now it is an answer.
    page.wait_for_url(re.compile("/settle/$"))
    expect(page.get_by_role("row").filter(has_text="2. Eating little")).to_contain_text("1 Yes")
    expect(page.locator("input.key")).to_have_count(1)
    shoot(page, "paper-settle")
    check_axe(page)
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    coordinator.reads("The sheet is recorded.")
    assert coordinator.answered() == "1"
