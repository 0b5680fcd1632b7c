"""A bare Starlette endpoint, for comparison: the same server software, and an answer of the same size that is ready."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ANSWER = {"text": "168504万元（约16.85亿元），2018年财政总收入。" * 12}


async def answer(request: Request) -> Response:
    await request.json()
    return JSONResponse(ANSWER)


if __name__ == "__main__":
    app = Starlette(routes=[Route("/api/ask", answer, methods=["POST"])])
    uvicorn.run(app, port=int(sys.argv[1]), http="httptools", loop="uvloop", access_log=False, log_level="warning")
