"""
A small shift that somebody noticed outside a session, from the phone to the wall.

On the smallest phone without network a name is pointed out before it is saved; the office reads it beside those of the
sessions; a group reads it together on a wall, on paper too.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import PHONE, check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import Office, Phone, Shoot
from tuvurane.foundation import clock

PEOPLE = ["Ancilla", "Boniface", "Consolate"]
GROUP = "Turabone Kavumu"
SMALLEST = {**PHONE, "viewport": {"width": 320, "height": 568}}
DESK = {"width": 1366, "height": 1180}
NAMED, KEPT = "Ancilla shares the hoe again", "The neighbour shares the hoe again"


@pytest.fixture
def small_context(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[BrowserContext]:
    """The smallest phone, with its own storage."""
    context = browser.new_context(**{**browser_context_args, **SMALLEST})
    yield context
    context.close()


def fits(page: Page, width: int) -> None:
    """Nothing runs off the screen, and nothing shuts anybody out."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    check_axe(page)


def keep_later(page: Page) -> None:
    """The screens that come later are on the phone too: they are fetched behind the first one."""
    page.wait_for_function(
        """async () => {
          const later = await (await fetch('/phone/later.json')).json();
          const held = await Promise.all(later.map((file) => caches.match(new URL(file, location.href).href)));
          return held.every((file) => file !== undefined);
        }"""
    )


def test_a_shift_outside_a_session_is_noted_offline_and_hangs_without_a_name(
    served: Served,
    page: Page,
    small_context: BrowserContext,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Phone(small_context.new_page(), served.address)

    # Act 1. A group that has begun. Its phone has no network.
    sign_in(page, "coordinator")
    office.start_group(GROUP, PEOPLE)
    phone.enrol(office.code_for_a_phone())
    phone.keep_for_offline()
    keep_later(phone.page)
    small_context.set_offline(True)

    # Act 2. A host neighbour told of something. A name in the line is asked about, in the group's own words.
    phone.follow(GROUP)
    phone.follow("A small shift was noticed")
    phone.sees("A small shift was noticed")
    phone.page.get_by_label("Neighbours", exact=True).check()
    phone.page.get_by_label("A host neighbour").check()
    phone.page.get_by_role("textbox").first.fill(NAMED)
    phone.press("Save")
    expect(phone.page.get_by_text("Is 'Ancilla' a name?")).to_be_visible()
    fits(phone.page, 320)
    shoot(phone.page, "phone-name")
    phone.press("Change it")
    expect(phone.page.get_by_role("textbox").first).to_be_focused()
    phone.page.get_by_role("textbox").first.fill(KEPT)
    phone.press("Save")
    phone.sees("Saved on this phone")

    # Act 3. A session: who noticed stands beside the line; a word that is no name is kept.
    phone.home()
    phone.follow(GROUP)
    phone.follow(re.compile("^Record session 1"))
    phone.press("Everyone came")
    phone.page.goto(re.sub(r"/who.*$", "/noticed", phone.page.url))
    phone.page.get_by_label("Family", exact=True).check()
    phone.page.get_by_role("textbox").first.fill("They walk to Umuco together")
    phone.page.get_by_label("Who noticed it?").select_option("family")
    fits(phone.page, 320)
    phone.press("Next")
    expect(phone.page.get_by_text("Is 'Umuco' a name?")).to_be_visible()
    phone.press("Keep it: no name")
    phone.press("Next")
    phone.sees("Is all of this right?")
    expect(phone.page.get_by_text("They walk to Umuco together (The family)")).to_be_visible()

    # Act 4. The network returns; the office reads who noticed, and corrects the line.
    small_context.set_offline(False)
    phone.outbox()
    phone.send(in_all=1)
    office.back_to_group()
    office.follow("Small shifts")
    office.reads(KEPT)
    office.reads("A host neighbour")
    fits(page, page.viewport_size["width"])  # type: ignore[index]
    page.get_by_role("link", name=re.compile("^Correct")).click()
    page.get_by_label("One line, without names").fill("Boniface shares the hoe again")
    office.press("Save")
    office.reads("Is 'Boniface' a name?")
    check_axe(page)
    page.get_by_label("One line, without names").fill("A neighbour shares the hoe again")
    office.press("Save")
    office.reads("A neighbour shares the hoe again")
    expect(page.get_by_text(KEPT)).to_have_count(0)

    # Act 5. Its own wall, for the meeting.
    office.follow("A wall of small shifts, to read together")
    office.reads("A neighbour shares the hoe again")
    office.reads("Do not photograph, publish or pass them on.")


def test_a_wall_of_many_groups_on_the_screen_and_on_paper(
    served: Served, page: Page, sign_in: Callable[[Page, str], None], shoot: Shoot
) -> None:
    sign_in(page, "coordinator")
    page.set_viewport_size(DESK)
    page.goto(f"{served.address}/shifts/wall/?since={clock.today() - timedelta(days=60)}")
    expect(page.get_by_role("heading", name="Less anger")).to_be_visible()
    assert page.locator(".wall li").count() > 20
    check_axe(page)
    shoot(page, "wall-of-shifts")
    for sheet in ({"format": "A4"}, {"format": "A3", "landscape": True}):
        assert page.pdf(**sheet)[:5] == b"%PDF-"

    # What counts leaves through the disclosure, with its base.
    page.goto(f"{served.address}/evidence/shifts/")
    expect(page.get_by_text("people were enrolled in")).to_be_visible()
    expect(page.get_by_role("heading", name="How soon did the first one come?")).to_be_visible()
    expect(page.get_by_role("heading", name="How many took up a role in the community?")).to_be_visible()
    check_axe(page)
    shoot(page, "shifts-evidence")
