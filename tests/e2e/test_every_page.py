"""Nobody is shut out: axe finds no barrier on any page of the office, and pages fit the smallest laptop and phone."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from tests.browser import check_axe
from tests.e2e.addresses import NO_PAGE, PATHS, SEEN_BY, THERE_FOR
from tests.e2e.conftest import Served
from tests.integration.permissions.table import ADDRESSES, ANYONE, DEVICE, SIGNED_IN, may_enter

NARROW = 360


def test_every_address_is_looked_at() -> None:
    pages = {address.name for address in ADDRESSES if address.enters != DEVICE and address.name not in NO_PAGE}

    assert pages - {"api:enrol"} == set(PATHS)


def paths_of(role: str) -> Iterator[tuple[str, str]]:
    """The pages that a role enters; each page is looked at by the first role that enters it."""
    before = SEEN_BY[: SEEN_BY.index(role)]
    for address in ADDRESSES:
        may = [one for one in SEEN_BY if address.enters in (ANYONE, SIGNED_IN) or may_enter(one, address.enters)]
        may = [THERE_FOR[address.name]] if address.name in THERE_FOR else may
        if address.name in PATHS and role in may and not set(before) & set(may):
            yield address.name, PATHS[address.name]


@pytest.mark.parametrize("role", SEEN_BY)
def test_axe_finds_no_barrier_on_any_page(
    role: str, served: Served, page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, role)
    found = subjects(page, served.address, role)

    for name, path in paths_of(role):
        response = page.goto(served.address + path.format(**found))
        assert response is not None
        assert response.status == 200, f"{name}: {response.status}"
        check_axe(page)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/groups/",
        "/evidence/change/",
        "/people/",
        "/facilitators/",
        "/facilitators/gate/",
        "{holder}",
        "{course}",
        "{rubric}",
        "{group}",
        "{doubled}",
        "{participant}consent/",
        "{participant}consent/story/",
        "{group}consent/",
        "/set-aside/",
        "{aside}",
        "/plain/",
        "/supervision/?supervisor=",
        "/supervision/visits/",
        "{checklist}",
        "/supervision/charges/",
        "/facilitators/cascade/",
        "{group}facilitators/",
        "{group}shifts/",
        "{told}",
        "/shifts/wall/",
        "/evidence/shifts/",
        "/paper/",
        "{waiting}key/",
        "{differing}settle/",
        "/measures/quality/",
        "/rights/",
        "{asked}",
        "/erasures/",
        "{erased}",
        "{participant}erase/",
        "/harm/new/",
        "/feedback/",
        "/feedback/new/",
        "{item}",
        "/feedback/sheet/",
        "/stories/",
        "{told_story}",
        "{told_story}version/",
        "{story_to_read}read-back/",
        "/stories/read/",
        "{lent_story}",
        "/stories/panels/",
        "{open_panel}",
        "{open_panel}choose/",
        "/stories/coding/",
        "{coded}",
        "{coded_otherwise}",
        "{begun_round}read/",
        "/stories/booklet/",
    ],
)
def test_a_page_fits_a_narrow_screen(
    path: str, served: Served, page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "coordinator")
    found = subjects(page, served.address, "coordinator")
    page.set_viewport_size({"width": NARROW, "height": 640})

    page.goto(served.address + path.format(**found))

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_on_the_board_each_group_has_room_for_its_name(
    served: Served, page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})

    sign_in(page, "coordinator")

    names = page.locator(".board .who").evaluate_all("them => them.map(one => one.getBoundingClientRect().width)")
    assert names
    assert min(names) > 150


def test_nothing_at_the_foot_of_the_rail_covers_the_search(
    served: Served, page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "coordinator")

    for width, height in ((1280, 720), (1280, 1400), (NARROW, 640)):
        page.set_viewport_size({"width": width, "height": height})
        for bottom in (False, True):
            page.evaluate("to => scrollTo(0, to ? document.body.scrollHeight : 0)", bottom)
            search, foot = page.locator("#seek").bounding_box(), page.locator(".rail-foot").bounding_box()
            assert search is not None
            assert foot is not None
            assert search["y"] + search["height"] <= foot["y"]


@pytest.mark.parametrize(
    "path",
    [
        "/care/",
        "{concern}",
        "{concern}act/",
        "{concern}refer/",
        "/care/referrals/",
        "{referral}",
        "/care/on-call/",
        "/care/capacity/",
        "/care/services/",
        "/care/services/verify/",
        "{service}",
        "/harm/",
        "{intake}",
        "/adverse/",
        "/adverse/new/",
        "{adverse}",
        "{stop}",
        "{service}change/",
        "/break-glass/",
        "/break-glass/leaving/",
        "{leaving}",
    ],
)
def test_a_page_of_care_fits_a_narrow_screen(
    path: str, served: Served, page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "safeguarding")
    found = subjects(page, served.address, "safeguarding")
    page.set_viewport_size({"width": NARROW, "height": 640})

    page.goto(served.address + path.format(**found))

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


FOUND: dict[tuple[str, str], dict[str, str]] = {}


def subjects(page: Page, address: str, role: str) -> dict[str, str]:
    """Real things to look at; found once for each role, since the walk takes longer than the look."""
    if (address, role) not in FOUND:
        FOUND[address, role] = walk(page, address, role)
    return FOUND[address, role]


def walk(page: Page, address: str, role: str) -> dict[str, str]:
    """Real things to look at, found by following links as a person would."""
    if role == "safeguarding":
        return {
            "referral": first_link(page, f"{address}/care/referrals/", r"^/care/referrals/[0-9a-f-]{36}/$"),
            "concern": opened_concern(page, address),
            "intake": first_link(page, f"{address}/harm/", r"^/harm/[0-9a-f-]{36}/$"),
            **of_what_went_wrong(page, address),
            "handed_on": first_link(page, f"{address}/stories/handed-on/", r"^/stories/handed-on/[0-9a-f-]{36}/$"),
            "leaving": first_link(page, f"{address}/break-glass/leaving/", r"^/break-glass/leaving/[0-9a-f-]{36}/$"),
            "service": first_link(page, f"{address}/care/services/", r"^/care/services/[0-9a-f-]{36}/$"),
        }
    if role in ("administrator", "director"):
        return {}
    if role == "reviewer":
        return of_what_went_wrong(page, address)
    if role == "supervisor":
        return of_a_rater(page, address) | of_a_supervisor(page, address)
    group = first_link(page, f"{address}/", r"^/groups/[0-9a-f-]{36}/$")
    group_id = group.split("/")[2]
    person = first_link(page, address + group, r"^/people/[0-9a-f-]{36}/$")
    participant = first_link(page, address + group, r"^/participants/[0-9a-f-]{36}/$")
    return {
        "group": group,
        "group_id": group_id,
        "session": first_link(page, address + group, r"^/sessions/[0-9a-f-]{36}/$"),
        "doubled": reported_twice(page, address),
        "doubled_day": missed_twice(page, address + group),
        "participant": participant,
        "participant_id": participant.split("/")[2],
        **of_shifts(page, address, group, participant),
        "person": person,
        "item": first_link(page, f"{address}/feedback/", r"^/feedback/[0-9a-f-]{36}/$"),
        "role_end": first_link(page, address + person, r"/roles/\d+/end/$"),
        **phone_of_a_facilitator(page, address, group),
        "place": first_link(page, f"{address}/places/", r"^/places/\d+/$"),
        **of_training(page, address),
        **of_supervision(page, address),
        **of_paper(page, address),
        **of_rights(page, address),
        "erased": first_link(page, f"{address}/erasures/", r"^/erasures/[0-9a-f-]{36}/$"),
        **of_stories(page, address, participant.split("/")[2]),
        **of_reading(page, address),
    }


def of_stories(page: Page, address: str, participant_id: str) -> dict[str, str]:
    """Stories on their way: one nobody was asked about, one to be read back, one to be judged, one that rests."""

    def under(step: str) -> str:
        page.goto(f"{address}/stories/")
        link = page.locator(f"section[aria-labelledby='step-{step}'] a").last.get_attribute("href")
        assert link is not None
        return link

    return {
        "telling": f"/stories/take-down/?participant={participant_id}&language=fr&prompt=own_wish",
        "told_story": under("rest"),
        "story_unasked": under("ask"),
        "story_to_read": under("read_back"),
        "story_to_judge": under("answer"),
    }


def of_reading(page: Page, address: str) -> dict[str, str]:
    """A story to read; a panel that has still to choose; what one chose and nobody told yet; rounds of coding."""
    coded = first_row(page, f"{address}/stories/coding/", "The readers agree too little")
    chosen = first_row(page, f"{address}/stories/panels/", "Tellers who have heard back")
    return {
        "lent_story": first_link(page, f"{address}/stories/read/", r"^/stories/read/[0-9a-f-]{36}/$"),
        "open_panel": first_row(page, f"{address}/stories/panels/", "Has still to choose"),
        "placed": first_link(page, address + chosen, r"^/stories/placed/[0-9a-f-]{36}/told/$"),
        "coded": coded,
        "coded_otherwise": first_link(page, address + coded, r"/settle/[0-9a-f-]{36}/$"),
        "begun_round": first_row(page, f"{address}/stories/coding/", "Being read"),
    }


def of_what_went_wrong(page: Page, address: str) -> dict[str, str]:
    """An adverse event, and the stop that waits for the reviewer."""
    return {
        "adverse": first_link(page, f"{address}/adverse/", r"^/adverse/[0-9a-f-]{36}/$"),
        "stop": first_link(page, f"{address}/adverse/", r"^/adverse/stops/[0-9a-f-]{36}/$"),
    }


def opened_concern(page: Page, address: str) -> str:
    """A concern that waits, opened with a reason."""
    concern = first_link(page, f"{address}/care/", r"^/care/concerns/[0-9a-f-]{36}/$")
    page.goto(address + concern)
    page.get_by_label("It is mine to act").check()
    page.get_by_role("button", name="Open", exact=True).click()
    return concern


def of_supervision(page: Page, address: str) -> dict[str, str]:
    """A visit to a session and its checklist, something agreed, a call for help, somebody looked after."""
    visit = first_row(page, f"{address}/supervision/visits/", "Sat in a session")
    checklist = first_link(page, address + visit, r"^/groups/.+/checklist/$")
    in_charge = first_link(page, f"{address}/supervision/charges/", r"^/supervision/charges/[0-9a-f-]{36}/$")
    return {
        "visit": visit,
        "checklist": checklist,
        "sat_in": re.sub(r"sessions/.*", "", checklist),
        "agreed": first_link(page, f"{address}/supervision/follow-ups/", r"^/supervision/follow-ups/[0-9a-f-]{36}/$"),
        "help": first_link(page, f"{address}/supervision/help/", r"^/supervision/help/[0-9a-f-]{36}/$"),
        "in_charge": in_charge,
        "charge": first_link(page, address + in_charge, r"/end/$").removesuffix("end/"),
    }


def of_shifts(page: Page, address: str, group: str, participant: str) -> dict[str, str]:
    """Note a small shift outside a session and a role, and find the pages that correct them."""
    page.goto(f"{address}{group}shifts/new/")
    page.get_by_label("Family", exact=True).check()
    page.get_by_label("A local leader").check()
    page.get_by_label("One line, without names").fill("They eat together again")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"{address}{group}shifts/")
    page.goto(f"{address}{participant}roles/new/")
    page.get_by_label("Mediator").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(address + participant)
    return {
        "told": first_link(page, f"{address}{group}shifts/", r"^/shifts/told/.+/correct/$"),
        "role_taken": first_link(page, address + participant, r"^/shifts/roles/.+/correct/$"),
    }


def of_rights(page: Page, address: str) -> dict[str, str]:
    """A request of somebody whom we know, and one of somebody whom we do not know yet."""
    return {
        "asked": first_row(page, f"{address}/rights/", "To know what we keep"),
        "asked_unknown": first_row(page, f"{address}/rights/", "somebody whom we do not know yet"),
    }


def of_paper(page: Page, address: str) -> dict[str, str]:
    """A sheet that waits for a second person, and one whose two entries differ."""
    return {
        "waiting": first_link(page, f"{address}/paper/", r"^/paper/.+/key/$").removesuffix("key/"),
        "differing": first_link(page, f"{address}/paper/", r"^/paper/.+/settle/$").removesuffix("settle/"),
    }


def of_a_supervisor(page: Page, address: str) -> dict[str, str]:
    """What only a supervisor opens: a visit from the plan, one of their own, and how somebody is."""
    page.goto(f"{address}/")
    name = page.locator(".rail-foot p").first.inner_text().splitlines()[0]
    return {
        "new_visit": first_link(page, f"{address}/supervision/", r"^/supervision/visits/new/\?"),
        "own_visit": first_row(page, f"{address}/supervision/visits/", name),
        "cared_for": first_link(page, f"{address}/supervision/wellbeing/", r"^/supervision/wellbeing/[0-9a-f-]{36}/$"),
        "own_group": first_link(page, f"{address}/", r"^/groups/[0-9a-f-]{36}/$"),
    }


def first_row(page: Page, url: str, words: str) -> str:
    """Where the first row of a list leads that says these words."""
    page.goto(url)
    link = page.locator(".rows > li", has_text=words).first.get_by_role("link").first.get_attribute("href")
    assert link, f"{url} has no row that says {words}"
    return link


def of_training(page: Page, address: str) -> dict[str, str]:
    """Somebody whose gate is closed, a course to come, a day of one that is over, a rubric."""
    holder = first_link(page, f"{address}/facilitators/gate/", r"^/facilitators/[0-9a-f-]{36}/$")
    courses = links_of(page, f"{address}/courses/", r"^/courses/[0-9a-f-]{36}/$")
    role_play = first_link(page, f"{address}/raters/", r"/role-plays/[0-9a-f-]{36}/retire/$")
    rated = [rating for _, rating in islice(ratings(page, address), 1)]  # whose gate is closed today may have none
    assert rated, "nobody in the demo was rated"
    return {
        "holder": holder,
        "override_end": first_link(page, f"{address}/facilitators/gate/", r"/override/\d+/end/$"),
        "rating": rated[0],
        "course": courses[0],
        "withdraw": first_link(page, address + courses[0], r"/withdraw/$"),
        "course_day": first_link(page, address + courses[-1], r"/days/[0-9-]{10}/$"),
        "role_play": role_play.removesuffix("retire/"),
        "rubric": first_link(page, f"{address}/rubrics/", r"^/rubrics/.+/$"),
    }


def ratings(page: Page, address: str) -> Iterator[tuple[str, str]]:
    """Everybody who was rated, with each of their ratings."""
    for holder in links_of(page, f"{address}/facilitators/", r"^/facilitators/[0-9a-f-]{36}/$"):
        for rating in links_of(page, address + holder, r"/ratings/[0-9a-f-]{36}/$"):
            yield holder, rating


def of_a_rater(page: Page, address: str) -> dict[str, str]:
    """Somebody whom the supervisor rated, that rating, and a role-play to score."""
    role_play = first_link(page, f"{address}/raters/", r"/role-plays/[0-9a-f-]{36}/score/$")
    for holder, rating in ratings(page, address):
        if links_of(page, address + rating, r"/ratings/[0-9a-f-]{36}/correct/$"):
            return {"holder": holder, "own_rating": rating, "role_play": role_play.removesuffix("score/")}
    raise AssertionError("the demo's supervisor has rated nobody")


def reported_twice(page: Page, address: str) -> str:
    """The page that settles a session of the demo which was reported twice."""
    page.goto(f"{address}/?page=1")
    while True:
        rows = page.locator(".board > li", has_text="Two reports of one session").locator(".who a")
        groups = rows.evaluate_all("links => links.map(link => link.getAttribute('href'))")
        following = page.get_by_role("link", name="Next", exact=True)
        onward = following.get_attribute("href") if following.count() else None
        for group in groups:
            links = links_of(page, f"{address}{group}", r"/sessions/\d+/settle/$")
            if links:
                return links[0]
        assert onward, "the demo has no session that was reported twice"
        page.goto(f"{address}/{onward}")


def missed_twice(page: Page, group: str) -> str:
    """Key in two different reasons for one day, and find the page that settles them."""
    for reason in ("Rain", "Mourning"):
        page.goto(f"{group}missed/new/")
        page.get_by_label(reason).check()
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url(group)
    return first_link(page, group, r"/missed/[0-9-]{10}/settle/$")


def phone_of_a_facilitator(page: Page, address: str, group: str) -> dict[str, str]:
    """Enrol a phone through the API, let it send what nobody can take, and find the pages of both."""
    account = first_link(page, f"{address}/search/?q=Zainabu", r"^/people/[0-9a-f-]{36}/$")
    page.goto(f"{address}{account}devices/new/")
    page.get_by_role("button", name="Make the code").click()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", page.get_by_text(re.compile("^[A-Z2-9]{4}-[A-Z2-9]{4}$")).inner_text())
    assert code is not None
    enrolled = page.request.post(f"{address}/api/v1/enrol", data={"code": code.group(), "label": "A test's phone"})
    assert enrolled.ok
    sent = page.request.post(
        f"{address}/api/v1/sync",
        headers={"Authorization": f"Bearer {enrolled.json()['token']}"},
        data={"records": [strange_session(group.split("/")[2])]},
    )
    assert [result["outcome"] for result in sent.json()["results"]] == ["set_aside"]
    return {
        "device": first_link(page, address + account, r"^/devices/[0-9a-f-]{36}/revoke/$").removesuffix("revoke/"),
        "aside": first_link(page, f"{address}/set-aside/", r"^/set-aside/[0-9a-f-]{36}/$"),
    }


def strange_session(group_id: str) -> dict[str, object]:
    """A session that names a number which nobody in the group has."""
    marks = {"p": [1, 2, 97], "e": [3], "a": [4]}
    body = {"group": group_id, "n": 3, "on": "2026-09-08", "min": 180, "place": "church", "phase": "trust", "by": [1]}
    told = {"voice": {"safe": [3, 0, 0]}, "shifts": [{"d": "family", "line": "They greet each other again"}]}
    return {
        "id": str(uuid4()),
        "kind": "session",
        "v": 1,
        "body": body | told | {"marks": marks, "hard": [], "note": "Rain"},
    }


def first_link(page: Page, url: str, pattern: str) -> str:
    fitting = links_of(page, url, pattern)
    assert fitting, f"{url} links to nothing like {pattern}"
    return fitting[0]


def links_of(page: Page, url: str, pattern: str) -> list[str]:
    page.goto(url)
    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [link for link in links if link and re.search(pattern, link)]
