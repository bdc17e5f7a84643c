"""Parts of a build, measured alone."""

import os
import subprocess
import sys
from pathlib import Path

from .costs import HOME, Cost

READ = """
import sys
from pathlib import Path
from handout_builder.readers import read
folder = Path(sys.argv[1])
for source in sorted((folder / "sources").glob("*.txt")):
    read(source, folder)
"""

_PROVE = """
import sys, time
from pathlib import Path
from handout_builder.model import EDITIONS
from handout_builder.readers import read

folder = Path(sys.argv[1])
articles = [read(source, folder)[0] for source in sorted((folder / "sources").glob("*.txt"))]
start = time.process_time()
from handout_builder.proofs import prove
for edition in EDITIONS:
    for article in articles:
        path = folder / "handouts" / edition.name / f"{article.slug}{edition.suffix}"
        if path.is_file():
            assert not prove(path.read_bytes(), [article], edition)
(bundle,) = (folder / "handouts").glob("*.epub")
assert not prove(bundle.read_bytes(), articles, next(edition for edition in EDITIONS if edition.kind == "bundle"))
print(time.process_time() - start)
"""


def proof(folder: Path) -> Cost:
    """Measure what a build spends on proofs, loading the libraries for it included."""
    done = subprocess.run(
        [sys.executable, "-c", _PROVE, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOME)},
    )
    return Cost(float(done.stdout), float(done.stdout), 0)
