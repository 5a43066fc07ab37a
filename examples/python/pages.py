"""The pages, without a template engine."""
from html import escape

from errors import MobilePayError


def page(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>{escape(title)}</title>
<h1>{escape(title)}</h1>
{content}
</html>
"""


def home(merchants: list) -> str:
    lines = "\n".join(f'<li><a href="/mobilepay/me?merchant_vat={vat}">{vat}</a></li>' for vat in merchants)
    form = """<form action="/mobilepay/start">
<label>VAT number <input name="merchant_vat" value="DK12345674"></label>
<button>Connect MobilePay</button>
</form>"""
    return page("MobilePay with Python", f"{form}\n<ul>{lines}</ul>")


def merchant(merchant_vat: str, merchant_id: str) -> str:
    return page(f"Connected: {merchant_vat}", f"<p>MerchantId <code>{escape(merchant_id)}</code></p>")


def problem(error: MobilePayError) -> str:
    return page(error.title, f'<p>{escape(error.what)}</p>\n<p>{escape(error.advice)}</p>\n<p><a href="/">Back</a></p>')
