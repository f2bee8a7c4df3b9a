"""Meetings that were held on paper: what stands there is entered at once, by the steps of any meeting."""
