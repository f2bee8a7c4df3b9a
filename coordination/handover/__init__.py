"""The letter with which an office is handed over: where it sits, what it promised, what comes next.

It joins the directory, commitments and meetings; it keeps nothing of its own.
"""
