"""The nouns: what an article, a clinic, a page and a handout are made of.

Everything here is frozen and imports nothing of ours, so that a value can be hashed, compared and sent
to another process.
"""

from .article import (
    PICTURE,
    SOURCE_LINK,
    UNDATED,
    Article,
    Byline,
    Decision,
    Finding,
    Part,
    Picture,
    Removed,
    Section,
    excuse,
    name_as_sorted,
    plain_name,
)
from .clinic import (
    EDITIONS,
    OFFERED,
    Clinic,
    Clinician,
    Edition,
    GlossarySettings,
    MailSettings,
    PrinterSettings,
    SiteSettings,
    editions_of,
)
from .digests import digest
from .glossary import Form, Gloss, Glossing, Term
from .handout import PICTURED_PAGES, Facts, Handout, PageStart, Receipt, Status
from .language import direction_of, han_forms
from .listing import Listing
from .neighbour import Neighbour
from .offer import WORDS_A_MINUTE, Download, Offer, Offers
from .page import ARTICLE_ADDRESS, OFFERED_ADDRESS, PAGE_PLACE, Asset, Cover, Document, Layout, Leaves, Page, Volume
from .reading import Grade, Grades
from .served import NAVIGATION, OPDS, OPDS_JSON, PUBLICATION, PUBLICATION_JSON, media_type_of
from .sheet import Answer, Scale, Sheet, SheetItem, SheetPart
from .signs import UNSEEN, UNWRITABLE, one_line, writable
from .site_file import SiteFile
from .slugs import slug_for

__all__ = [
    "ARTICLE_ADDRESS",
    "EDITIONS",
    "NAVIGATION",
    "OFFERED",
    "OFFERED_ADDRESS",
    "OPDS",
    "OPDS_JSON",
    "PAGE_PLACE",
    "PICTURE",
    "PICTURED_PAGES",
    "PUBLICATION",
    "PUBLICATION_JSON",
    "SOURCE_LINK",
    "UNDATED",
    "UNSEEN",
    "UNWRITABLE",
    "WORDS_A_MINUTE",
    "Answer",
    "Article",
    "Asset",
    "Byline",
    "Clinic",
    "Clinician",
    "Cover",
    "Decision",
    "Document",
    "Download",
    "Edition",
    "Facts",
    "Finding",
    "Form",
    "Gloss",
    "GlossarySettings",
    "Glossing",
    "Grade",
    "Grades",
    "Handout",
    "Layout",
    "Leaves",
    "Listing",
    "MailSettings",
    "Neighbour",
    "Offer",
    "Offers",
    "Page",
    "PageStart",
    "Part",
    "Picture",
    "PrinterSettings",
    "Receipt",
    "Removed",
    "Scale",
    "Section",
    "Sheet",
    "SheetItem",
    "SheetPart",
    "SiteFile",
    "SiteSettings",
    "Status",
    "Term",
    "Volume",
    "digest",
    "direction_of",
    "editions_of",
    "excuse",
    "han_forms",
    "media_type_of",
    "name_as_sorted",
    "one_line",
    "plain_name",
    "slug_for",
    "writable",
]
