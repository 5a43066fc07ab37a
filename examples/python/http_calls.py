"""Requests to MobilePay. Proxy and trusted CAs are those of requests: HTTPS_PROXY and REQUESTS_CA_BUNDLE."""
import json

import requests

from errors import MobilePayError

# Seconds to connect, and to wait for an answer. A redirect would carry the client's secret to wherever it leads. What an
# answer holds is read by json_of, which knows when to stop.
SAFELY = {"timeout": (5, 10), "allow_redirects": False, "stream": True}
# No answer of MobilePay comes near it.
MOST_BYTES = 1_000_000


def get_json(url: str) -> dict:
    answer = requests.get(url, **SAFELY)
    if answer.status_code != 200:
        raise MobilePayError(f"MobilePay answered {answer.status_code}.")
    return json_of(answer)


def json_of(answer: requests.Response) -> dict:
    """A JSON object; an empty one where it is none."""
    content = b""
    with answer:
        for chunk in answer.iter_content(65536):
            content += chunk
            if len(content) > MOST_BYTES:
                raise MobilePayError("MobilePay’s answer is larger than it can be.")
    try:
        document = json.loads(content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
