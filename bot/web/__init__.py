"""The web channel: pages, HTTP API and what guards them, on Starlette and uvicorn (extra `web`)."""
