"""The pages of committees and partners."""
