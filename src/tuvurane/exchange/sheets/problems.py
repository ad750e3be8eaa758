"""What the bringing of workbooks refuses."""

from tuvurane.foundation.problems import Kind, Problem


class UploadGone(Problem):
    code, kind = "exchange.upload_gone", Kind.CONFLICT
