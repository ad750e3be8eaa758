"""What a group says with its stones: read by a supervisor's office, by its director, and over all groups; printed for the box."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served

SMALLEST, WALL = {"width": 320, "height": 640}, {"width": 1366, "height": 1180}


def test_the_vote_of_a_group_and_of_all_groups(
    served: Served, page: Page, sign_in: Callable[[Page, str], None], shoot: Callable[[Page, str], None]
) -> None:
    # Act 1. A group that held its fifteen sessions; of some the totals may not be shown.
    sign_in(page, "coordinator")
    page.set_viewport_size(WALL)
    voice = a_whole_curve(served, page)
    expect(page.get_by_role("img", name="I was safe")).to_be_visible()
    expect(page.get_by_text("A signal, not a score.")).to_be_visible()
    check_axe(page)
    shoot(page, "voice")
    page.get_by_text("The figures in a table").click()
    expect(page.get_by_role("cell", name="Needs a visit").first).to_be_visible()

    # Act 2. On the smallest screen nothing is cut off, and the letters of the picture can be read.
    page.set_viewport_size(SMALLEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    letters = page.locator(".curve .numbered").first.bounding_box()
    assert letters is not None
    assert letters["height"] >= 12
    page.set_viewport_size(WALL)

    # Act 3. The sheets for the box.
    page.get_by_role("link", name="How to hold the vote").click()
    check_axe(page)
    for name in ("sheet", "guide"):
        address = page.locator(f"main a[href*='{name}.pdf?in=rn']").get_attribute("href")
        made = page.request.get(f"{served.address}{address}")
        assert (made.status, made.headers["content-type"], made.body()[:5]) == (200, "application/pdf", b"%PDF-")

    # Act 4. The director reads several sessions together, and all groups through the disclosure.
    page.context.clear_cookies()
    sign_in(page, "director")
    page.goto(voice)
    expect(page.get_by_text("reads several sessions together")).to_be_visible()
    expect(page.locator(".curve .visit")).to_have_count(0)
    page.goto(f"{served.address}/evidence/voice/")
    expect(page.get_by_role("img", name="Today helped")).to_be_visible()
    check_axe(page)

    # Act 5. Whether early safety goes with later change, and that it is no cause.
    page.get_by_role("link", name="Early safety and later change").click()
    expect(page.get_by_text("Rank correlation")).to_be_visible()
    expect(page.get_by_text("This is not a cause.")).to_be_visible()
    check_axe(page)


def a_whole_curve(served: Served, page: Page) -> str:
    """The address of the voice of a group with fifteen sessions, of which some are not shown."""
    page.goto(f"{served.address}/groups/?status=graduated")
    groups = page.locator("main a[href^='/groups/0']").evaluate_all("links => links.map(link => link.href)")
    for group in dict.fromkeys(groups):
        page.goto(f"{group}voice/")
        if page.locator(".curve .visit").count() and page.locator(".curve").first.locator(".stone.held").count() == 15:
            return page.url
    raise AssertionError("no group of the demo has fifteen sessions with one that is not shown")
