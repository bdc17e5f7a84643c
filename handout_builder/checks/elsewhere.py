"""What is noticed while an article is read or made: codes up to 200, each given where it comes up.

The checks know of them so that they can be excused, and docs/findings.md lists them.
"""

READING = {
    "B101": "No byline was found.",
    "B102": "A line is taken as a byline, and may be none.",
    "B103": "Letters after a name are taken for a credential, and are in no list.",
    "B104": "No byline was found; the name is taken from the Word file's properties.",
    "D101": "A date can be read in two ways, and is not printed.",
    "D102": "A date lacks its day, month or year, and is not printed.",
    "H101": "A heading skips a level, and was set one level below the one before it.",
    "H102": "No title was found; it is taken from the file's name or properties.",
    "H103": "A line may be a heading or a paragraph.",
    "L101": "The language in the front matter is not the one in the file's name.",
    "L102": "The file's name tells one language, and the words look like another.",
    "L103": "What looks like a language in the file's name was taken for a part of the name.",
    "M101": "A field of the front matter is not known, and was not used.",
    "M103": "Something could not be written as Markdown so that it is read the same way.",
    "P101": "A picture cannot be printed, or is not there.",
    "P102": "A picture has no alternative text.",
    "P103": "A picture is cropped in Word, and printed whole.",
    "W101": "Lines of the source are not on the page.",
    "W102": "A line at the article's edge was left out, and may be the author's.",
    "W103": "The web page's box about the author was kept.",
    "X101": "A link leads nowhere outside the web site; its words stay.",
    "X104": "Words of the source are not on the page.",
    "X108": "The file is not saved as UTF-8.",
}
"""Code -> what it says, of those that reading an article gives."""

MAKING = {
    "L104": "The handout's own words are not there in the article's language.",
    "X102": "The renderer has a remark.",
    "X103": "An article is left out of a bundle or a binder.",
    "X106": "A book is too large to be sent to a Kindle by e-mail.",
    "X109": "An article could not be checked while it was made.",
    "X107": "A link leads to an article that is not in sources/.",
}
"""Code -> what it says, of those that making a handout gives; `check` knows of X107 too."""
