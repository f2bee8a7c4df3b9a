"""Meetings of committees and partners, from the notice to the circulated minutes.

An action point agreed in a meeting becomes a commitment when the minutes are circulated."""
