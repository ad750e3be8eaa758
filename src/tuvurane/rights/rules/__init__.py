"""What is computed here and nothing else: no database, no clock."""
