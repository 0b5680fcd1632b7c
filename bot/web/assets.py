"""Assets: style sheets, scripts and icons, read once at start; each has an address that changes with its content."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"
ASK_FIRST = "public, no-cache"  # keep it, but ask whether it is still the same


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its content, media type and the first 16 hex digits of its SHA-256."""

    content: bytes
    media_type: str
    digest: str


class Assets:
    """All files of bot/web/static by name."""

    def __init__(self) -> None:
        """Read the files."""
        self._assets: dict[str, Asset] = {}
        for file in files("bot.web").joinpath("static").iterdir():
            kind = TYPES.get(file.name[file.name.rfind(".") :])
            if kind is not None:
                content = file.read_bytes()
                self._assets[file.name] = Asset(content, kind, hashlib.sha256(content).hexdigest()[:16])

    def url(self, name: str) -> str:
        """Return a file's address; raises KeyError where there is no such file."""
        return f"/static/{self._assets[name].digest}/{name}"

    async def versioned(self, request: Request) -> Response:
        """Return a file under the address that `url` gives; an old digest gives today's file, to be asked for again."""
        name, digest = request.path_params["name"], request.path_params["digest"]
        asset = self._assets.get(name)
        if asset is None:
            raise HTTPException(404)
        return self._sent(request, asset, FOREVER if digest == asset.digest else ASK_FIRST)

    def sent(self, request: Request, name: str) -> Response:
        """Return a file under an address that never changes."""
        return self._sent(request, self._assets[name], ASK_FIRST)

    def _sent(self, request: Request, asset: Asset, cache: str) -> Response:
        headers = {"Cache-Control": cache}
        return unless_known(request, Response(asset.content, headers=headers, media_type=asset.media_type))


def unless_known(request: Request, response: Response) -> Response:
    """Return the response with an ETag, or 304 without a body where the reader has the same already (RFC 9110)."""
    tag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:16]}"'
    response.headers["ETag"] = tag
    known = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    if tag not in known and known != ["*"]:
        return response
    kept = {name: response.headers[name] for name in ("etag", "cache-control", "vary") if name in response.headers}
    return Response(status_code=304, headers=kept)
