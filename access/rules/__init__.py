"""Who may see and do what: one rule engine, the parties it asks about, and what keeps the log of it."""
