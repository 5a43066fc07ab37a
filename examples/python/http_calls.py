"""Requests to MobilePay. Proxy and trusted CAs are those of requests: HTTPS_PROXY and REQUESTS_CA_BUNDLE."""
import requests

from errors import MobilePayError

# Seconds to connect, and to wait for an answer. A redirect would carry the client's secret to wherever it leads.
SAFELY = {"timeout": (5, 10), "allow_redirects": False}


def get_json(url: str) -> dict:
    answer = requests.get(url, **SAFELY)
    if answer.status_code != 200:
        raise MobilePayError(f"MobilePay answered {answer.status_code}.")
    return json_of(answer)


def json_of(answer: requests.Response) -> dict:
    """A JSON object; an empty one where it is none."""
    try:
        document = answer.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
