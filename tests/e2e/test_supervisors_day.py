"""
A supervisor's day without network, on the served product.

The phone of a supervisor is enrolled and holds the round: whom to visit and why, and no participant. On
the way there is no network: a session is visited, its checklist observed, a facilitator rated. In the
evening everything is sent, and the office shows it.
"""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import FACILITATOR, SECOND, Office, Phone, Shoot
from tuvurane.training.rules.rubrics import Kind, own

SUPERVISOR = "Eric Zutibo"
GROUP = "Kavumu 1"
SMALLEST = {"width": 320, "height": 568}


class Round(Phone):
    """The supervisor's phone."""

    first_page = "Whom do you visit next?"

    def open_group(self) -> None:
        self.home()
        self.follow(re.compile(f"^{GROUP}"))
        self.sees(GROUP)

    def visit(self, *, number: int) -> None:
        """Sat in the circle, spoke about listening with both, agreed on one thing."""
        self.follow("Record a visit or a call")
        self.page.get_by_label("I sat in the circle").check()
        self.page.get_by_role("textbox", name="Number of the session").fill(str(number))
        check_axe(self.page)
        self.press("Next")
        self.page.get_by_role("textbox", name="Minutes").fill("180")
        self.press("Next")
        for name in (FACILITATOR, SECOND):
            self.page.get_by_label(name).check()
        self.press("Next")
        self.page.get_by_label("Listening", exact=True).check()
        check_axe(self.page)
        self.press("Next")
        self.agree("Let the silence be, and count to ten")
        check_axe(self.page)
        self.press("Next")
        self.sees("Is all of this right?")
        check_axe(self.page)
        self.press("Save")
        self.sees("Saved on this phone")

    def agree(self, what: str) -> None:
        self.press("Add what was agreed")
        self.page.get_by_role("textbox", name=re.compile("^What")).first.fill(what)

    def check(self, *, number: int) -> None:
        """Everything was done, but for one element that was done partly."""
        self.follow("What was done?")
        self.page.get_by_role("textbox", name="Number of the session").fill(str(number))
        self.press("Next")
        self.press("Partly")
        while not self.page.get_by_role("heading", name="Is all of this right?").is_visible():
            here = self.page.url
            self.press("Done")
            self.page.wait_for_function("here => location.href !== here", arg=here)
        check_axe(self.page)
        self.press("Save")
        self.sees("Saved on this phone")

    def rate(self, name: str, *, number: int, shoot: Shoot) -> None:
        """All basic behaviours of every competence but the last, which was not seen."""
        self.follow(name)
        self.follow("Say what I saw")
        self.page.get_by_label("In a session of their group").check()
        self.page.get_by_label(re.compile(f"^{GROUP}")).check()
        self.page.get_by_role("textbox", name="Number of the session").fill(str(number))
        check_axe(self.page)
        self.press("Next")
        *seen, _ = own().competences
        for place, competence in enumerate(seen, 1):
            self.sees(competence.title["en"])
            for behaviour in competence.behaviours:
                if behaviour.kind == Kind.BASIC:
                    self.page.get_by_label(behaviour.text["en"]).check()
            if place == 1:
                shoot(self.page, "phone-rating")
                check_axe(self.page)
            self.press("Next")
        self.press("Not seen: next")
        self.press("Next")
        self.sees("What it comes to")
        check_axe(self.page)
        self.press("Save")
        self.sees("Saved on this phone")


def test_a_supervisors_day_without_network(
    served: Served,
    page: Page,
    phone_page: Page,
    phone_context: BrowserContext,
    other_phone: Page,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Round(phone_page, served.address)
    phone_page.set_viewport_size(SMALLEST)

    # Act 1. The phone is enrolled; it holds the round, and nobody who sits in a circle.
    sign_in(page, "coordinator")
    office.open("/people/?q=" + SUPERVISOR.replace(" ", "+"))
    office.follow(SUPERVISOR)
    phone.enrol(office.code_here())
    phone.keep_for_offline()
    check_axe(phone_page)
    shoot(phone_page, "phone-round")

    # Act 2. No network: a visit, what was done in the session, what a facilitator showed.
    phone_context.set_offline(True)
    phone.open_group()
    check_axe(phone_page)
    phone.visit(number=9)
    phone.open_group()
    phone.check(number=9)
    phone.open_group()
    phone.rate(FACILITATOR, number=9, shoot=shoot)

    # Act 3. The phone is closed and opened again: nothing is lost. In the evening everything is sent.
    phone.home()
    phone.reload()
    phone.sees(phone.first_page)
    phone_context.set_offline(False)
    phone.outbox()
    phone.send(in_all=3)

    # Act 4. The office shows the visit, the agreement, the checklist and the rating.
    supervisor = Office(other_phone, served.address)
    sign_in(other_phone, "supervisor")
    supervisor.open("/supervision/visits/")
    supervisor.reads(GROUP)
    supervisor.open("/supervision/follow-ups/")
    supervisor.reads("Let the silence be, and count to ten")
    office.open("/facilitators/?q=" + FACILITATOR.replace(" ", "+"))
    office.follow(FACILITATOR)
    expect(page.get_by_role("link", name=re.compile("In a group 9")).first).to_be_visible()
