"""Files in and out of the portal: official papers to print or to paste from, and lists as sheets.

It knows neither records nor rooms: a room says in plain data what stands on its paper and in its cells.
"""
