"""
The whole story, on the served product: from an offline phone to the change it measures.

A coordinator plans a group and enrols a phone; the phone goes offline, asks the questions, records
three sessions, is reloaded, comes back and sends; the board shows it; the questions at the end are
asked; the change page counts them.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import Office, Phone, Shoot
from tuvurane.foundation import clock

PEOPLE = [
    "Nadia",
    "Claver",
    "Espérance",
    "Jean-Marie",
    "Godelieve",
    "Salvator",
    "Immaculée",
    "Déo",
    "Chantal",
    "Pascal",
]
ASKED = PEOPLE[:2]
# Records of one person in one wave: two questionnaires, and a word after the screening item.
EACH = 3
GROUP = "Twiyubake Kavumu"
FOCUSED_AT_ONCE = """async () => {
    document.querySelector('nav.strip a').click();
    await null;
    return document.activeElement.textContent;
}"""


def test_one_group_from_an_offline_phone_to_the_change_it_measures(
    served: Served,
    page: Page,
    phone_page: Page,
    phone_context: BrowserContext,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Phone(phone_page, served.address)

    # Act 1. The coordinator plans a group, lets people join, and starts it.
    sign_in(page, "coordinator")
    before = office.counted_both_times()
    shoot(page, "change")
    office.start_group(GROUP, PEOPLE, asked=ASKED)

    # Act 2. A phone is enrolled by a one-time code.
    phone.enrol(office.code_for_a_phone(), shoot=shoot)
    phone.keep_for_offline()
    check_axe(phone_page)
    shoot(phone_page, "phone-groups")

    # Act 3. The network is gone. The first questions are asked; the answers are sealed at once.
    phone_context.set_offline(True)
    phone.follow(GROUP)
    phone.follow(re.compile("^Ask the questions"))
    phone.sees("Whom do you ask, and by when?")
    check_axe(phone_page)
    for name in ASKED:
        phone.ask(name, "Before")
    phone.home()

    # Act 4. Three sessions are recorded in the circle.
    for number, phase in enumerate(["Safety", "Safety", "Trust"], 1):
        phone.follow(GROUP)
        phone.record(number, clock.today() - timedelta(days=7 * (3 - number)), phase, people=PEOPLE, shoot=shoot)
        phone.home()

    # Act 5. The phone is restarted without network: nothing is lost.
    phone.reload()
    phone.sees("My groups")
    # The screen has its focus before it is painted: nobody is quick enough to lose the field that they type in.
    assert phone_page.evaluate(FOCUSED_AT_ONCE) == "What is sent, what waits"
    expect(phone_page.get_by_text(re.compile(r"Session 3"))).to_be_visible()
    check_axe(phone_page)

    # Act 6. The network returns and the phone sends.
    phone_context.set_offline(False)
    phone.send(in_all=EACH * len(ASKED) + 3)
    shoot(phone_page, "phone-sent")

    # Act 7. The board shows it: three stones, the last one trust.
    office.open("/")
    shoot(page, "board")
    office.back_to_group()
    expect(page.get_by_role("row", name=re.compile("^3 "))).to_contain_text("Trust")
    shoot(page, "group")

    # Act 8. The group ends; the questions at the end are asked and sent.
    office.move_to("Graduate the group")
    phone.home()
    phone.outbox()
    phone.press("Send now")
    phone.home()
    phone.follow(GROUP)
    phone.follow(re.compile("^Ask the questions"))
    for name in ASKED:
        phone.ask(name, "At the end")
    phone.outbox()
    phone.send(in_all=2 * EACH * len(ASKED) + 3)

    # Act 9. The change page counts them.
    assert office.counted_both_times() == before + len(ASKED)
