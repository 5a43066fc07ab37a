"""JSON files in one folder, for every process of the application. A table in your database does the same."""
import fcntl
import json
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Optional


class Store:
    def __init__(self, folder: str):
        self._folder = Path(folder)
        for name in ("consents", "connections"):
            (self._folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    # Consents under way: kept until the answer comes, taken once.

    def remember_consent(self, key: str, consent: dict) -> None:
        self._write(self._folder / "consents" / f"{key}.json", {**consent, "begun": time.time()})

    def take_consent(self, key: str, life: float = 3600) -> Optional[dict]:
        """Of many callers at once, one gets it."""
        taken = self._folder / "consents" / f"{key}.{os.urandom(8).hex()}.taken"
        try:
            (self._folder / "consents" / f"{key}.json").rename(taken)
        except FileNotFoundError:
            return None
        consent = json.loads(taken.read_text("utf-8"))
        taken.unlink()
        return consent if time.time() - consent["begun"] < life else None

    # Connections: the tokens of a merchant, by VAT number.

    def merchants(self) -> list:
        return sorted(path.stem for path in (self._folder / "connections").glob("*.json"))

    def read(self, merchant_vat: str) -> Optional[dict]:
        try:
            return json.loads(self._connection(merchant_vat).read_text("utf-8"))
        except FileNotFoundError:
            return None

    def write(self, merchant_vat: str, connection: dict) -> None:
        self._write(self._connection(merchant_vat), connection)

    def remove(self, merchant_vat: str) -> None:
        self._connection(merchant_vat).unlink(missing_ok=True)

    @contextmanager
    def locked(self, merchant_vat: str) -> Iterator[None]:
        """One thread of one process at a time: a one-time refresh token must not be sent twice."""
        with open(self._connection(merchant_vat).with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _connection(self, merchant_vat: str) -> Path:
        return self._folder / "connections" / f"{merchant_vat}.json"

    @staticmethod
    def _write(path: Path, content: dict) -> None:
        """The old content or the new one, whatever happens in between; readable by this user alone."""
        draft = path.with_suffix(f".{os.urandom(8).hex()}.draft")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
