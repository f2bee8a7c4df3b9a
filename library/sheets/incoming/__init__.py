"""Sheets that come in: sent as CSV or XLSX, or pasted. What stands in one, row by row, and no more.

`opening` takes what was sent or pasted, `typed` reads text, `workbook` reads an XLSX within the process that
opens hostile files, `heads` finds the heads of its columns, `mobiles` restores a number that a sheet cut.
It knows no room: who reads a sheet says which columns it knows, and answers for every row.
"""
