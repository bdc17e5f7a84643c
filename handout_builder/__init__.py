"""The journey of an article.

A clinic drops an article into `sources/`. A reader works out its title, byline, headings and body and
leaves the web page's leftovers aside, saying so. The article is laid out in the clinic's layout, rendered
as PDFs and an ePub, and put into `handouts/`; all articles together become the ePub bundle.
docs/how_it_works.md follows the same steps with the same names.
"""

__version__ = "0.1.0"
