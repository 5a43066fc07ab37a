"""Calls on behalf of a merchant, with a token that is refreshed when it has to be."""
import time
import uuid

import requests

from errors import ConsentNeeded, MobilePayError
from http_calls import SAFELY, json_of
from provider import Provider
from settings import Settings
from store import Store

# Seconds before its end at which an access token is no longer used: the call has to arrive, too.
MARGIN = 30


class Merchants:
    def __init__(self, settings: Settings, store: Store, provider: Provider):
        self._settings = settings
        self._store = store
        self._provider = provider

    def me(self, merchant_vat: str) -> str:
        """GET merchants/me: the merchant's id at MobilePay."""
        answer = self._get(merchant_vat, "/invoice-restapi/api/v1/merchants/me")
        merchant_id = json_of(answer).get("MerchantId")
        if not isinstance(merchant_id, str):
            raise MobilePayError("merchants/me answered without a MerchantId.")
        return merchant_id

    def _get(self, merchant_vat: str, path: str) -> requests.Response:
        token = self._access_token(merchant_vat)
        answer = self._send(path, token)
        if answer.status_code == 401:
            answer.close()
            answer = self._send(path, self._access_token(merchant_vat, refused=token))
        if answer.status_code == 403:
            what = "The token is for no merchant, or not for this product."
            raise MobilePayError(what, "Connect again, and allow all of it.")
        if answer.status_code != 200:
            raise MobilePayError(f"MobilePay’s API answered {answer.status_code}.")
        return answer

    def _send(self, path: str, token: str) -> requests.Response:
        headers = {
            "Authorization": f"Bearer {token}",
            "x-ibm-client-id": self._settings.api_client_id,
            "x-ibm-client-secret": self._settings.api_client_secret,
            "CorrelationId": str(uuid.uuid4()),
        }
        return requests.get(self._settings.api_url + path, headers=headers, **SAFELY)

    def _access_token(self, merchant_vat: str, refused: str = "") -> str:
        """Whoever comes second to the lock finds what the first one has stored, and asks for nothing."""
        with self._store.locked(merchant_vat):
            connection = self._store.read(merchant_vat)
            if connection is None:
                raise ConsentNeeded(merchant_vat)
            token = connection.get("access_token", "")
            if token not in ("", refused) and time.time() < connection["expires_at"] - MARGIN:
                return token
            try:
                keep = lambda content: self._store.write(merchant_vat, content)
                return self._provider.refresh(merchant_vat, connection, keep)["access_token"]
            except ConsentNeeded:
                self._store.remove(merchant_vat)
                raise
