"""
The synthetic programme of demo, tests and benchmarks: plausible, dated relative to today, and nobody in it exists.

``write_programme`` writes it, ``describe`` says what was written.
"""

from tuvurane.config.synthetic.describing import describe
from tuvurane.config.synthetic.scales import SCALES, Scale
from tuvurane.config.synthetic.writing import NotEmpty, Programme, write_programme

__all__ = ["SCALES", "NotEmpty", "Programme", "Scale", "describe", "write_programme"]
