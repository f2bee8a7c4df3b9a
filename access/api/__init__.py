"""What every address of programs does the same way: what is declared, how it answers and refuses."""
