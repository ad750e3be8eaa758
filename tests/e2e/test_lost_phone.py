"""
Two phones, one group: they disagree and settle it; one is lost, the other goes on a journey. No word is lost.

Everything happens on the served product, through the doors that people use.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import SECOND, Office, Phone, Shoot
from tuvurane.foundation import clock

PEOPLE = ["Ancilla", "Boniface", "Consolate", "Dismas"]
GROUP = "Tujane Kavumu"


def test_two_phones_disagree_one_is_lost_and_no_word_with_it(
    served: Served,
    page: Page,
    phone_page: Page,
    phone_context: BrowserContext,
    other_phone: Page,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Phone(phone_page, served.address)
    lost = Phone(other_phone, served.address)
    last_week, today = clock.today() - timedelta(days=7), clock.today()

    # Act 1. A group with two facilitators, each with a phone.
    sign_in(page, "coordinator")
    office.start_group(GROUP, PEOPLE)
    office.back_to_group()
    office.let_lead(SECOND)
    phone.enrol(office.code_for_a_phone())
    lost.enrol(office.code_for_a_phone(SECOND))

    # Act 2. Without network both record the first session, and judge it differently.
    for one, phase in ((phone, "Safety"), (lost, "Trust")):
        one.page.context.set_offline(True)
        one.follow(GROUP)
        one.record(1, last_week, phase, people=PEOPLE, note=f"Written by one who felt {phase.lower()}")
        one.page.context.set_offline(False)
        one.outbox()
        one.send(in_all=1)
        one.home()

    # Act 3. The office and the first phone see both readings, and which one is used until it is settled.
    office.back_to_group()
    office.reads("the report that came first is counted")
    phone.outbox()
    phone.press("Send now")
    phone.home()
    phone.follow(re.compile("^Reported more than once: session 1"))
    phone.sees("What is right?")
    check_axe(phone_page)
    shoot(phone_page, "phone-settle")
    phone.press("Save")
    expect(phone_page.get_by_text("Still to choose: Phase")).to_be_visible()
    phone_page.get_by_label(re.compile(f"^Trust.*{SECOND}")).check()
    phone.press("Save")
    phone.sees("Saved on this phone")
    phone.outbox()
    phone.send(in_all=2)
    office.back_to_group()
    expect(page.get_by_role("row", name=re.compile("^1 "))).to_contain_text("Trust")
    expect(page.get_by_text("came first is counted")).to_have_count(0)

    # Act 4. The second phone records one more session, and is lost. The office closes it.
    lost.page.context.set_offline(True)
    lost.follow(GROUP)
    lost.record(2, today, "Trust", people=PEOPLE)
    office.revoke_phone_of(SECOND)

    # Act 5. Found again, with network, it hands in what it held by itself; names and groups leave it.
    lost.page.context.set_offline(False)
    lost.sees("This phone was withdrawn")
    expect(lost.page.get_by_text(GROUP)).to_have_count(0)

    # Act 6. The coordinator finds it set aside, and accepts it.
    office.open("/set-aside/")
    office.reads("Session 2")
    check_axe(page)
    shoot(page, "set-aside")
    of_this_phone = page.locator(".phone-of", has_text=GROUP)
    of_this_phone.get_by_role("button", name="Accept all that can be taken", exact=True).click()
    office.reads("Accepted: 1")
    office.back_to_group()
    expect(page.get_by_role("row", name=re.compile("^2 "))).to_contain_text("Trust")

    # Act 7. Before a journey everything leaves the first phone.
    phone.home()
    phone.follow("Settings")
    phone.follow("Before a journey")
    phone_page.get_by_label("Yes, remove everything from this phone").check()
    phone.press("Remove everything now")
    phone.sees("This phone is empty")
    check_axe(phone_page)
    left = "async () => [(await indexedDB.databases()).length, (await caches.keys()).length, localStorage.length]"
    assert phone_page.evaluate(left) == [0, 0, 0]
