"""Information sharing: discussions and alerts, each read by those it was written for and nobody else.

Whoever writes chooses who reads, and sees beforehand who that is. A post is read through its thread.
"""
