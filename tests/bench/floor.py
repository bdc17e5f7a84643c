"""The engine's floor: the pages of a build through WeasyPrint alone.

As many warm processes as the build has, one FontConfiguration and one stylesheet shared by all pages of a process.
"""

from pathlib import Path

from handout_builder.model import EDITIONS
from handout_builder.pages import lay_out, load_layout
from handout_builder.readers import read
from handout_builder.settings import load_clinic

PROGRAM = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

def work(folder, names):
    from handout_builder.renderers.fonts import use_packaged_fonts
    use_packaged_fonts()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    fonts = FontConfiguration()
    style = CSS(filename=str(Path(folder) / "page.css"), font_config=fonts)
    for name in names:
        page = Path(folder) / name
        HTML(filename=str(page)).write_pdf(
            page.with_suffix(".pdf"), stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")

if __name__ == "__main__":
    folder, count = sys.argv[1], int(sys.argv[2])
    names = sorted(path.name for path in Path(folder).glob("*.html"))
    with ProcessPoolExecutor(count, get_context("spawn")) as pool:
        list(pool.map(work, [folder] * count, [names[n::count] for n in range(count)]))
"""


def write_floor(clinic_folder: Path, floor: Path) -> Path:
    """Write the pages that a build renders as plain HTML files, and the program; give its place."""
    clinic = load_clinic(clinic_folder)
    layout = load_layout(clinic_folder, clinic)
    floor.mkdir()
    for path in sorted((clinic_folder / "sources").iterdir()):
        page = lay_out(read(path, clinic_folder)[0], clinic, layout, EDITIONS[0])
        (floor / f"{page.slug}.html").write_text(page.documents[0].text, "utf-8")
        (floor / "page.css").write_text(page.stylesheet, "utf-8")
        for asset in page.assets:
            (floor / asset.name).write_bytes(asset.data)
    program = floor / "floor.py"
    program.write_text(PROGRAM, "utf-8")
    return program
