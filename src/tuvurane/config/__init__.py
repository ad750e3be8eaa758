"""Settings, addresses and the one command line: where the rooms are put together."""
