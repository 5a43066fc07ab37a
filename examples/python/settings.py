"""What differs between the mock, the sandbox and production. The code is the same for all three."""
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

# An identifier, the same in every environment. It is no prefix of any address, so it can't be found by discovery.
ISSUER = "https://api.mobilepay.dk/merchant"

MOCK = "http://localhost:4010"


@dataclass(frozen=True)
class Settings:
    discovery_url: str
    api_url: str
    client_id: str
    client_secret: str
    redirect_uri: str
    # An app of the developer portal: another pair than the client's.
    api_client_id: str
    api_client_secret: str
    # Where consents under way and connections are kept; every process of the application shares it.
    store: str

    @property
    def callback_path(self) -> str:
        return urlsplit(self.redirect_uri).path or "/"


def from_environment() -> Settings:
    read = os.environ.get
    return Settings(
        discovery_url=read(
            "MOBILEPAY_DISCOVERY_URL",
            f"{MOCK}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration",
        ),
        api_url=read("MOBILEPAY_API_URL", f"{MOCK}/api.sandbox.mobilepay.dk"),
        client_id=read("MOBILEPAY_CLIENT_ID", "integrator-local"),
        client_secret=read("MOBILEPAY_CLIENT_SECRET", "integrator-local-secret"),
        redirect_uri=read("MOBILEPAY_REDIRECT_URI", "http://localhost:3000/callback"),
        api_client_id=read("MOBILEPAY_API_CLIENT_ID", "my-app"),
        api_client_secret=read("MOBILEPAY_API_CLIENT_SECRET", "my-app-secret"),
        store=read("MOBILEPAY_STORE", "mobilepay-store"),
    )
