"""What every room builds its pages from: lists, forms sent once, versions, locks, guards of what is typed."""
