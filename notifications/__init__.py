"""Tell a person once.

Working days, notices that are unique by occasion, the scans that make them and the
deliveries that carry them by e-mail and on screen."""
