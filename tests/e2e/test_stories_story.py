"""
A story from its telling to its withdrawal: on the ladder, unrecognisable, chosen, told back, printed, and taken back.

The coordinator takes it down and reads it back; the supervisor, who did not write the text, answers whether the
neighbours would know; a panel with a participant chooses it. Once the teller takes it back it is gone everywhere, and
the office says truthfully which copies are out.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import Office, Shoot
from tuvurane.foundation import clock

DESK = {"width": 1366, "height": 1180}
SMALLEST = {"width": 320, "height": 640}
TOLD = "Before the circle I did not greet Nadia at the well. In the ninth week we passed the water. Now we carry it together."
SAFE = "Before the circle I did not greet a neighbour at the well. Later we passed the water. Now we carry it together."
WHY = "My children play with theirs."
REASON = "It says what many of us live."


def test_a_story_from_telling_to_withdrawal(
    served: Served, page: Page, sign_in: Callable[[Page, str], None], shoot: Shoot
) -> None:
    office = Office(page, served.address)
    page.set_viewport_size(DESK)

    # Act 1. Somebody of a group tells, ten days ago; the question about what became worse was put.
    sign_in(page, "coordinator")
    group = a_group_of_the_supervisor(office, sign_in)
    teller, judge = two_of(office, group)
    office.open(f"/stories/new/?participant={teller}")
    page.get_by_role("radio", name="English").check()
    office.press("Go on")
    ten_days_ago = clock.today() - timedelta(days=10)
    page.get_by_label("What they told").fill(TOLD)
    page.get_by_label("Why does it matter to them?").fill(WHY)
    page.get_by_role("radio", name="Neighbours").check()
    page.get_by_label("I also asked whether something became worse").check()
    page.get_by_label("Told on").fill(ten_days_ago.isoformat())
    check_axe(page)
    office.press("Keep it")
    page.locator(".deeds a.button.second").click()  # none of the dangers is in it

    # Act 2. By default nothing may be done with it. One rung is said yes to, and waits.
    story = re.search(r"/stories/([0-9a-f-]{36})/", page.url)
    assert story is not None
    page_of_story = f"/stories/{story[1]}/"
    office.open("/stories/read/")
    expect(page.get_by_text("carry it together")).to_have_count(0)
    office.open(f"{page_of_story}yes/")
    page.get_by_role("checkbox", name=re.compile("^To learn from")).check()
    page.get_by_label("Said on").fill(ten_days_ago.isoformat())
    page.locator("main form button").first.click()

    # Act 3. The name goes; somebody else answers whether the neighbours would know who this is.
    office.open(f"{page_of_story}version/")
    expect(page.locator("#pointed")).to_contain_text("Nadia")
    page.locator("textarea").first.fill(SAFE)
    office.press("Keep this version")
    office.open(f"{page_of_story}neighbours/")
    expect(page.get_by_text("somebody else answers")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, "supervisor")
    office.open(f"{page_of_story}neighbours/")
    page.get_by_role("radio", name=re.compile("^No")).check()
    office.press("Answer")

    # Act 4. Read back in big letters after more than a week; the teller says yes again.
    page.context.clear_cookies()
    sign_in(page, "coordinator")
    office.open(f"{page_of_story}read-back/")
    expect(page.locator(".aloud")).to_contain_text("a neighbour at the well")
    page.get_by_role("radio", name=re.compile("^Yes")).first.check()
    page.locator("main form button").first.click()

    # Act 5. Now it may be read: quietly, without a name, on the smallest screen too, and on paper.
    office.open("/stories/read/")
    page.get_by_role("link", name=re.compile("a neighbour at the well")).click()
    expect(page.get_by_text("Nadia")).to_have_count(0)
    expect(page.locator(".why")).to_contain_text(WHY)
    check_axe(page)
    shoot(page, "story")
    reading = page.url
    page.set_viewport_size(SMALLEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    page.set_viewport_size(DESK)

    # Act 6. A panel of the circle chooses it: a participant sits there, and never the teller's facilitator.
    panel = open_panel(office, group)
    office.open(f"{panel}seat/")
    page.get_by_label("Participants, by their codes").fill(judge)
    office.press("Save")
    office.open(f"{panel}put/")
    page.locator("li", has_text="a neighbour at the well").get_by_role("checkbox").check()
    office.press("Put stories before them")
    office.open(f"{panel}seat/")
    leader = the_leader(office, group, panel)
    expect(page.get_by_text(f"{leader} leads, or led, the circle")).to_be_visible()
    office.open(f"{panel}choose/")
    page.get_by_role("radio", name="Chosen", exact=True).check()
    page.get_by_label("Why", exact=True).fill(REASON)
    check_axe(page)
    office.press("Save what they chose")
    page.get_by_role("link", name="Note that the teller has heard it").click()
    page.get_by_role("radio", name="In person").check()
    office.press("Save")
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.get_by_text("In person")).to_be_visible()
    check_axe(page)
    shoot(page, "panel")

    # Act 7. A booklet: it holds the stories whose tellers said yes to it, and is noted.
    office.open("/stories/booklet/")
    page.get_by_role("radio", name="Inside this programme").check()
    page.get_by_label("Whom to tell when something is wrong").fill("The office in Gitega")
    with page.expect_download() as printed:
        page.get_by_role("button", name="Print the booklet").click()
    assert printed.value.path().read_bytes()[:5] == b"%PDF-"

    # Act 8. The teller takes it back with one press: gone everywhere, with the truth about the copy that is out.
    office.open(page_of_story)
    office.press("Take everything back")
    expect(page.get_by_text(re.compile("print", re.IGNORECASE)).first).to_be_visible()
    assert page.request.get(reading).status == 404
    office.open("/stories/read/")
    expect(page.get_by_text("a neighbour at the well")).to_have_count(0)
    office.open(panel)
    expect(page.get_by_text("1 story was withdrawn.")).to_be_visible()
    expect(page.get_by_text(REASON)).to_have_count(0)
    expect(page.get_by_text("a neighbour at the well")).to_have_count(0)


def a_group_of_the_supervisor(office: Office, sign_in: Callable[[Page, str], None]) -> str:
    """A group that both the coordinator and the supervisor reach, as its page's address."""
    page = office.page
    page.context.clear_cookies()
    sign_in(page, "supervisor")
    office.open("/groups/?status=running")
    # Groups of the demo have a number; those that other stories made may hold people who agreed to nothing.
    numbered = page.locator("main a[href^='/groups/0']").filter(has_text=re.compile(r"\d$"))
    group = numbered.first.get_attribute("href")
    page.context.clear_cookies()
    sign_in(page, "coordinator")
    assert group is not None
    return group


def two_of(office: Office, group: str) -> tuple[str, str]:
    """The id of one participant of a group, and the spoken code of another."""
    office.open(group)
    links = office.page.locator("main a[href^='/participants/']")
    first, second = links.nth(0).get_attribute("href"), links.nth(1).get_attribute("href")
    assert first is not None
    assert second is not None
    office.open(second)
    code = re.search(r"[A-Z]{4,}-\d+", office.page.locator("main").inner_text())
    assert code is not None
    return first.split("/")[2], code[0]


def open_panel(office: Office, group: str) -> str:
    """A panel of that circle, as its page's address."""
    page = office.page
    office.open("/stories/panels/new/")
    page.get_by_role("radio", name="A circle").check()
    page.get_by_label("Which circle").select_option(group.split("/")[2])
    page.get_by_role("radio", name="By agreement").check()
    office.press("Open the panel")
    return page.url.removeprefix(office.address)


def the_leader(office: Office, group: str, panel: str) -> str:
    """Try to let somebody who leads the circle sit in the panel; answers their name."""
    page = office.page
    office.open(f"{group}facilitators/")
    name = page.locator("main .rows li a, main .rows li strong").first.inner_text().strip()
    office.open(f"{panel}seat/")
    page.get_by_role("checkbox", name=name).first.check()
    office.press("Save")
    return name
