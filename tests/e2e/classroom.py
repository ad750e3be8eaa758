"""Those who teach, at their laptops: courses planned and held, people rated by the behaviours of the rubric."""

import re
from collections.abc import Iterable
from datetime import date

from tests.e2e.walk import Office
from tuvurane.training.rules.rubrics import Kind, own

# Behaviours of each competence that somebody shows who is quick to judge, who is on the way, who holds a group.
QUICK_TO_JUDGE, ON_THE_WAY, HOLDS = {Kind.HARMFUL: 1}, {Kind.BASIC: 2}, {Kind.BASIC: 3}


class Classroom(Office):
    """The laptop on which courses are planned and people rated."""

    def welcome(self, name: str) -> None:
        """A candidate, chosen by the community of Kavumu."""
        self.open("/facilitators/new/")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.choose_kavumu()
        self.page.get_by_label("Chosen by the community").check()
        self.press("Welcome the candidate")
        self.reads(f"On the ladder as a candidate: {name}")

    def choose_kavumu(self) -> None:
        self.page.locator("#id_place_search").press_sequentially("Kavumu, Cankuzo")
        self.page.get_by_label(re.compile(r"Kavumu, Cankuzo, Buhumuza\s+Site")).check()

    def plan_course(self, name: str, level: str, days: list[date], *, trainer: str, point: str) -> str:
        """A course at Kavumu; answers its address."""
        self.open("/courses/new/")
        self.page.get_by_label("Name of the course").fill(name)
        self.page.get_by_label("Level").select_option(label=level)
        self.choose_kavumu()
        self.page.get_by_label("First day").fill(str(days[0]))
        self.page.get_by_label("Last day").fill(str(days[-1]))
        self.page.get_by_label("Seats").fill("2")
        self.page.get_by_label(point).check()
        self.page.get_by_label(trainer, exact=True).check()
        self.press("Plan the course")
        self.reads(f"Planned: {name}")
        return self.page.url

    def list_trainee(self, course: str, name: str, *, said: str = "Has a seat") -> None:
        self.page.goto(f"{course}trainees/new/")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.press("Show")
        self.page.get_by_role("button", name=re.compile(f": {name}$")).click()
        self.reads(f"{said}: {name}")

    def mark_day(self, course: str, on: date, names: Iterable[str], *, practised: str) -> None:
        """Everybody was there all day."""
        self.page.goto(f"{course}days/{on}/")
        self.page.get_by_label(practised, exact=True).check()
        for name in names:
            self.page.get_by_label(name, exact=True).select_option(label="There")
        self.press("Save the day")
        self.reads("Saved.")

    def finish(self, course: str, names: Iterable[str]) -> None:
        self.page.goto(f"{course}finish/")
        for name in names:
            self.page.get_by_label(f"{name} (there 100 %)").check()
        self.press("Finish the course")
        self.reads("Finished:")

    def page_of_facilitator(self, name: str) -> None:
        self.open("/facilitators/")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.press("Show")
        self.follow(name)

    def rate(self, name: str, shown: dict[Kind, int], *, occasion: str, course: str, on: date) -> None:
        """Tick as many behaviours of each kind as ``shown`` says, for every competence."""
        self.page_of_facilitator(name)
        self.follow("Rate what you saw")
        self.page.get_by_label("Seen on", exact=True).fill(str(on))
        self.page.get_by_label(occasion, exact=True).check()
        self.page.get_by_label("Which course").select_option(label=course)
        for competence in own().competences:
            for kind, times in shown.items():
                for behaviour in [one for one in competence.behaviours if one.kind == kind][:times]:
                    self.page.locator(f"input[name=ticks_{competence.code}][value={behaviour.code}]").check()
        self.press("Save the rating")
        self.reads("The rating is saved.")

    def withdraw(self, name: str) -> None:
        self.page.get_by_text("Take somebody off the list").click()
        self.page.get_by_role("link", name=re.compile(f": {name}$")).click()
        self.press("Take off the list")
        self.reads(f"Off the list: {name}")

    def step_needs_a_reason(self, name: str) -> None:
        """Readiness is shown, a person decides: a step before it needs its reason in writing."""
        self.follow("Move on the ladder")
        self.page.get_by_label("Facilitator, intermediate").check()
        self.press("Save the step")
        self.reads("needs a reason in writing")
        self.page.get_by_label("Reason").fill("Led a group beside a trainer for a year before our records begin")
        self.press("Save the step")
        self.page_of_facilitator(name)
        self.reads("Facilitator, intermediate")

    def open_grown_cohort(self, *, besides: Iterable[str]) -> None:
        """The latest course of the demo whose change has an interval."""
        self.open("/courses/")
        done = self.page.locator("section", has=self.page.get_by_role("heading", name="Done"))
        links = done.get_by_role("link").filter(has_text=re.compile(r"\d{4}"))
        courses = [(link.inner_text(), link.get_attribute("href") or "") for link in links.all()]
        grown = self.page.get_by_text("With 95% confidence")
        for name, path in courses:
            if name not in besides:
                self.open(path)
                if grown.is_visible():
                    return
        raise AssertionError(f"no cohort has grown: {courses}")
