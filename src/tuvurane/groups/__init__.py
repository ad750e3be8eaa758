"""Groups, their facilitators and participants, and what happened in each session."""
