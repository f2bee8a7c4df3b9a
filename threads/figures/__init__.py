"""What field updates add up to: open types at once, protected ones once by district and quarter."""
