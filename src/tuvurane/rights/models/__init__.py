from tuvurane.rights.models.request import Request

__all__ = ["Request"]
