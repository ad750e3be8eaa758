"""
A questionnaire read aloud on the smallest phone, in Kirundi and without network.

A word is not said; there is a pause, the app is closed and opened again, and the network returns. The acts are numbered, so that others of the office can be told in between.
"""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.asker import SCREENING, SMALLEST, Asker, rn
from tests.e2e.conftest import Served
from tests.e2e.walk import FACILITATOR, Office, Shoot

GROUP = "Tubaze Kavumu"
PEOPLE = ["Nadia", "Claver", "Espérance"]


def test_a_baseline_is_asked_aloud_with_a_pause_a_restart_and_a_network_that_returns(
    served: Served,
    page: Page,
    small_context: BrowserContext,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Asker(small_context.new_page(), served.address)
    phone.asks_in = GROUP

    # Act 1. A group has begun; its people agreed to be asked.
    sign_in(page, "coordinator")
    office.start_group(GROUP, PEOPLE, asked=PEOPLE)
    phone.enrol(office.code_for_a_phone(FACILITATOR))
    phone.keep_for_offline()
    small_context.set_offline(True)

    # Act 2. Whom to ask, and by when: without network.
    phone.whom()
    expect(phone.page.locator("main .link-row")).to_have_count(len(PEOPLE))
    phone.fits()
    shoot(phone.page, "phone-whom")

    # Act 3. The person agrees, and is asked one question at a time; one of them she does not want to answer.
    phone.begin("Nadia")
    phone.fits()
    phone.press(rn("phone.consent.agrees"))
    phone.item(1)
    phone.fits()
    phone.answer(1, 0, None, 1)
    phone.item(5)

    # Act 4. A pause: what was said is closed, and the app may be closed too.
    phone.press(rn("phone.ask.pause"))
    phone.sees(rn("phone.ask.pause_title"))
    phone.fits()
    phone.press(rn("phone.ask.another_day"))
    phone.sees(rn("phone.ask.title"))
    expect(phone.page.get_by_text(rn("phone.ask.paused", n=4))).to_be_visible()
    phone.begin("Nadia")
    phone.press(rn("phone.ask.go_on"))
    phone.item(5)
    phone.page.evaluate("location.hash = location.hash.replace(/[0-9]+$/, '4')")  # whoever goes looking for an answer
    phone.item(4)
    expect(phone.page.get_by_text(rn("phone.ask.answered_before"))).to_be_visible()
    expect(phone.page.locator("main [aria-pressed=true]")).to_have_count(0)
    phone.restart(small_context)

    # Act 5. It goes on where it stopped, and cannot read what was said before.
    phone.whom()
    phone.begin("Nadia")
    phone.sees(rn("phone.ask.go_on_title"))
    phone.fits()
    phone.press(rn("phone.ask.go_on"))
    phone.item(5)
    phone.page.locator("a.back").click()
    phone.sees(rn("phone.ask.go_on_title"))
    phone.press(rn("phone.ask.go_on"))
    phone.answer(*[0] * (SCREENING - 5))
    phone.item(SCREENING)

    # Act 6. A yes: what to do now, at once; once it is left, nothing on the phone remembers it.
    phone.page.locator("main .answer").nth(1).click()
    phone.sees(rn("phone.act.title"))
    phone.fits()
    shoot(phone.page, "phone-act")
    phone.press(rn("phone.act.go_on"))
    phone.item(SCREENING + 1)
    phone.waiting(1)
    assert not [word for word in (rn("phone.act.title"), "Nadia", "SRQ") if word in phone.page.inner_text("main")]

    # Act 7. The rest, and the second questionnaire with its heaps of stones.
    phone.whom()
    phone.begin("Nadia")
    phone.press(rn("phone.ask.go_on"))
    phone.item(SCREENING + 1)
    phone.answer(0, 0)
    phone.page.locator("main .answer").first.click()
    phone.press(rn("phone.ask.seal"))
    phone.sees(rn("phone.ask.sealed"))
    phone.begin("Nadia")
    phone.press(rn("phone.consent.agrees"))
    phone.fits()
    phone.page.set_viewport_size({"width": 360, "height": 640})  # as the other pictures of the README
    shoot(phone.page, "phone-questionnaire")
    phone.page.set_viewport_size(SMALLEST["viewport"])
    phone.answer(3, 3, 4, 2)
    phone.page.locator("main .answer").nth(3).click()
    phone.press(rn("phone.ask.seal"))
    phone.sees(rn("phone.ask.sealed"))

    # Act 8. Another one does not want to be asked this time: that is an answer, and can be taken back before it is kept.
    phone.follow(rn("phone.ask.next_person"))
    phone.begin("Claver")
    phone.follow(rn("phone.consent.declines"))
    phone.fits()
    phone.press(rn("phone.decline.undo"))
    phone.sees(rn("phone.consent.title"))
    phone.follow(rn("phone.consent.declines"))
    phone.press(rn("phone.decline.save"))
    phone.sees(rn("phone.ask.sealed"))

    # Act 9. The network returns, and everything is sent.
    phone.waiting(4)
    small_context.set_offline(False)
    phone.press(rn("phone.outbox.send"))
    expect(phone.strip).to_contain_text(f"{rn('phone.strip.waiting', n=0)} · {rn('phone.strip.sent', n=4)}")

    # Act 10. The office reads who was asked; the refused item is missing, and nobody's answer is on the page.
    office.open(f"{office.group}questionnaires/".removeprefix(served.address))
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="SRQ-20").locator("[data-label=Answered]")).to_have_text("1")
    expect(rows.filter(has_text="SRQ-20").locator("[data-label=Incomplete]")).to_have_text("1")
    expect(rows.filter(has_text="WHO-5").locator("[data-label=Answered]")).to_have_text("1")
    shoot(page, "asked")
