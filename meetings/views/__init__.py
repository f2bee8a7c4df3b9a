"""The pages of this room: the list, calling a meeting, its minutes, attendance, and the chair's part."""
