"""MobilePay's provider: how it is asked, and what is done with what it answers."""
import secrets
import time

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from discovery import Discovery
from errors import AnswerRefused, ConsentNeeded, TokenError
from http_calls import SAFELY, json_of
from id_tokens import IdTokens
from settings import ISSUER, Settings

SCOPE = "openid offline_access invoice"


class Provider:
    def __init__(self, settings: Settings):
        self._settings = settings
        self._discovery = Discovery(settings.discovery_url)

    def begin(self, merchant_vat: str) -> tuple:
        """The address to send the merchant to, and what to remember until the answer comes."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        settings = self._settings
        session = OAuth2Session(settings.client_id, scope=SCOPE, redirect_uri=settings.redirect_uri)
        url, _ = session.create_authorization_url(
            self._discovery.document()["authorization_endpoint"],
            state=state,
            response_type="code id_token",
            response_mode="form_post",
            nonce=nonce,
            # Authlib makes the challenge from a verifier for `code` alone, and leaves it out here without a word.
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            merchant_vat=merchant_vat,
        )
        return url, {"state": state, "nonce": nonce, "verifier": verifier, "merchant_vat": merchant_vat}

    def redeem(self, fields: dict, consent: dict) -> dict:
        """The tokens for an answer. After AnswerRefused nothing is kept."""
        if fields.get("iss", ISSUER) != ISSUER:
            raise AnswerRefused("The answer comes from another provider (iss).")
        if not fields.get("code") or not fields.get("id_token") or "access_token" in fields:
            raise AnswerRefused("The answer has not what was asked for: a code and an ID token.")
        nonce, tokens_of = consent["nonce"], IdTokens(self._settings.client_id, self._discovery.keys())
        front = tokens_of.front(fields["id_token"], code=fields["code"], nonce=nonce)
        answer = self._ask_for_tokens(
            grant_type="authorization_code",
            code=fields["code"],
            redirect_uri=self._settings.redirect_uri,
            code_verifier=consent["verifier"],
        )
        back = tokens_of.back(
            _text(answer, "id_token"), access_token=_text(answer, "access_token"), nonce=nonce, front=front
        )
        login = {"sub": back["sub"], "auth_time": back.get("auth_time")}
        return {"login": login, "refresh_token": _text(answer, "refresh_token"), **_access(answer)}

    def refresh(self, merchant_vat: str, connection: dict, keep) -> dict:
        """New tokens. A one-time refresh token is spent now, so `keep` stores its successor before anything else."""
        try:
            answer = self._ask_for_tokens(grant_type="refresh_token", refresh_token=connection["refresh_token"])
        except TokenError as error:
            if error.error == "invalid_grant":
                raise ConsentNeeded(merchant_vat) from error
            raise
        # A client whose tokens are re-used gets the same one back.
        connection = {"login": connection["login"], "refresh_token": _text(answer, "refresh_token")}
        keep(connection)
        IdTokens(self._settings.client_id, self._discovery.keys()).refreshed(
            _text(answer, "id_token"), access_token=_text(answer, "access_token"), login=connection["login"]
        )
        keep({**connection, **_access(answer)})
        return {**connection, **_access(answer)}

    def _ask_for_tokens(self, **form: str) -> dict:
        """Not by Authlib's session: of an answer that it can't read it hands out nothing, not even the refresh token."""
        client = {"client_id": self._settings.client_id, "client_secret": self._settings.client_secret}
        answer = requests.post(self._discovery.document()["token_endpoint"], data={**form, **client}, **SAFELY)
        content = json_of(answer)
        if answer.status_code != 200 or "error" in content:
            raise TokenError(content.get("error"), answer.status_code)
        return content


def _text(answer: dict, name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise AnswerRefused(f"The token answer has no {name}.")
    return value


def _access(answer: dict) -> dict:
    if str(answer.get("token_type")).lower() != "bearer":
        raise AnswerRefused("The access token is of an unknown type.")
    life = answer.get("expires_in")
    usable = isinstance(life, int) and 0 < life <= 3600
    return {"access_token": _text(answer, "access_token"), "expires_at": time.time() + (life if usable else 0)}
