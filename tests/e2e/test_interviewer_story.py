"""Somebody who only asks meets a person in need: what to do now without network, and it is handed over."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import check_axe
from tests.e2e.asker import Asker, rn
from tests.e2e.conftest import Served
from tests.e2e.walk import Office, Shoot


def test_who_only_asks_can_say_that_somebody_needs_help(
    served: Served, page: Page, small_context: BrowserContext, sign_in: Callable[[Page, str], None], shoot: Shoot
) -> None:
    office, phone = Office(page, served.address), Asker(small_context.new_page(), served.address)

    # Act 1. A phone for the demo's interviewer, who leads no group.
    sign_in(page, "coordinator")
    office.open("/people/?role=interviewer")
    page.locator(".rows > li", has_text="Interviewer").get_by_role("link").first.click()
    page.wait_for_url("**/people/*-*/")
    phone.enrol(office.code_here())
    phone.keep_for_offline()
    group = phone.page.locator("main .card h2 a").first.inner_text()
    small_context.set_offline(True)

    # Act 2. Without network: what to do comes first, then a few taps.
    phone.home()
    phone.follow(group)
    phone.follow(rn("phone.group.help_now"))
    phone.sees(rn("phone.raise.now"))
    phone.fits()
    shoot(phone.page, "phone-help-now")
    phone.follow(rn("phone.raise.tell"))
    phone.fits()
    shoot(phone.page, "phone-help-tell")
    phone.page.get_by_label(rn("phone.raise.near")).check()
    phone.page.get_by_label(rn("worry.self_harm")).check()
    phone.press(rn("phone.raise.send"))
    phone.sees(rn("phone.raise.handed_over"))
    phone.fits()

    # Act 3. The app is closed: the steps are there before the PIN too, and whom to call is not.
    phone.page.reload()
    phone.press(rn("phone.group.help_now"))
    phone.sees(rn("phone.raise.now"))
    expect(phone.page.locator(".act li")).to_have_count(5)
    expect(phone.page.locator(".act a")).to_have_count(0)
    phone.fits()
    phone.press(rn("phone.lock.title"))
    phone.unlock()
    phone.sees(rn("phone.raise.handed_over"))

    # Act 4. The network returns, and whoever protects people finds it waiting.
    small_context.set_offline(False)
    phone.waiting(1)
    phone.press(rn("phone.outbox.send"))
    expect(phone.strip).to_contain_text(rn("phone.strip.sent", n=1))
    page.context.clear_cookies()
    sign_in(page, "safeguarding")
    office.open("/care/")
    row = page.get_by_role("listitem").filter(has_text=group)
    expect(row.first).to_be_visible()
    check_axe(page)
