"""Letterheads for a wkhtmltopdf that prints none (Debian's, without patched Qt)."""

from lxml import html as lxml_html

# margins in mm of a page whose letterhead stands in its text
MARGINS = {"data-report-margin-top": 12, "data-report-margin-bottom": 15}


def put_letterheads_into(html: bytes | str) -> str:
    """The page, each header at the top of its article, each footer at its end.

    Page numbers are left out: nobody fills them in there.

    :param html: a report as QWeb made it: ``div.header``, ``.article``, ``.footer``
    """
    root = lxml_html.fromstring(html, parser=lxml_html.HTMLParser(encoding="utf-8"))
    for article in root.find_class("article"):
        head = _take(article.itersiblings(preceding=True), "header")
        foot = _take(article.itersiblings(), "footer")
        if head is not None:
            article.insert(0, head)
        if foot is not None:
            for number in [*foot.find_class("page"), *foot.find_class("topage")]:
                line = number.getparent()
                if line is not None and line.getparent() is not None:
                    line.getparent().remove(line)
            foot.drop_tree()
            if foot.text_content().strip():
                article.append(foot)
    return lxml_html.tostring(root, encoding="unicode")


def _take(siblings, kind):
    """The nearest sibling of that class; another article ends the search."""
    for node in siblings:
        classes = (node.get("class") or "").split()
        if kind in classes:
            node.set("class", f"letter{kind} mb-4")
            return node
        if "article" in classes:
            break
    return None
