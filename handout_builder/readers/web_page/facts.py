"""What a web page says of itself to machines: JSON-LD, meta tags, microdata and the page's own address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from .parts import logins

_ARTICLES = ("article", "blogposting", "newsarticle", "medicalwebpage", "medicalscholarlyarticle", "scholarlyarticle")
_PAGES = ("webpage", "aboutpage", "itempage", "faqpage")
_ADDRESS = re.compile(r"https?://[^\s/@:<>\"\\]+(:\d+)?(/[^\s<>\"\\]{0,400})?", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Facts:
    """What the page says; every text with its spaces made single, each list without repetitions."""

    titles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """Names of the site and its publisher."""
    authors: tuple[str, ...] = ()
    """People only: a login's or the site's name is none."""
    reviewers: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    """As written, ISO 8601 for the most part."""
    modified: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    language: str = ""
    address: str = ""


def read_facts(page: Any, saved_from: str) -> Facts:
    """Gather what a parsed page says of itself; where it says a thing twice, the first is the more trustworthy."""
    nodes = _linked_data(page)
    articles = [node for node in nodes if _is_a(node, _ARTICLES)] or [node for node in nodes if _is_a(node, _PAGES)]
    article = articles[0] if articles else {}
    known = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    address = _address(page, saved_from)
    publishers = _names(article.get("publisher"), known, people=False)
    sites = [*_meta(page, "og:site_name", "application-name"), *publishers]
    sites += [_text(node["name"]) for node in nodes if _is_a(node, ("website", "organization")) and node.get("name")]
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    titles = [_text(article.get("headline")), *_meta(page, "og:title", "twitter:title", "headline")]
    titles += [_without_site(_text("".join(title.itertext())), sites, host) for title in page.findall("head/title")]
    authors = _names(article.get("author") or article.get("creator"), known)
    authors += _meta(page, "author", "article:author", "dc.creator", "parsely-author")
    authors += _marked_authors(page)
    names = {_plain(name) for name in [*sites, host]}
    return Facts(
        titles=_distinct(titles),
        sites=_distinct(sites),
        authors=tuple(name for name in _distinct(authors) if _is_person(name, names)),
        reviewers=_distinct(_names(article.get("reviewedBy"), known)),
        published=_distinct([_text(article.get("datePublished")), *_published(page)]),
        modified=_distinct([_text(article.get("dateModified")), *_modified(page)]),
        reviewed=_distinct([_text(article.get("lastReviewed"))]),
        language=_language(page),
        address=address,
    )


def _linked_data(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            waiting: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):  # a page's mistake, which no browser shows
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting = [*item, *waiting]
            elif isinstance(item, dict):
                found.append(item)
                waiting += [value for value in item.values() if isinstance(value, (list, dict))]
    return found


def _is_a(node: dict[str, Any], kinds: tuple[str, ...]) -> bool:
    types = node.get("@type")
    return any(
        str(kind).casefold().rsplit("/", 1)[-1] in kinds for kind in (types if isinstance(types, list) else [types])
    )


def _names(value: Any, known: dict[str, dict[str, Any]], *, people: bool = True) -> list[str]:
    """Give the names in an author, which may be a text, a node, a reference to a node, or a list of these."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        node = known.get(str(item.get("@id")), item) if isinstance(item, dict) and not item.get("name") else item
        if isinstance(node, dict):
            is_group = _is_a(node, ("organization", "medicalorganization", "medicalbusiness", "localbusiness"))
            found += [] if people and is_group else [_text(node.get("name"))]
        else:
            found.append(_text(node))
    return found


def _text(value: Any) -> str:
    """Give a text in one line; tags in it, which some programs leave there, are no words."""
    return " ".join(re.sub(r"<[^<>]*>", " ", unescape(value)).split()) if isinstance(value, str) else ""


def _meta(page: Any, *names: str) -> list[str]:
    found: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        for key in ("name", "property", "itemprop"):
            found.setdefault((meta.get(key) or "").casefold(), []).append(_text(meta.get("content")))
    return [text for name in names for text in found.get(name, ())]


def _marked_authors(page: Any) -> list[str]:
    """Give the names that links and microdata mark as the author's, the first where comments follow with theirs."""
    marked = page.xpath('.//body//a[contains(@rel, "author")] | .//body//*[@itemprop="author"]')
    texts = [_text("".join(element.itertext()) or element.get("content")) for element in marked]
    return texts[:1]


def _published(page: Any) -> Iterator[str]:
    yield from _meta(page, "article:published_time", "datepublished", "dc.date", "date", "parsely-pub-date")
    yield from _marked_days(page, "datePublished")


def _modified(page: Any) -> Iterator[str]:
    yield from _meta(page, "article:modified_time", "datemodified")
    yield from _marked_days(page, "dateModified")


def _marked_days(page: Any, name: str) -> Iterator[str]:
    for element in page.xpath(".//*[@itemprop=$name]", name=name):
        yield _text(element.get("datetime") or element.get("content"))


def _address(page: Any, saved_from: str) -> str:
    links = [link.get("href") or "" for link in page.iter("link") if "canonical" in (link.get("rel") or "").casefold()]
    for address in [*links, *_meta(page, "og:url"), saved_from]:
        try:
            whole = urljoin(saved_from, address.strip()) if saved_from else address.strip()
        except ValueError:
            continue
        if _ADDRESS.fullmatch(whole):
            return whole
    return ""


def _language(page: Any) -> str:
    tag = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def _without_site(title: str, sites: list[str], host: str) -> str:
    """Take the site's name off a window's title, at either end, where the page says what it is called."""
    pieces = re.split(r"(\s+[|–—·•»«:-]+\s+)", title)
    names = {_plain(site) for site in sites}
    for first, rest in ((pieces[-1], pieces[:-2]), (pieces[0], pieces[2:])):
        plain = _plain(first)
        if rest and plain and (plain in names or plain == _plain(host.rsplit(".", 1)[0])):
            return "".join(rest)
    return title


def _is_person(name: str, sites: set[str]) -> bool:
    """Tell whether an author's name is one: not an address, a login or what the site is called."""
    is_name = bool(re.search(r"[^\W\d_]", name)) and not re.search(r"[\d@_/]|\.(?:com|org|net)\b", name)
    is_login = name.casefold() in logins() or (name.islower() and " " not in name)
    return is_name and not is_login and _plain(name) not in sites and len(name) <= 120


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
