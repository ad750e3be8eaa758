"""What the promises about size and speed measure today. ``make bench`` runs them; the README says how to read them."""
