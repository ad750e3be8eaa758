"""Words that every room may use; knows no domain noun."""
