"""The kinds of jobs, and the queue of each."""

from collections.abc import Mapping
from typing import Literal

from smartflow.infra import config

Kind = Literal["analysis", "report", "export", "password_reset", "notice", "share_answer"]
Queue = Literal["analysis", "background"]

QUEUE: Mapping[Kind, Queue] = {
    "analysis": "analysis",
    "report": "background",
    "export": "background",
    "password_reset": "background",
    "notice": "background",
    "share_answer": "background",
}


#: How many jobs of an account a queue's workers do at once, so that others need not wait for all of them.
MOST_OF_ACCOUNT: Mapping[Queue, int] = {"analysis": 10, "background": 2}


class Queues(config.Base):
    """URLs of the queues. A function that sends to a queue requires its URL in its own settings; the others may be empty."""

    analysis_queue_url: str = ""
    background_queue_url: str = ""

    def url(self, kind: Kind) -> str:
        """Return the URL of the queue for jobs of this kind."""
        return self.analysis_queue_url if QUEUE[kind] == "analysis" else self.background_queue_url


def kinds_of(queue: Queue) -> list[Kind]:
    """Return the kinds of jobs of a queue, which its worker must be able to do."""
    return [kind for kind, own in QUEUE.items() if own == queue]
