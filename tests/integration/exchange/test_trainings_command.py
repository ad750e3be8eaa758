"""`tuvurane trainings`: what the page does, by command line."""

from datetime import timedelta

from click.testing import CliRunner

from tests.cast import TODAY
from tests.integration.exchange.trainings_files import bring, lists, look, put, workbook
from tuvurane.config.cli import main
from tuvurane.training.models import Course

__all__ = ["bring", "lists", "look"]


def command(*words):
    return CliRunner().invoke(main, ["trainings", *map(str, words)])


def written(folder, rows):
    file = folder / "trainings.xlsx"
    file.write_bytes(workbook(rows))
    return file


def test_a_list_is_shown_taken_and_known_the_second_time(cast, lists, tmp_path):
    file = written(tmp_path, lists)

    first = command("import", file, "--organisation", "AMA", "--yes")
    again = command("import", file, "--organisation", "AMA", "--yes")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "Written: courses 2, people 5, listed 6, marks 23." in first.output
    assert "Everything in this file stands already." in again.output


def test_nothing_is_written_without_a_yes(cast, lists, tmp_path):
    answer = command("import", written(tmp_path, lists), "--organisation", "AMA")

    assert answer.exit_code == 1
    assert not Course.objects.exists()


def test_faults_stop_it_and_are_told_with_their_place(cast, lists, tmp_path):
    put(lists, "courses", 3, "ends_on", TODAY + timedelta(days=400))

    answer = command("import", written(tmp_path, lists), "--organisation", "AMA", "--yes")

    assert answer.exit_code == 1
    assert "Sheet courses, row 3, column ends_on" in answer.output
    assert not Course.objects.exists()


def test_the_template_is_written_once(cast, tmp_path):
    file = tmp_path / "empty.xlsx"

    first, again = (command("template", file, "--organisation", "AMA") for _ in range(2))

    assert (first.exit_code, again.exit_code) == (0, 1)
    assert file.read_bytes().startswith(b"PK")
