from tuvurane.feedback.models.item import Item, ItemAbout
from tuvurane.feedback.models.sheet import HandedOver, SheetLine

__all__ = ["HandedOver", "Item", "ItemAbout", "SheetLine"]
