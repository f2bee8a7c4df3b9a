"""Fills the directory from `fixtures/`: places, organisations, committees and their seats.

Loading is by code and can be repeated: what is new is added, what was renamed is renamed,
nothing is deleted, and what people changed on screen (holders, filled seats) is left alone.
"""
