"""The package of an OFD document: its pages, templates and resources, by GB/T 33190-2016, 7.

An OFD is a zip of XML parts that name one another by paths, from the root of the package
(`/Doc_0/Document.xml`) or from the folder of the part that names them.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.reading.archive import Archive, local, parse_part

ENTRY = "OFD.xml"
MAX_PAGES = 2_000
"""A document with more pages than this is not a single disclosure."""

_A4 = (0.0, 0.0, 210.0, 297.0)
_ENCRYPTED = ("encryptions.xml", "decryptseed.dat")
_SPLIT = "Split it into its disclosures."
_AGAIN = "Download it again, or export it again from its source."

Area = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page: its part as read, the page area, and the templates under and over it."""

    root: etree._Element
    area: Area
    under: tuple[etree._Element, ...] = ()
    over: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class Resources:
    """What objects refer to by number: drawing parameters and composite graphics."""

    draw_params: dict[str, etree._Element] = field(default_factory=dict)
    composites: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(slots=True)
class _Body:
    """One document of a package: where it lies, its common area, its templates by number."""

    archive: Archive
    folder: str
    area: Area
    templates: dict[str, str]
    roots: dict[str, etree._Element | None] = field(default_factory=dict)

    def template(self, number: str) -> etree._Element | None:
        """The template page of a number, parsed once."""
        name = self.templates.get(number)
        if name is not None and name not in self.roots:
            self.roots[name] = parse_part(self.archive, name)
        return None if name is None else self.roots[name]


def pages(archive: Archive, resources: Resources) -> Iterator[PagePart]:
    """The pages of all documents of a package, in their order; `resources` are filled on the way.

    Raises:
        UnreadableDocumentError: It is encrypted, a part that it names is missing or damaged, or
            it has more pages than any disclosure.
    """
    source = archive.source
    if any(posixpath.basename(name).lower() in _ENCRYPTED for name in archive.names):
        source.refuse("It is encrypted.", "Save it again without a password.")
    entry = parse_part(archive, ENTRY)
    if entry is None:
        source.refuse("The archive holds no OFD document.", "Give it the ending of its format.")
    count = 0
    for doc_root in entry.iterdescendants("{*}DocRoot"):
        name = located("", doc_root.text)
        root = parse_part(archive, name)
        if root is None:
            source.refuse("Its document part is missing: it is truncated.", _AGAIN)
        body = _body(archive, name, root, resources)
        for page in root.iterfind("{*}Pages/{*}Page"):
            count += 1
            if count > MAX_PAGES:
                source.refuse(f"It has more than {MAX_PAGES} pages.", _SPLIT)
            yield _page(body, page, count, resources)
    if not count:
        source.refuse("The document has no pages.", _AGAIN)


def _body(archive: Archive, name: str, root: etree._Element, resources: Resources) -> _Body:
    folder = posixpath.dirname(name)
    common = root.find("{*}CommonData")
    templates: dict[str, str] = {}
    area = None
    for part in [] if common is None else common:
        kind = local(part)
        if kind == "PageArea":
            area = _area(part)
        elif kind == "TemplatePage":
            templates[part.get("ID") or ""] = located(folder, part.get("BaseLoc"))
        elif kind in {"PublicRes", "DocumentRes"}:
            _add(archive, located(folder, part.text), resources)
    return _Body(archive, folder, area or _A4, templates)


def _page(body: _Body, page: etree._Element, number: int, resources: Resources) -> PagePart:
    name = located(body.folder, page.get("BaseLoc"))
    root = parse_part(body.archive, name)
    if root is None:
        body.archive.source.refuse(
            "The page is missing: the document is truncated.", _AGAIN, page=number
        )
    for part in root.iterfind("{*}PageRes"):
        _add(body.archive, located(posixpath.dirname(name), part.text), resources)
    layers: dict[bool, list[etree._Element]] = {False: [], True: []}
    for used in root.iterfind("{*}Template"):
        template = body.template(used.get("TemplateID") or "")
        if template is not None:
            layers[used.get("ZOrder") == "Foreground"].append(template)
    own = root.find("{*}Area")
    area = (None if own is None else _area(own)) or body.area
    return PagePart(root, area, tuple(layers[False]), tuple(layers[True]))


def _add(archive: Archive, name: str, resources: Resources) -> None:
    """Record the resources of a part; if a part is missing, only its colours are lost."""
    root = parse_part(archive, name)
    if root is None:
        return
    for node in root.iterdescendants("{*}DrawParam", "{*}CompositeGraphicUnit"):
        of_kind = resources.draw_params if local(node) == "DrawParam" else resources.composites
        of_kind[node.get("ID") or ""] = node


def located(folder: str, named: str | None) -> str:
    """The name in the archive of a part that another one in `folder` names."""
    path = (named or "").strip().replace("\\", "/")
    whole = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(whole).lstrip("/")


def _area(node: etree._Element) -> Area | None:
    """The physical box of a page area."""
    numbers = numbers_of(node.findtext("{*}PhysicalBox"))
    if len(numbers) != len(_A4) or min(numbers[2:]) <= 0:
        return None
    left, top, width, height = numbers
    return left, top, width, height


def numbers_of(text: str | None) -> list[float]:
    """The numbers of an array (`ST_Array`, 7.3); none where one of them is none."""
    try:
        return [float(word) for word in (text or "").split()]
    except ValueError:
        return []
