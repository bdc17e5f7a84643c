"""Lists and tables of Word files: made in Word, or typed by hand."""

from pathlib import Path

import pytest

from .make_docx import item, levels, p, run, table
from .read_docx import body

LEVELS = levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%3."))


@pytest.mark.parametrize(
    ("xml", "numbering", "xhtml"),
    [
        (item("a") + item("b"), LEVELS, "<ol><li>a</li><li>b</li></ol>"),
        (
            item("a") + item("b", depth=1) + item("c", depth=2) + item("d"),
            LEVELS,
            '<ol><li>a<ol type="a"><li>b<ol type="I"><li>c</li></ol></li></ol></li><li>d</li></ol>',
        ),
        (item("a") + p("x") + item("b"), LEVELS, '<ol><li>a</li></ol><p>x</p><ol start="2"><li>b</li></ol>'),
        (
            item("a") + p("x", properties='<w:ind w:left="720"/>') + item("b"),
            LEVELS,
            "<ol><li>a<p>x</p></li><li>b</li></ol>",
        ),
        (item("a") + p("x") + item("b", 3), LEVELS, "<ol><li>a</li></ol><p>x</p><ol><li>b</li></ol>"),
        (item("a") + item("b", 2, 1) + item("c"), LEVELS, "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        (item("a") + item("b"), levels(("decimal", "Step %1:")), "<p>Step 1: a</p><p>Step 2: b</p>"),
        (
            item("a") + item("b", depth=1),
            levels(("decimal", "%1."), ("decimal", "%1.%2")),
            "<ol><li>a<p>1.1 b</p></li></ol>",
        ),
        (item("a", 0), LEVELS, "<p>a</p>"),
    ],
)
def test_lists_keep_their_depth_and_their_numbers(tmp_path: Path, xml: str, numbering: str, xhtml: str) -> None:
    assert body(tmp_path, xml, numbering=numbering) == xhtml


@pytest.mark.parametrize(
    ("xml", "xhtml"),
    [
        (
            table(['<w:gridSpan w:val="2"/>|a'], ["b", "c"]),
            '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
        ),
        (
            table(['<w:vMerge w:val="restart"/>|a', "b"], ["<w:vMerge/>|<w:p/>", "c"]),
            '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
        ),
        (
            table(['<w:hMerge w:val="restart"/>|a', '<w:hMerge w:val="continue"/>|<w:p/>'], ["b", "c"]),
            '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
        ),
        (
            table(["|" + p(run("A", "b")), "|" + p(run("B", "b"))], ["1", "2"]),
            '<table><thead><tr><th scope="col"><strong>A</strong></th><th scope="col"><strong>B</strong></th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (table(["|" + p("A box")]), '<div class="admonition"><p>A box</p></div>'),
        (
            p("Table one", "caption") + table(["a", "b"]),
            "<table><caption>Table one</caption><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        ),
    ],
)
def test_tables_keep_their_form(tmp_path: Path, xml: str, xhtml: str) -> None:
    assert body(tmp_path, xml).replace("<tbody>", "").replace("</tbody>", "") == xhtml.replace("<tbody>", "").replace(
        "</tbody>", ""
    )


MOVED_IN = '<w:ind w:left="720"/>'


@pytest.mark.parametrize(
    ("xml", "xhtml"),
    [
        (p("• one") + p("•\ttwo"), "<ul><li>one</li><li>two</li></ul>"),
        (p("- one") + p("- two"), "<ul><li>one</li><li>two</li></ul>"),
        (p("1. one") + p("2. two"), "<ol><li>one</li><li>two</li></ol>"),
        (p("i. one") + p("ii. two"), '<ol type="i"><li>one</li><li>two</li></ol>'),
        (
            p("1. one") + p("a. in", properties=MOVED_IN) + p("b. it", properties=MOVED_IN) + p("2. two"),
            '<ol><li>one<ol type="a"><li>in</li><li>it</li></ol></li><li>two</li></ol>',
        ),
        (
            p(run("• ") + run("one", "b") + run(": rest")) + p(run("•", "b") + run(" two", "b")),
            "<ul><li><strong>one</strong>: rest</li><li><strong>two</strong></li></ul>",
        ),
        (
            p("<w:r><w:t>Try:</w:t><w:br/><w:t>• one</w:t><w:br/><w:t>• two</w:t></w:r>"),
            "<p>Try:</p><ul><li>one</li><li>two</li></ul>",
        ),
        (table(["a", "|" + p("• one") + p("• two")]), "<table><tr><td>a</td><td><ul><li>one</li><li>two</li></ul></td></tr></table>"),
        (table(["|" + p("• one") + p("• two")]), '<div class="admonition"><ul><li>one</li><li>two</li></ul></div>'),
        (p("2. two") + p("3. three"), "<p>2. two</p><p>3. three</p>"),
        (p("1. one") + p("x") + p("2. two"), "<p>1. one</p><p>x</p><p>2. two</p>"),
        (p("- said nobody") + p("x"), "<p>- said nobody</p><p>x</p>"),
    ],
)  # fmt: skip
def test_lists_typed_by_hand(tmp_path: Path, xml: str, xhtml: str) -> None:
    assert body(tmp_path, xml).replace("<tbody>", "").replace("</tbody>", "") == xhtml
