"""Who promised what by when, and who on another side verified it.

Each commitment has an owner, a verifier, a source, a due date and a stage."""
