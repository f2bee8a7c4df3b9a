"""Field updates: what an organisation did or saw in a place, in a few figures and words."""
