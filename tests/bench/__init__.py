"""`make bench`: what a build costs, beside the engine's floor and what else a clinic could use, all in one run."""
