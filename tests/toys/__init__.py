"""A small world to try the rule engine on: clubs, their papers, notes on papers, and letters."""
