"""What the portal costs: seeds as large as the country, and the measuring of pages and tasks on them.

`make bench` runs all of it; docs/operators/benchmarks.md says how to read what it prints. It may import
every room, and no room imports it.
"""
