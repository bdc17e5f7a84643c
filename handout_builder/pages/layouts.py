"""A layout's files: the clinic's own where it has them, the shipped ones elsewhere.

A file of the clinic's own can build on the shipped one of the same name, which stays in reach as `shipped/NAME`.
"""

from difflib import get_close_matches
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from ..errors import SettingsError
from ..model import Asset, Clinic, Layout

_TEXTS = {".html", ".xhtml", ".css"}
_BASE = "clinic"
"""The shipped layout that fills in what a layout does not have."""


def shipped_layouts() -> Path:
    """Find the layouts that come with the program: at the top of the repository, or inside the package."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "layouts"
    return inside if inside.is_dir() else package.parent / "layouts"


def load_layout(folder: Path, clinic: Clinic) -> Layout:
    """Read every file of the clinic's layout, and its logo. Raises SettingsError where there is no such layout."""
    named = shipped_layouts() / clinic.layout
    own = folder / "layouts" / clinic.layout
    if not _files_in(named) and not _files_in(own):
        raise SettingsError([_no_such_layout(folder, clinic)])
    shipped = _files_in(shipped_layouts() / _BASE) | _files_in(named)
    aliases = {f"shipped/{name}": data for name, data in shipped.items() if Path(name).suffix in _TEXTS}
    found = aliases | shipped | (_files_in(own) if own.resolve() != named.resolve() else {})
    texts = {name: _text(clinic, name, data) for name, data in found.items() if Path(name).suffix in _TEXTS}
    assets = [Asset(name, _media_type(name), data) for name, data in found.items() if name not in texts]
    logo = folder / "layouts" / clinic.logo
    if clinic.logo:
        assets.append(Asset("logo" + logo.suffix.lower(), _media_type(logo.name), logo.read_bytes()))
    digest = sha256()
    for name, data in [*found.items(), *((asset.name, asset.data) for asset in assets)]:
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return Layout(clinic.layout, tuple(sorted(texts.items())), tuple(assets), digest.hexdigest())


def _files_in(place: Path) -> dict[str, bytes]:
    """Read every file of a folder that may belong to a layout, by its path there."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".py"
    }


def _no_such_layout(folder: Path, clinic: Clinic) -> str:
    known = sorted(
        path.name
        for base in (shipped_layouts(), folder / "layouts")
        if base.is_dir()
        for path in base.iterdir()
        if path.is_dir() and path.name[0] not in "_."
    )
    guess = get_close_matches(clinic.layout, known, 1) or known[:1]
    hint = f" Did you mean {guess[0]}?" if guess else ""
    return f'layouts/clinic.toml: there is no layout "{clinic.layout}" in layouts/.{hint}'


def _text(clinic: Clinic, name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError([f"layouts/{clinic.layout}/{name}: is not saved as UTF-8. Save it again so."]) from error


def _media_type(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"
