"""Which parts of a web page belong to the site: menus, breadcrumbs, footers, related links.

A page about one filing lists others, of other units and years, around it. What tells them apart is
the page's own structure: elements and classes for navigation, lists of titles or of links, the
lines that sites print (首页 > …, 上一篇, 版权所有), and the one heading under which the article
begins. Nothing with figures is ever attributed to the site.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from ingest.reading.archive import local

_TAGS = {"nav", "footer", "aside", "menu", "select", "button", "dialog"}
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"}
_CLASS = re.compile(
    r"(?:^|[-_\s])(?:nav|navi|navbar|navigation|menu|submenu|breadcrumbs?|crumbs?|footer|foot|sidebar|"
    r"side|aside|related|recommend|share|copyright|pager|pagination|paging|friendlinks?|links|"
    r"toolbar|topbar|sitemap|searchbar|search|login|qrcode)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\W*(?:(?:您的|您现在的|当前|现在|所在)?位置|(?:网站)?首页\s*(?:[>›»/\\|]|&gt;|-)|上一[篇条页]|下一[篇条页]|"
    r"相关(?:链接|文章|阅读|信息|新闻|推荐|附件|稿件)|推荐阅读|友情链接|版权所有|主办单位|承办单位|网站标识码|"
    r"网站地图|扫一扫|打印本页|【?打印】?|【?关闭|分享到|联系我们|浏览次数|\w{0,3}ICP备)"
)
_FILING = re.compile(r"(?:预算|决算)(?:信息)?(?:公开)?(?:\W*20\d\d-\d\d-\d\d)?\W*$")
_YEAR = re.compile(r"20\d\d")
_FIGURE = re.compile(r"\d\.\d\d|\d,\d{3}|\d\s*万?元")
_SHORT = 200
_FEW = 3
_BLOCKS = {"div", "p", "ul", "ol", "section", "td", "li", "dl", "span", "header"}


def site_parts(root: etree._Element) -> frozenset[etree._Element]:
    """The elements of a page that are the site's, the outermost of each."""
    found: set[etree._Element] = set()
    walk = etree.iterwalk(root, events=("start",))
    for _, node in walk:
        if _is_sites(node) and not has_figure(node):
            found.add(node)
            walk.skip_subtree()
    found.update(_before_article(root))
    return frozenset(found)


def has_figure(node: etree._Element) -> bool:
    """Whether an element prints something that looks like money."""
    return _FIGURE.search(_text(node)) is not None


def says_figure(lines: Iterable[str]) -> bool:
    """Whether one of these lines holds something that looks like money."""
    return any(map(_FIGURE.search, lines))


def _is_sites(node: etree._Element) -> bool:
    kind = local(node)
    if kind in _TAGS or (node.get("role") or "").lower() in _ROLES:
        return True
    if kind not in _BLOCKS:
        return False
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    if named.strip() and _CLASS.search(named) and not _has_heading(node):
        return True
    if kind in {"ul", "ol", "dl"} and _is_list_of_others(node):
        return True
    text = _beginning(node)
    return text is not None and _LINE.match(text) is not None


def _has_heading(node: etree._Element) -> bool:
    return next(node.iterdescendants("h1", "h2"), None) is not None


def _is_list_of_others(node: etree._Element) -> bool:
    """Whether a list holds titles of filings, or links and nothing else."""
    items = [child for child in node if local(child) in {"li", "dd", "dt"}]
    if len(items) < _FEW:
        return False
    texts = [text.strip() for item in items if (text := _beginning(item))]
    titles = sum(bool(_FILING.search(text) and _YEAR.search(text)) for text in texts)
    if 2 * titles > len(items):
        return True
    return all(_is_link(item) for item in items)


def _is_link(item: etree._Element) -> bool:
    """Whether all that an item says stands in links."""
    linked = sum(len(_text(a).strip()) for a in item.iterdescendants("a"))
    text = _beginning(item)
    return bool(linked) and text is not None and linked >= len(text.strip())


def _text(node: etree._Element) -> str:
    return "".join(map(str, node.itertext()))


def _beginning(node: etree._Element) -> str | None:
    """The text of a short element; None where it is long."""
    text = ""
    for piece in node.itertext():
        text += str(piece)
        if len(text) > _SHORT:
            return None
    return text.strip()


def _before_article(root: etree._Element) -> Iterator[etree._Element]:
    """What stands before the one heading that names the filing, outside of what holds it."""
    heads = list(root.iterdescendants("h1"))
    if len(heads) != 1 or not re.search("预算|决算", _text(heads[0])):
        return
    node: etree._Element | None = heads[0]
    while node is not None and local(node) != "body":
        for before in node.itersiblings(preceding=True):
            if not has_figure(before):
                yield before
        node = node.getparent()
