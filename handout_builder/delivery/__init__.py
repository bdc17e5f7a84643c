"""What was made goes to people: by e-mail, or to a printer."""
