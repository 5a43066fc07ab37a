"""A merchant's consent with Flask, Authlib and requests. How to run it: docs/how-to/integrate-with-python.md"""
import hashlib
import os
import re
import secrets

import requests
from flask import Flask, Response, redirect, request

import pages
from errors import AnswerRefused, BadRequest, ConsentDenied, ConsentUnknown, MobilePayError
from merchants import Merchants
from provider import Provider
from settings import from_environment
from store import Store

settings = from_environment()
store = Store(settings.store)
provider = Provider(settings)
merchants = Merchants(settings, store, provider)
app = Flask(__name__)


@app.get("/")
def home() -> str:
    return pages.home(store.merchants())


# In your application this stands behind your own login, and the VAT number is that of the user's company.
@app.get("/mobilepay/start")
def start():
    url, consent = provider.begin(_merchant_vat())
    browser = secrets.token_urlsafe(32)
    key = _key(consent["state"])
    # Filed under both, so that nobody else's browser finds it, or spends it.
    store.remember_consent(_key(f"{key} {browser}"), consent)
    response = redirect(url, 303)
    # MobilePay's page posts the answer from its own site: browsers send a cookie along only with SameSite=None, Secure.
    response.set_cookie(_cookie(key), browser, max_age=3600, path="/", secure=True, httponly=True, samesite="None")
    return response


# MobilePay posts here. A person who comes back to the address by hand is told what that is.
@app.route(settings.callback_path, methods=["GET", "POST"])
def callback():
    if request.query_string or request.mimetype not in ("", "application/x-www-form-urlencoded"):
        raise AnswerRefused("The answer is no form post.")
    fields = {name: _single(values) for name, values in request.form.lists()}
    key = _key(fields.get("state", ""))
    consent = store.take_consent(_key(f"{key} {request.cookies.get(_cookie(key), '')}"))
    if consent is None:
        raise ConsentUnknown()
    if fields.get("error") == "access_denied":
        raise ConsentDenied()
    if "error" in fields:
        raise AnswerRefused("MobilePay answered with an error.")
    with store.locked(consent["merchant_vat"]):
        store.write(consent["merchant_vat"], provider.redeem(fields, consent))
    response = redirect("/", 303)
    response.delete_cookie(_cookie(key), path="/", secure=True, httponly=True, samesite="None")
    return response


@app.get("/mobilepay/me")
def me() -> str:
    merchant_vat = _merchant_vat()
    return pages.merchant(merchant_vat, merchants.me(merchant_vat))


@app.errorhandler(MobilePayError)
def tell(error: MobilePayError):
    app.logger.warning("%s: %s", type(error).__name__, error.what)
    return pages.problem(error), error.status


# Its message may quote what was sent, so only its kind is told.
@app.errorhandler(requests.RequestException)
def tell_of_network(error: requests.RequestException):
    return tell(MobilePayError(f"MobilePay can’t be reached ({type(error).__name__})."))


@app.after_request
def never_cache(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _merchant_vat() -> str:
    merchant_vat = request.args.get("merchant_vat", "")
    if not re.fullmatch(r"(DK|FI)[0-9]{8}", merchant_vat):
        raise BadRequest("A VAT number is DK or FI and eight digits.", "Go back and correct it.")
    return merchant_vat


def _single(values: list) -> str:
    if len(values) != 1:
        raise AnswerRefused("The answer repeats itself.")
    return values[0]


def _key(state: str) -> str:
    """A name for a file and a cookie, whatever was sent for a state."""
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def _cookie(key: str) -> str:
    return f"__Host-mobilepay-{key}"


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "3000")))
