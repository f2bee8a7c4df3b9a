"""The pages of field updates."""
