"""Metrics: what Prometheus may know: numbers of requests and answers, times, memory of talks, the desk's disk.

No label holds anything that a person wrote, nor an address.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.front import Front

NO_ROUTE = "none"


class AnswerCollector(Collector):
    """Numbers that the front and the desk keep themselves, read when they are asked for."""

    def __init__(self, front: Front) -> None:
        """Take the front."""
        self.front = front

    def collect(self) -> Iterator[Metric]:
        """Yield the families."""
        counts = self.front.counts
        answers = CounterMetricFamily(
            "planbot_answers", "Answers given, by channel and status.", labels=["channel", "status"]
        )
        for labels, count in sorted(counts.answers.items()):
            answers.add_metric(labels, count)
        yield answers
        buckets = list(counts.within())
        yield HistogramMetricFamily(
            "planbot_answer_seconds", "Time to find an answer.", buckets=buckets, sum_value=counts.seconds
        )
        yield GaugeMetricFamily("planbot_talks", "Conversations in memory.", self.front.talks)
        yield GaugeMetricFamily(
            "planbot_desk_waiting", "Changes that the desk has to write.", self.front.desk.waiting()
        )
        yield GaugeMetricFamily(
            "planbot_desk_trouble", "1 where the desk cannot reach its disk.", int(self.front.desk.troubled())
        )


class Metrics:
    """The registry of one application."""

    def __init__(self, front: Front) -> None:
        """Take the front."""
        self.registry = CollectorRegistry()
        self.registry.register(AnswerCollector(front))
        self._requests = Counter(
            "planbot_http_requests", "HTTP requests, by route and status.", ["route", "status"], registry=self.registry
        )

    def count(self, scope: Scope, status: int) -> None:
        """Count a request by the route that took it."""
        route = scope.get("route")
        path = route.path if isinstance(route, Route | Mount) else NO_ROUTE
        self._requests.labels(path, str(status)).inc()

    async def show(self, request: Request) -> Response:
        """Return everything in Prometheus's text format."""
        return Response(
            generate_latest(self.registry),
            headers={"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_PLAIN_0_0_4},
        )


class Measured:
    """Counts every request that is answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Take where to count."""
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def counted_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.count(scope, message["status"])
            await send(message)

        await self.app(scope, receive, counted_send)
