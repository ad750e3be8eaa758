"""The product as it is served, but for one promise: chaos asks more often than the limit of one phone allows."""

from tuvurane.config.wsgi import application
from tuvurane.sync.api import PerDevice

__all__ = ["application"]

PerDevice.allow_request = lambda self, request: True
