"""What a text gives away. A table: a line in one of four languages, and what is pointed out with what could stand there."""

import pytest

from tuvurane.stories.rules.pointing import Known, Pointed, What, candidates, pointed, replaced

KNOWN = Known(
    people=("Nadia Iradukunda", "Béatrice"),
    places={"muriza": "Musongati", "mutambara ya kabiri": "Rumonge", "gihinga": ""},
    larger=("musongati", "burunga"),
)
TABLE = [
    ("Since then Nadia helps me.", [Pointed("Nadia", What.PERSON)]),
    ("Depuis, beatrice me salue.", [Pointed("beatrice", What.PERSON)]),
    ("Mama Zainabu alinisaidia.", [Pointed("Zainabu", What.PERSON)]),
    ("Call me on 79 123 456.", [Pointed("79 123 456", What.NUMBER)]),
    ("On the hill Muriza we meet.", [Pointed("Muriza", What.PLACE, ("Musongati",))]),
    ("Twabaye i Mutambara ya Kabiri.", [Pointed("Mutambara ya Kabiri", What.PLACE, ("Rumonge",))]),
    ("Kwa Gihinga.", [Pointed("Gihinga", What.PLACE, ("",))]),
    ("We live in Musongati, in Burunga.", []),
    ("It was on 12/03/2019.", [Pointed("12/03/2019", What.DAY, ("2019",))]),
    ("It was on 2019-03-12.", [Pointed("2019-03-12", What.DAY, ("2019",))]),
    ("It was on 3.4.21.", [Pointed("3.4.21", What.DAY)]),
    ("Le 12 juillet 2019 il pleuvait.", [Pointed("12 juillet 2019", What.DAY, ("dry", "2019"))]),
    ("On the 3rd of August we met.", [Pointed("3rd of August", What.DAY, ("dry",))]),
    ("Mu kwezi kwa Munyonyo.", [Pointed("Munyonyo", What.DAY, ("rainy",))]),
    ("Mwezi wa Desemba 2020.", [Pointed("Desemba 2020", What.DAY, ("rainy", "2020"))]),
    ("We may march again.", []),
    ("In May 2015 we fled.", [Pointed("May 2015", What.DAY, ("rainy", "2015"))]),
    ("We fled in 2015.", [Pointed("2015", What.YEAR)]),
    ("We were 2000 people.", [Pointed("2000", What.YEAR)]),
    ("My twins were born.", [Pointed("twins", What.EVENT)]),
    ("La foudre a frappé.", [Pointed("foudre", What.EVENT)]),
    ("Ni umwalimu mkuu? Mwalimu mkuu alikuja.", [Pointed("Mwalimu mkuu", What.EVENT)]),
    ("Before, we did not greet one another.", []),
    ("Imana ishimwe. Mungu ni mkubwa.", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "found"), TABLE)
def test_what_a_line_gives_away(line, found):
    assert pointed(line, KNOWN) == found


def test_what_the_editor_adds_is_pointed_out_too():
    known = Known(rare=("bakery", "red bicycle"))

    found = pointed("She opened a bakery and bought a red bicycle. The Bakery burnt.", known)

    assert [one.words for one in found] == ["bakery", "red bicycle"]


def test_names_of_places_are_sought_in_rows_of_words_that_begin_with_a_capital():
    assert candidates("Twabaye i Mutambara ya Kabiri.") >= {
        "Mutambara",
        "Mutambara ya",
        "Mutambara ya Kabiri",
        "Kabiri",
    }


@pytest.mark.parametrize(
    ("text", "instead", "becomes"),
    [
        ("Nadia and Nadiage, with Nadia.", {"Nadia": "a neighbour"}, "a neighbour and Nadiage, with a neighbour."),
        ("12 juillet 2019", {"2019": "x", "12 juillet 2019": "a dry season"}, "a dry season"),
        ("At Muriza.", {"Muriza": r"\1 \g<0>"}, r"At \1 \g<0>."),
        ("At Muriza.", {}, "At Muriza."),
    ],
)
def test_words_are_replaced_whole_and_wherever_they_stand(text, instead, becomes):
    assert replaced(text, instead) == becomes
