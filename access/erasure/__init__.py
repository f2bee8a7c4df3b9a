"""Words that must go: what may be erased, who consents, and what became of it."""
