"""What can go wrong, in words for the person in front of the page. No message ever holds a token, a code or a secret."""
import re


class MobilePayError(Exception):
    """Something that a person is told: what happened, and what to do."""

    status = 502
    title = "MobilePay can’t be used just now"

    def __init__(self, what: str, advice: str = "Try again in a moment."):
        super().__init__(what)
        self.what = what
        self.advice = advice


class BadRequest(MobilePayError):
    status = 400
    title = "This can’t be right"


class AnswerRefused(MobilePayError):
    """The answer of the provider is not what was asked for. Nothing of it is kept."""

    status = 400
    title = "MobilePay’s answer was refused"

    def __init__(self, what: str):
        super().__init__(what, "Nothing was stored. Connect again; if it happens again, tell the developers.")


class ConsentUnknown(MobilePayError):
    status = 400
    title = "This consent is not known here"

    def __init__(self):
        super().__init__(
            "It was begun in another browser, has been used, or is too old.", "Begin again, in this browser."
        )


class ConsentDenied(MobilePayError):
    status = 403
    title = "You did not give your consent"

    def __init__(self):
        super().__init__("MobilePay tells that the consent was refused.", "Nothing has changed. Connect when you like.")


class ConsentNeeded(MobilePayError):
    """The refresh token is of no use any more: only the merchant can help, by consenting again."""

    status = 409
    title = "The consent has ended"

    def __init__(self, merchant_vat: str):
        super().__init__(f"{merchant_vat} has no consent (any more).", "Connect the merchant again.")


class TokenError(MobilePayError):
    """The token endpoint said no."""

    def __init__(self, error: object, status: int):
        # Its own words are for logs of people who may see secrets: an answer may quote what was sent.
        self.error = error if isinstance(error, str) and re.fullmatch(r"[a-z_]{1,40}", error) else str(status)
        super().__init__(f"MobilePay’s token endpoint answered {self.error}.")
