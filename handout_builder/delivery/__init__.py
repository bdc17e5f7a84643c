"""What was made reaches people: by e-mail, on paper, over the clinic's own network."""
