"""Organisations, accounts, roles held at a place, devices, and what an actor may see."""
