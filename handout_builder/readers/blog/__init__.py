"""A blog's export (WordPress eXtended RSS, as WordPress and Squarespace write it) becomes Articles.

scanning cuts the file into items and mends them; values and export make them Posts; paragraphs, shortcodes, blocks and
shapes turn a post's content into plain HTML; articles puts the Article together.
"""
