"""The library: documents by category and language, published to those whom their publisher chose, with the
versions each has had, who received them, and the standing places for the plan, the law and the procedures.
"""
