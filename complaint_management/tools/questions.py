"""What in a customer's mail is his own, new text. Plain Python."""

import re

# where the mail that he answers begins, as mail programs write it
QUOTE = re.compile(
    r"^\s*(>|-{2,}.*(original|原始|原邮件|原郵件)|_{5,}|(from|von|发件人|寄件者)\s*[:：]"
    r"|on .{5,80} wrote\s*:|在.{4,60}(写道|寫道)\s*[:：])",
    re.IGNORECASE,
)


def own_words(text):
    """``text`` up to where an earlier mail is quoted."""
    lines = []
    for line in (text or "").splitlines():
        if QUOTE.match(line):
            break
        lines.append(line.rstrip())
    return "\n".join(lines).strip()


def asks(text):
    """Whether it holds a question mark, half or full width."""
    return any(mark in (text or "") for mark in "?？")
