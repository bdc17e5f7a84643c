"""Programs and libraries from outside: one file each, with its probe and its install advice."""
