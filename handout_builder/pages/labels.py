"""The builder's own words on a page, in the article's language."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Labels:
    """Words for one language; {} stands for a name, a number or a day."""

    kind: str
    by: str
    reviewed_by: str
    edited_by: str
    others: str
    conjunction: str
    published: str
    reviewed: str
    key_points: str
    about: str
    questions: str
    crisis: str
    scan: str
    qr: str
    page: str
    of: str
    contents: str
    cover: str
    collection: str
    picture: str
    photo: str
    note: str


_LABELS = {
    "en": Labels(
        kind="Patient handout",
        by="By",
        reviewed_by="Reviewed by",
        edited_by="Edited by",
        others="and {} others",
        conjunction="and",
        published="Published {}",
        reviewed="Reviewed {}",
        key_points="Key points",
        about="About {}",
        questions="Questions?",
        crisis="In a crisis",
        scan="Read online:",
        qr="QR code that opens {}",
        page="Page ",
        of=" of ",
        contents="Contents",
        cover="Cover",
        collection="Patient handouts",
        picture="Picture",
        photo="Photo of {}",
        note="From the clinic",
    ),
    "es": Labels(
        kind="Hoja para pacientes",
        by="Por",
        reviewed_by="Revisado por",
        edited_by="Editado por",
        others="y {} más",
        conjunction="y",
        published="Publicado el {}",
        reviewed="Revisado el {}",
        key_points="Puntos clave",
        about="Sobre {}",
        questions="¿Preguntas?",
        crisis="En una crisis",
        scan="Léalo en línea:",
        qr="Código QR que abre {}",
        page="Página ",
        of=" de ",
        contents="Contenido",
        cover="Cubierta",
        collection="Hojas para pacientes",
        picture="Imagen",
        photo="Foto de {}",
        note="De la clínica",
    ),
}


def labels_for(language: str) -> Labels:
    """Give the labels of a language; English where there are none."""
    return _LABELS.get(language.split("-")[0].casefold(), _LABELS["en"])


def written_date(day: date, language: str) -> str:
    """Write a day in full, as the language does; as an ISO date where the language is unknown."""
    # Babel reads its locale data on import; most articles have no date.
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
