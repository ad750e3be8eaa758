"""What the import of past trainings refuses."""

from tuvurane.foundation.problems import Kind, Problem


class TrainingsRefused(Problem):
    code, kind = "trainings_file.refused", Kind.INVALID
