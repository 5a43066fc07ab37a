"""MobilePay's discovery document and keys."""
import time
from urllib.parse import urlsplit

from errors import AnswerRefused
from http_calls import get_json
from settings import ISSUER

# Seconds after which the document is fetched anew. Its addresses may change; the keys are fetched with each consent.
DOCUMENT_LIFE = 3600


class Discovery:
    def __init__(self, url: str):
        self._url = url
        self._document: dict = {}
        self._fetched = 0.0

    def keys(self) -> list:
        keys = get_json(self.document()["jwks_uri"]).get("keys")
        if not isinstance(keys, list):
            raise AnswerRefused("MobilePay’s keys can’t be read.")
        return keys

    def document(self) -> dict:
        """The document, with its issuer held against the known one and every endpoint against the hosts it may be on."""
        if time.time() - self._fetched > DOCUMENT_LIFE:
            metadata = get_json(self._url)
            if metadata.get("issuer") != ISSUER:
                raise AnswerRefused("The discovery document names another issuer.")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not _may_be_at(self._url, metadata.get(name)):
                    raise AnswerRefused(f"The discovery document leads elsewhere ({name}).")
            self._document, self._fetched = metadata, time.time()
        return self._document


def _may_be_at(discovery_url: str, url: object) -> bool:
    """The hosts are split (admin for browsers, api for servers), so all of MobilePay's are good, and the mock's own."""
    if not isinstance(url, str):
        return False
    found, known = urlsplit(url), urlsplit(discovery_url)
    if found.fragment:
        return False
    is_mobilepays = found.scheme == "https" and (found.hostname or "").endswith((".mobilepay.dk", ".mobilepay.fi"))
    return is_mobilepays or (found.scheme, found.netloc) == (known.scheme, known.netloc)
