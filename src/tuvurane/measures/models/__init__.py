from tuvurane.measures.models.declined import Declined
from tuvurane.measures.models.pack import InstrumentPack
from tuvurane.measures.models.paper import PaperEntry, PaperSheet
from tuvurane.measures.models.response import Response
from tuvurane.measures.models.wave_rule import WaveRule
from tuvurane.measures.models.wording import Wording

__all__ = ["Declined", "InstrumentPack", "PaperEntry", "PaperSheet", "Response", "WaveRule", "Wording"]
