"""The pages of this room: the list, one commitment, and a form for each step."""
