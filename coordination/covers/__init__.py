"""Passages that may identify somebody: any reader covers one, secretariat and oversight decide together."""
