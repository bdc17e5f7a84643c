"""Shortcodes: marks in square brackets that a blog fills in. What an author wrote in brackets stays.

A word in brackets is a shortcode where it is one of WordPress's own, has settings, has an end, or a name
that no person writes (`vc_row`); all else, such as [laughs] or [1], is the author's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from ...model import Removed
from .export import Upload

_TAG = re.compile(r"(<[^<>]*>)")
_SHORTCODE = re.compile(
    r"(?P<open>\[)?\[(?P<end>/)?(?P<name>[A-Za-z][\w-]*)(?P<settings>(?:\s+[^\[\]]*?)?)(?P<alone>\s*/)?\](?P<close>\])?"
)
_SETTING = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_MEDIA = {*"audio video embed playlist youtube vimeo wpvideo soundcloud spotify ted dailymotion tiktok".split()}
_OWN = _MEDIA | {"caption", "wp_caption", "gallery", "contact-form", "contact-form-7"}
_CAPTION = re.compile(
    r"\[(?:wp_)?caption(?P<settings>\s[^\]]*)?\](?P<inside>.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE
)
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", re.IGNORECASE | re.DOTALL)
_PAIRED_MEDIA = re.compile(
    r"(?<!\[)\[(?P<name>audio|video|embed)(?P<settings>(?:\s[^\]]*)?)\](?P<inside>[^\[]*)\[/(?P=name)\]"
)


@dataclass
class Shortcodes:
    """Takes the shortcodes out of one post's content."""

    uploads: Mapping[str, Upload]
    number: str
    """The post's own number, whose pictures a gallery without a list shows."""
    line_at: Callable[[str], int]
    """Gives the line where a text stands."""
    removed: list[Removed] = field(default_factory=list)

    def take_out(self, html: str) -> str:
        """Turn captions and galleries into figures, report recordings, take all other tags out around their text."""
        html = _CAPTION.sub(self._caption, html)
        html = _PAIRED_MEDIA.sub(self._media, html)
        paired = {found["name"].lower() for found in _SHORTCODE.finditer(html) if found["end"]}
        return "".join(
            part if part.startswith("<") else _SHORTCODE.sub(lambda found: self._one(found, paired), part)
            for part in _TAG.split(html)
        )

    @staticmethod
    def blank(html: str) -> str:
        """Give the content with nothing where shortcodes stand, on the same lines."""
        paired = {found["name"].lower() for found in _SHORTCODE.finditer(html) if found["end"]}
        return _SHORTCODE.sub(lambda f: "\n" * f[0].count("\n") if _is_shortcode(f, paired) else f[0], html)

    def _caption(self, found: re.Match[str]) -> str:
        inside = found["inside"]
        picture = _PICTURE.match(inside)
        words = inside[picture.end() :].strip() if picture else inside.strip()
        words = words or _settings(found["settings"] or "").get("caption", "")
        figure = f"<figure>{picture[1]}" if picture else "<figure>"
        return f"\n\n{figure}<figcaption>{words}</figcaption></figure>\n\n" if words else f"\n\n{figure}</figure>\n\n"

    def _media(self, found: re.Match[str]) -> str:
        settings = _settings(found["settings"] or "")
        inside = found["inside"].strip()
        addresses = [value for value in settings.values() if value.startswith(("http://", "https://", "//"))]
        address = inside or " ".join(addresses) or found[0]
        self.removed.append(Removed(self.line_at(found[0]), address, "a video or a sound, which paper cannot play"))
        return "\n\n"

    def _one(self, found: re.Match[str], paired: set[str]) -> str:
        name = found["name"].lower()
        if found["open"] and found["close"]:
            return found[0][1:-1]
        if not _is_shortcode(found, paired):
            return found[0]
        settings = _settings(found["settings"])
        before, after = found["open"] or "", found["close"] or ""
        if name == "gallery" and not found["end"]:
            return before + self._gallery(settings) + after
        if name in _MEDIA and not found["end"]:
            return before + self._media_tag(found) + after
        text = found[0][len(before) : len(found[0]) - len(after)]
        self.removed.append(
            Removed(self.line_at(text), text, "a mark that the blog fills in, which means nothing on paper")
        )
        return before + after

    def _media_tag(self, found: re.Match[str]) -> str:
        addresses = re.findall(r"https?://[^\s\"'\]]+", found[0])
        text = " ".join(addresses) or found[0]
        self.removed.append(Removed(self.line_at(found[0]), text, "a video or a sound, which paper cannot play"))
        return ""

    def _gallery(self, settings: dict[str, str]) -> str:
        listed = re.findall(r"\d+", settings.get("ids") or settings.get("include") or "")
        numbers = listed or [
            number for number, upload in self.uploads.items() if self.number and upload.parent == self.number
        ]
        figures = []
        for number in numbers:
            if upload := self.uploads.get(number):
                caption = f"<figcaption>{escape(upload.caption)}</figcaption>" if upload.caption else ""
                figures.append(
                    f'<figure><img src="{escape(upload.address)}" alt="{escape(upload.alt)}">{caption}</figure>'
                )
            else:
                self.removed.append(
                    Removed(1, f"picture {number}", "a gallery's picture that the export does not hold")
                )
        return "\n\n" + "\n".join(figures) + "\n\n"


def _is_shortcode(found: re.Match[str], paired: set[str]) -> bool:
    name = found["name"].lower()
    if found["open"] and found["close"]:
        return False
    return bool(name in _OWN or name in paired or "_" in name or found["alone"] or _settings(found["settings"]))


def _settings(text: str) -> dict[str, str]:
    text = (
        text.replace("&quot;", '"')
        .replace("&#8221;", '"')
        .replace("&#8243;", '"')
        .translate(str.maketrans("“”″", '"""'))
    )
    return {found[0].lower(): found[1] or found[2] or found[3] for found in _SETTING.findall(text)}
