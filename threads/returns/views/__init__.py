"""Pages of monthly returns."""
