"""QR codes as inline SVG, without a style attribute: the page's policy allows none."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(content: str, title: str) -> SafeString:
    """A QR code of ``content``, named ``title`` for those who do not see it."""
    drawn = segno.make(content, error="m", micro=False).svg_inline(
        omitsize=True, border=3, light="#fff", dark="#1F2430", svgclass="qr", lineclass=None, title=title
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" focusable="false" ', 1))  # noqa: S308 - segno escapes the title
