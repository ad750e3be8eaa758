"""
A cohort from basic to intermediate training, on the served product.

A coordinator welcomes two candidates; a trainer holds the basic course and rates them at its start and
end; harm that was seen keeps one of them from a group until another rater sees better; the intermediate
course follows, and its page shows how the cohort grew.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Browser, Page, expect

from tests.browser import check_axe
from tests.e2e.classroom import HOLDS, ON_THE_WAY, QUICK_TO_JUDGE, Classroom
from tests.e2e.conftest import Served
from tests.e2e.walk import Shoot
from tuvurane.foundation import clock

TRAINER = "Révérien Muropu"
FIRST, SECOND, THIRD = "Alphonsine Nahimana", "Prosper Habonimana", "Odette Nduwayo"
BASIC, INTERMEDIATE = "Kavumu, basic", "Kavumu, intermediate"


def days(before: int) -> list[date]:
    """Two days that ended so many days ago."""
    return [clock.today() - timedelta(days=before + 1), clock.today() - timedelta(days=before)]


def test_a_cohort_from_basic_to_intermediate_training(
    served: Served,
    page: Page,
    browser: Browser,
    browser_context_args: dict[str, object],
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    coordinator = Classroom(page, served.address)
    other = browser.new_context(**browser_context_args)
    trainer = Classroom(other.new_page(), served.address)
    sign_in(page, "coordinator")
    sign_in(trainer.page, "trainer")

    # Act 1. Three candidates are welcomed; two have a seat in the basic course, one waits and moves up.
    for name in (FIRST, SECOND, THIRD):
        coordinator.welcome(name)
    basic = trainer.plan_course(BASIC, "Basic", days(30), trainer=TRAINER, point="Before groups begin")
    trainer.list_trainee(basic, FIRST)
    trainer.list_trainee(basic, THIRD)
    trainer.list_trainee(basic, SECOND, said="Waits for a seat")
    trainer.page.goto(basic)
    trainer.withdraw(THIRD)
    trainer.page.goto(basic)
    expect(trainer.page.get_by_role("row", name=re.compile(SECOND))).to_be_visible()

    # Act 2. The course: who came, what was practised, what the trainer saw before and after.
    for name, before in ((FIRST, ON_THE_WAY), (SECOND, QUICK_TO_JUDGE)):
        trainer.rate(name, before, occasion="At the start of a course", course=BASIC, on=days(30)[0])
        check_axe(trainer.page)
    for on in days(30):
        trainer.mark_day(basic, on, (FIRST, SECOND), practised="Listening")
    for name in (FIRST, SECOND):
        trainer.rate(name, ON_THE_WAY, occasion="At the end of a course", course=BASIC, on=days(30)[1])
    trainer.finish(basic, (FIRST, SECOND))
    trainer.page_of_facilitator(FIRST)
    trainer.reads("Facilitator, basic")

    # Act 3. Harm was seen: only another rater than the one who saw it can open the gate.
    trainer.page_of_facilitator(SECOND)
    trainer.reads("The gate is closed")
    check_axe(trainer.page)
    trainer.open("/facilitators/gate/")
    trainer.reads(SECOND)

    # Act 4. The intermediate course, and the picture of its change.
    intermediate = trainer.plan_course(
        INTERMEDIATE, "Intermediate", days(2), trainer=TRAINER, point="While groups are at sessions 4 to 8"
    )
    for name in (FIRST, SECOND):
        trainer.list_trainee(intermediate, name)
        trainer.rate(name, ON_THE_WAY, occasion="At the start of a course", course=INTERMEDIATE, on=days(2)[0])
    trainer.rate(FIRST, HOLDS, occasion="At the end of a course", course=INTERMEDIATE, on=days(2)[1])
    trainer.rate(SECOND, ON_THE_WAY, occasion="At the end of a course", course=INTERMEDIATE, on=days(2)[1])
    for on in days(2):
        trainer.mark_day(intermediate, on, (FIRST, SECOND), practised="Role-play")
    trainer.finish(intermediate, (FIRST, SECOND))
    trainer.page.goto(intermediate)
    expect(trainer.page.get_by_role("heading", name="How did this cohort grow?")).to_be_visible()
    expect(trainer.page.get_by_text("Trainees seen both times: 2.").first).to_be_visible()
    check_axe(trainer.page)

    # Act 5. One person's growth, from the first training to the last.
    trainer.page_of_facilitator(FIRST)
    expect(trainer.page.get_by_role("img", name=f"Growth of {FIRST}")).to_be_visible()
    trainer.step_needs_a_reason(FIRST)

    # The demo's own cohorts are large enough to show.
    trainer.open_grown_cohort(besides=(BASIC, INTERMEDIATE))
    trainer.page.set_viewport_size({"width": 1280, "height": 1060})
    shoot(trainer.page, "cohort")
    other.close()
