"""Word files made by hand: just the parts that a test is about."""

from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": OFFICE + "wordprocessingml/2006/main",
        "r": OFFICE + "officeDocument/2006/relationships",
        "m": OFFICE + "officeDocument/2006/math",
        "a": OFFICE + "drawingml/2006/main",
        "pic": OFFICE + "drawingml/2006/picture",
        "wp": OFFICE + "drawingml/2006/wordprocessingDrawing",
        "mc": OFFICE + "markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ["Title", "Subtitle", "heading 1", "heading 2", "heading 3", "Quote", "caption", "toc 1"]
)


def run(text: str, properties: str = "") -> str:
    """A run; `properties` are names such as "b", or XML."""
    inside = properties if properties.startswith("<") else "".join(f"<w:{name}/>" for name in properties.split())
    return f'<w:r><w:rPr>{inside}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of a text, or of runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def item(text: str, num: int = 1, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: list[str]) -> str:
    """A table of cells, each "text" or properties|text."""

    def cell(text: str) -> str:
        about, bar, words = text.rpartition("|")
        inside = words if words.startswith("<") else p(words)
        return f"<w:tc><w:tcPr>{about if bar else ''}</w:tcPr>{inside}</w:tc>"

    return f"<w:tbl>{''.join('<w:tr>' + ''.join(map(cell, row)) + '</w:tr>' for row in rows)}</w:tbl>"


def field(code: str, result: str) -> str:
    """A field as Word writes it: code and result between marks."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        + mark.format("separate")
        + result
        + mark.format("end")
    )


def picture(name: str = "rIdP", alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def levels(*forms: tuple[str, str]) -> str:
    """An abstract list 1 and its list 1 with these formats and labels, and a list 2 of bullets."""
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(forms)
    )
    bullets = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>' for depth in range(9)
    )
    return (
        f'<w:abstractNum w:abstractNumId="1">{rows}</w:abstractNum><w:abstractNum w:abstractNumId="2">{bullets}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId '
        'w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride '
        'w:val="1"/></w:lvlOverride></w:num>'
    )


def docx(
    body: str,
    *,
    styles: str = STYLES,
    numbering: str = "",
    parts: dict[str, str] | None = None,
    files: dict[str, bytes] | None = None,
    links: str = "",
    core: str = "",
    opening: str = "",
    rewrite: Callable[[str], str] = str,
) -> bytes:
    """A Word file. `parts` are parts such as footnotes by their kind, `links` more relationships of the text."""
    inside = {"styles": styles, "numbering": numbering, **(parts or {})}
    made = BytesIO()
    relation = '<Relationship Id="{}" Type="' + OFFICE + 'officeDocument/2006/relationships/{}" Target="{}"/>'
    relations = f'<Relationships xmlns="{OFFICE}package/2006/relationships">{{}}</Relationships>'
    with ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        top = relation.format("1", "officeDocument", "word/document.xml")
        top += relation.format("2", "core-properties", "docProps/core.xml").replace(
            "officeDocument/2006/r", "package/2006/r"
        )
        zipped.writestr("_rels/.rels", relations.format(top))
        zipped.writestr(
            "docProps/core.xml",
            f'<cp:coreProperties xmlns:cp="{OFFICE}package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
        )
        zipped.writestr(
            "word/document.xml", opening + rewrite(f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        )
        here = "".join(relation.format(f"part{n}", kind, f"{kind}.xml") for n, kind in enumerate(inside))
        zipped.writestr("word/_rels/document.xml.rels", relations.format(here + links))
        for kind, xml in inside.items():
            zipped.writestr(f"word/{kind}.xml", rewrite(f"<w:{kind} {SPACES}>{xml}</w:{kind}>"))
        for name, data in (files or {}).items():
            zipped.writestr(name, data)
    return made.getvalue()


def pack(folder: Path) -> bytes:
    """The Word file of a folder that holds its parts as text, named for their kinds, and its pictures."""
    made = BytesIO()
    parts = sorted(path for path in folder.iterdir() if path.suffix in (".xml", ".png"))
    relations = "".join(
        f'<Relationship Id="{path.stem}" Type="{OFFICE}officeDocument/2006/relationships/'
        f'{"image" if path.suffix == ".png" else path.stem}" Target="{path.name}"/>'
        for path in parts
        if path.name != "document.xml"
    )
    top = f'<Relationship Id="1" Type="{OFFICE}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    with ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        for name, inside in (("_rels/.rels", top), ("word/_rels/document.xml.rels", relations)):
            zipped.writestr(name, f'<Relationships xmlns="{OFFICE}package/2006/relationships">{inside}</Relationships>')
        for path in parts:
            zipped.writestr(f"word/{path.name}", path.read_bytes())
    return made.getvalue()
