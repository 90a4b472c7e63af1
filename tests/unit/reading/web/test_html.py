"""The reader of web pages: blocks, tables with spans, encodings."""

from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.source import read_source
from ingest.reading.web.html import html_document
from tests.support.renderers.html import html_of


def lines(tmp_path: Path, body: str, charset: str = "utf-8") -> list[str]:
    path = tmp_path / "made.html"
    path.write_bytes(html_of(body, charset))
    return [line.text for line in html_document(read_source(path)).lines]


def test_spans_keep_the_columns(tmp_path: Path) -> None:
    body = """<table>
    <tr><th rowspan="2">科目</th><th colspan="2">本年收入</th><th rowspan=2>合计</th></tr>
    <tr><th>小计</th><th>财政</th></tr>
    <tr><td>208</td><td>1</td><td>2</td><td>3</td></tr></table>"""
    assert lines(tmp_path, body) == ["科目\t本年收入\t\t合计", "\t小计\t财政", "208\t1\t2\t3"]


@pytest.mark.parametrize("span", ["0", "999999999", "3"])
def test_a_row_span_ends_with_the_table(tmp_path: Path, span: str) -> None:
    body = f"<table><tr><td rowspan={span}>a<td>b<tr><td>c<tr><td>d</table><p>e"
    assert lines(tmp_path, body) == ["a\tb", "\tc", "\td", "e"]


@pytest.mark.parametrize("span", ["x", "-1", "", "0", "1.9"])
def test_a_column_span_that_is_none_is_one(tmp_path: Path, span: str) -> None:
    assert lines(tmp_path, f'<table><tr><td colspan="{span}">a<td>b</table>') == ["a\tb"]


def test_breaks_in_a_cell_are_blanks(tmp_path: Path) -> None:
    body = "<table><tr><td>基本<br>支\n出<p>（万元）</p></td><td>1\t2</td></tr></table>"
    assert lines(tmp_path, body) == ["基本 支 出 （万元）\t1 2"]


def test_blocks_are_lines_and_inline_elements_are_not(tmp_path: Path) -> None:
    body = "<div>甘泉县<b>民政局</b><p>2024 年\n预算</p>末</div><ul><li>一<li>二</ul>三<br>四"
    assert lines(tmp_path, body) == ["甘泉县民政局", "2024 年 预算", "末", "一", "二", "三", "四"]


def test_an_office_programs_own_elements_break_no_line(tmp_path: Path) -> None:
    assert lines(tmp_path, "<p>一<o:p></o:p><st1:date>二</st1:date></p>") == ["一二"]


def test_preformatted_text_keeps_lines_and_tabs(tmp_path: Path) -> None:
    assert lines(tmp_path, "<pre>项目\t金额\n支出\t1</pre>") == ["项目\t金额", "支出\t1"]


def test_scripts_and_hidden_parts_are_not_read(tmp_path: Path) -> None:
    body = """<script>var a = "<p>1</p>";</script><style>p {}</style><p hidden>2</p>
    <div style="DISPLAY : none"><p>3</p></div><!-- 4 --><p>5</p>
    <table><tr><td>a<td style="display:none">6<td>b</table>"""
    assert lines(tmp_path, body) == ["5", "a\tb"]


def test_a_table_of_tables_is_layout(tmp_path: Path) -> None:
    body = "<table><tr><td>左<table><tr><td>a<td>1</table>后</td><td>右</td></tr></table>"
    assert lines(tmp_path, body) == ["左", "a\t1", "后", "右"]


def test_a_table_in_one_cell_of_a_table_is_its_text(tmp_path: Path) -> None:
    inner = "<table><tr><td>x<td>y</table>"
    body = f"<table><tr><td>a<td>b<td>c<tr><td>1<td>{inner}<td>3</table>"
    assert lines(tmp_path, body) == ["a\tb\tc", "1\tx y\t3"]


def test_a_form_between_a_table_and_its_rows(tmp_path: Path) -> None:
    body = "<table><form action='b'><tr><td>a</td><td>1</td></tr></form></table>"
    assert lines(tmp_path, body) == ["a\t1"]


def test_a_caption_is_a_line_above_the_rows(tmp_path: Path) -> None:
    body = "<table><caption>收支总表</caption><tr><td>a<td>b</table>"
    assert lines(tmp_path, body) == ["收支总表", "a\tb"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "GB18030", "utf-8", "utf-8-sig"])
def test_encodings_of_the_field(tmp_path: Path, charset: str) -> None:
    assert lines(tmp_path, "<p>社会保障和就业支出</p>", charset) == ["社会保障和就业支出"]


def test_a_wrong_declaration_does_not_spoil_the_text(tmp_path: Path) -> None:
    path = tmp_path / "made.html"
    path.write_bytes(html_of("<p>保障</p>").replace(b"utf-8", b"gb2312"))
    document = html_document(read_source(path))
    assert ([line.text for line in document.lines], document.encoding) == (["保障"], "utf-8")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.html"
    path.write_bytes(b"<html><body>\xff\xff\xff</body>")
    with pytest.raises(UnreadableDocumentError, match="neither UTF-8 nor GB18030"):
        html_document(read_source(path))


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="holds no text"):
        lines(tmp_path, "<div><img src='file:///etc/hostname'></div>")


def test_a_cell_longer_than_any_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="table 1 has 40000 characters"):
        lines(tmp_path, f"<table><tr><td>{'x' * 40_000}<td>b</table>")


def test_lines_are_numbered_through_and_all_on_page_1(tmp_path: Path) -> None:
    path = tmp_path / "made.html"
    path.write_bytes(html_of("<p>一</p><p>二</p>"))
    assert [(line.page, line.number) for line in html_document(read_source(path)).lines] == [
        (1, 1),
        (1, 2),
    ]


ARTICLE = "<h1>青山市档案馆2024年单位预算</h1><p>收入1,250.50万元。</p>"
OWN = ["青山市档案馆2024年单位预算", "收入1,250.50万元。"]


@pytest.mark.parametrize(
    "site",
    [
        "<nav><a href=a>绿水市2023年部门决算</a></nav>",
        "<div class='main-nav'><p>2023年部门决算</p></div>",
        "<div id=breadcrumb>政务公开</div>",
        "<div role=navigation>政务公开</div>",
        "<footer>绿水市财政局 2025年</footer>",
        "<p>首页 &gt; 预决算公开 &gt; 2023年部门决算</p>",
        "<div>您的位置：首页</div>",
        "<p>上一篇：绿水市教育局2025年部门预算</p>",
        "<div><span>版权所有：绿水市财政局</span></div>",
        "<ul><li>绿水市教育局2025年部门预算</li><li>绿水市财政局2023年部门决算</li><li>其他</li></ul>",
        "<ul><li><a>机构</a></li><li><a>公开</a></li><li><a>互动</a></li></ul>",
        "<select><option>2023年部门决算</option></select>",
    ],
)
def test_what_is_the_sites_is_not_read(tmp_path: Path, site: str) -> None:
    assert lines(tmp_path, site + ARTICLE) == OWN
    assert lines(tmp_path, f"<div>{ARTICLE}</div>{site}") == OWN


def test_what_stands_before_the_one_heading_is_the_sites(tmp_path: Path) -> None:
    before = "<div>绿水市统计局</div><p>2023年部门决算</p>"
    assert lines(tmp_path, f"{before}<div>{ARTICLE}</div>") == OWN


@pytest.mark.parametrize(
    "own",
    [
        "<div class=menu><p>支出 300.30</p></div>",
        "<ul><li>收入1,000.00</li><li>支出2,000.00</li><li>结余3,000.00</li></ul>",
        "<ul><li>一、2024年部门收支预算总表</li><li>二、收入总表</li><li>三、支出总表</li></ul>",
    ],
)
def test_what_holds_figures_or_is_of_the_article_is_read(tmp_path: Path, own: str) -> None:
    assert len(lines(tmp_path, ARTICLE + own)) > len(OWN)


def test_a_page_of_links_alone_is_read_as_it_is(tmp_path: Path) -> None:
    page = (
        "<ul><li>甲局2025年部门预算</li><li>乙局2023年部门决算</li><li>丙局2022年部门决算</li></ul>"
    )
    assert len(lines(tmp_path, page)) == 3
