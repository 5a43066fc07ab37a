"""ID tokens: three of them come, and each has its own rules."""
import time
from typing import Optional

from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import JoseError
from authlib.oidc.core import CodeIDToken, HybridIDToken

from errors import AnswerRefused
from settings import ISSUER

# Seconds by which two clocks may differ. An ID token lives five minutes.
LEEWAY = 30
# Seconds after which none ends, whatever it says.
LONGEST_LIFE = 86400
# RS256 and nothing else, whatever the token's header says.
_jwt = JsonWebToken(["RS256"])


class IdTokens:
    def __init__(self, client_id: str, keys: list):
        self._client_id = client_id
        self._keys = keys

    def front(self, token: str, *, code: str, nonce: str) -> dict:
        """The one beside the code: bound to the request by nonce, to the code by c_hash."""
        return self._validate(token, HybridIDToken, {"nonce": nonce, "code": code}, essential=["c_hash"])

    def back(self, token: str, *, access_token: str, nonce: str, front: dict) -> dict:
        """The one of the code's redemption. It must speak of the same login as the one in front."""
        claims = self._validate(token, CodeIDToken, {"nonce": nonce, "access_token": access_token})
        for name in ("sub", "auth_time", "idp"):
            if claims.get(name) != front.get(name):
                raise AnswerRefused(f"The two ID tokens differ ({name}).")
        return claims

    def refreshed(self, token: str, *, access_token: str, login: dict) -> None:
        """The one of a refresh: the same login, and no nonce."""
        claims = self._validate(token, CodeIDToken, {"access_token": access_token})
        if any(claims.get(name) != value for name, value in login.items()):
            raise AnswerRefused("The ID token is of another login (sub, auth_time).")

    def _validate(self, token: str, claims_cls: type, params: dict, essential: Optional[list] = None) -> dict:
        options = {name: {"essential": True} for name in ("exp", "iat", "sub", *(essential or []))}
        options["iss"] = {"essential": True, "value": ISSUER}
        options["aud"] = {"essential": True, "value": self._client_id}
        params = {"client_id": self._client_id, **params}
        try:
            claims = _jwt.decode(token, self._key, claims_cls, options, params)
            claims.validate(leeway=LEEWAY)
        except JoseError as error:
            raise AnswerRefused(f"The ID token is wrong ({error.error}: {error.description}).") from error
        except (TypeError, ValueError, KeyError) as error:
            raise AnswerRefused("The ID token can’t be read, or no published key has signed it.") from error
        self._check_the_rest(claims)
        return claims

    def _check_the_rest(self, claims: dict) -> None:
        """What Authlib leaves out."""
        if claims["aud"] not in (self._client_id, [self._client_id]):
            raise AnswerRefused("The ID token is for others, too (aud).")
        if claims["iat"] > time.time() + LEEWAY:
            raise AnswerRefused("The ID token is of the future (iat).")
        if claims["exp"] > time.time() + LONGEST_LIFE:
            raise AnswerRefused("The ID token never ends (exp).")
        if "at_hash" in claims and not claims["at_hash"]:
            raise AnswerRefused("The ID token has an empty at_hash.")
        if str(claims.header.get("typ", "JWT")).upper() != "JWT":
            raise AnswerRefused("The token is no ID token (typ).")

    def _key(self, header: dict, _payload: object):
        fitting = {"kty": "RSA", "use": "sig", "alg": "RS256"}
        for key in self._keys:
            is_named = isinstance(key, dict) and key.get("kid") == header.get("kid")
            if is_named and all(key.get(name, value) == value for name, value in fitting.items()):
                return JsonWebKey.import_key(key)
        raise ValueError("no such key")
