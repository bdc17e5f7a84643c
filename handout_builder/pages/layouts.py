"""A layout's files: the clinic's own where it has them, the shipped ones elsewhere."""

from difflib import get_close_matches
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from ..errors import SettingsError
from ..model import Asset, Clinic, Layout

_TEXTS = {".html", ".xhtml", ".css"}


def shipped_layouts() -> Path:
    """Find the layouts that come with the program: at the top of the repository, or inside the package."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "layouts"
    return inside if inside.is_dir() else package.parent / "layouts"


def load_layout(folder: Path, clinic: Clinic) -> Layout:
    """Read every file of the clinic's layout, and its logo. Raises SettingsError where there is no such layout."""
    places = [shipped_layouts() / clinic.layout, folder / "layouts" / clinic.layout]
    found: dict[str, bytes] = {}
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".py":
                found[path.relative_to(place).as_posix()] = path.read_bytes()
    if not found:
        known = sorted(
            path.name
            for base in (shipped_layouts(), folder / "layouts")
            if base.is_dir()
            for path in base.iterdir()
            if path.is_dir() and path.name[0] not in "_."
        )
        guess = get_close_matches(clinic.layout, known, 1) or known[:1]
        hint = f" Did you mean {guess[0]}?" if guess else ""
        raise SettingsError([f'layouts/clinic.toml: there is no layout "{clinic.layout}" in layouts/.{hint}'])
    texts = {name: _text(clinic, name, data) for name, data in found.items() if Path(name).suffix in _TEXTS}
    assets = [Asset(name, _media_type(name), data) for name, data in found.items() if name not in texts]
    logo = folder / "layouts" / clinic.logo
    if clinic.logo:
        assets.append(Asset("logo" + logo.suffix.lower(), _media_type(logo.name), logo.read_bytes()))
    digest = sha256()
    for name, data in [*found.items(), *((asset.name, asset.data) for asset in assets)]:
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return Layout(clinic.layout, tuple(sorted(texts.items())), tuple(assets), digest.hexdigest())


def _text(clinic: Clinic, name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError([f"layouts/{clinic.layout}/{name}: is not saved as UTF-8. Save it again so."]) from error


def _media_type(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"
