"""Whatever stands in a pack, the checker names a fault or takes a pack that scores, and never falls over."""

import copy
import json
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from tuvurane.measures import problems, scoring

FOLDER = resources.files("tuvurane.measures").joinpath("instruments")
PACKS = [
    json.loads(FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    for name in ("pcl5", "mspss", "sascat", "srq20")
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2000)
    | st.floats()
    | st.sampled_from(["", "sum", "mean", "none", "prorate", "F", "rw", "\ud800", "\x00", "proposed default"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "rn", "value", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def places(node, path=()):
    """Every place in a pack."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, entry in inner:
        yield (*path, name)
        yield from places(entry, (*path, name))


PLACES = [list(places(pack)) for pack in PACKS]


@given(st.data())
def test_a_bent_pack_is_explained_or_scores(data):
    number = data.draw(st.integers(0, len(PACKS) - 1))
    pack = copy.deepcopy(PACKS[number])
    *parents, last = data.draw(st.sampled_from(PLACES[number]))
    node = pack
    for step in parents:
        node = node[step]
    if data.draw(st.booleans()):
        node[last] = data.draw(ANYTHING)
    else:
        del node[last]

    try:
        instrument = scoring.read_pack(pack)
    except problems.InstrumentFileBroken as refused:
        for line in refused.lines("fr"):
            line.encode("utf-8")
        return
    answers = {item.key: item.highest for item in instrument.items}
    result = scoring.score(instrument, answers, "F")
    assert result.total is None or 0 <= result.total <= 1000
    json.dumps(scoring.render_instrument(instrument, "rn")).encode("utf-8")


def test_a_pack_that_is_no_record_is_explained():
    for raw in (None, 3, "pack", [], [PACKS[0]]):
        assert scoring.faults_of(raw)
