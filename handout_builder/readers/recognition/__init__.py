"""What the lines of a text are: headings, lists, paragraphs, or the web page around an article."""
