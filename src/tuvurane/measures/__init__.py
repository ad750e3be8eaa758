"""Instruments, waves, responses and scores."""
