"""The kinds of jobs, and the queue that each goes through."""

from collections.abc import Mapping
from typing import Literal

from smartflow.infra import config

Kind = Literal["analysis", "report", "export", "password_reset"]
Queue = Literal["analysis", "background"]

QUEUE: Mapping[Kind, Queue] = {
    "analysis": "analysis",
    "report": "background",
    "export": "background",
    "password_reset": "background",
}


class Queues(config.Base):
    """Addresses of the queues. A function that sends to one requires it in its own settings; the others may be empty."""

    analysis_queue_url: str = ""
    background_queue_url: str = ""

    def url(self, kind: Kind) -> str:
        """Return the address of the queue that jobs of this kind go through."""
        return self.analysis_queue_url if QUEUE[kind] == "analysis" else self.background_queue_url


def kinds_of(queue: Queue) -> list[Kind]:
    """Return the kinds of jobs that go through a queue: what its worker has to do."""
    return [kind for kind, through in QUEUE.items() if through == queue]
