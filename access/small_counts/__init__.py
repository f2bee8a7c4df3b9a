"""Suppression of small counts: no published table gives away a count of few people.

A count of 0 to 10 is told as "under 11", and as many further cells are held back as it takes, so that
no sum, row, column or filter narrows what "under 11" leaves open. Knows no domain: a room brings a
`tables.Table` and tells what `holding.tell` returns.
"""
