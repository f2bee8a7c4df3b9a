"""Words that must go: asked for on the record, signed by secretariat and oversight, erased by the owner."""
