"""My desk: what needs this person today, what their organisation promised, and what comes next.

It joins commitments, meetings and notices; it keeps nothing of its own.
"""
