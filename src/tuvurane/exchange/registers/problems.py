"""What the import of registers refuses."""

from tuvurane.foundation.problems import Kind, Problem


class RegisterRefused(Problem):
    code, kind = "exchange.register_refused", Kind.INVALID
