"""Workbooks that people fill in: how they are opened, read cell by cell, and found at fault with the repair."""
