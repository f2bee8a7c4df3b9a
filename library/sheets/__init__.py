"""Lists taken out of the portal as XLSX or CSV, and sheets that come in.

`cells` makes values safe for the program that opens them, `writing` writes the two forms, `reading` walks a
declared list in batches, in the name of one person whose rights are asked anew for each. `incoming` reads
what somebody sends or pastes.
"""
