"""The demonstration: personas, and a small illustrative set of meetings and commitments.

It exists on the embedded default only, is marked as illustrative wherever it shows, and is made
through the same actions a person would use.
"""
