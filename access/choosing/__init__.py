"""Who is to read something, as its author chooses, and sees before it is sent."""
