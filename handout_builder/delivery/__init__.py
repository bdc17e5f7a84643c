"""What was made goes to people."""
