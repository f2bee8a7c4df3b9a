"""The pages of this room: the list, one thread, what is done in it, and what oversight opens."""
