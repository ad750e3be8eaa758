"""
Names of people who do not exist.

A common first name and a family name put together from syllables. Telephone numbers begin with
``+257 00``, which is given to nobody.
"""

from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups.codes import Sex

FIRST_NAMES = {
    Sex.F: (
        "Aline", "Alice", "Amina", "Béatrice", "Chantal", "Claudine", "Consolate", "Denise", "Diane", "Espérance",
        "Francine", "Gloriose", "Grâce", "Immaculée", "Jeanne", "Joséphine", "Josiane", "Léonie", "Marie", "Nadia",
        "Odette", "Pascasie", "Rose", "Rosine", "Sandrine", "Solange", "Spéciose", "Vestine", "Yvette", "Zainabu",
    ),
    Sex.M: (
        "Abdoul", "Alexis", "Bosco", "Cédric", "Charles", "Claude", "Dieudonné", "Emmanuel", "Eric", "Fidèle",
        "Gaspard", "Gérard", "Innocent", "Jean", "Joseph", "Juma", "Léonidas", "Melchior", "Moïse", "Nestor",
        "Onesphore", "Pascal", "Philippe", "Pierre", "Révérien", "Salvator", "Simon", "Térence", "Thierry", "Yves",
    ),
}  # fmt: skip
SYLLABLES = tuple(consonant + vowel for consonant in "bdgkmnprtvz" for vowel in "aeiou")


def family_name(chance: Chance) -> str:
    """Three or four syllables that mean nothing."""
    return "".join(chance.choices(SYLLABLES, k=3 + chance.happens(0.3))).capitalize()


def first_names(chance: Chance, sexes: list[Sex]) -> list[str]:
    """A first name each, none twice in a circle while there are enough of them."""
    orders = {sex: chance.sample(names, len(names)) for sex, names in FIRST_NAMES.items()}
    orders[Sex.OTHER] = orders[Sex.F]
    return [orders[sex].pop() for sex in sexes]


def contact(chance: Chance) -> str:
    """A telephone number that nobody has; most people give none."""
    if not chance.happens(0.35):
        return ""
    return "+257 00 " + " ".join(f"{chance.randrange(100):02d}" for _ in range(3))
