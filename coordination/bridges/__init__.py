"""Where what was talked about in one room goes on in another: a discussion becomes an agenda item.

Nothing of a record leaves for other readers by itself: what goes is what somebody typed and sent.
"""
