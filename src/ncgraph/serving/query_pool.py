"""Keeps query workers alive, hands them jobs, and kills what takes too long."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from ncgraph.errors import GraphError
from ncgraph.graph.generations import digest_of, find_current
from ncgraph.serving.query_worker import Greeting, Job, Outcome, Reply, work

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_START_TIMEOUT_S = 60.0  # a worker starts in 0.6 s; a busy machine may take many times that
_WAITING_PER_WORKER = 4
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query, and all of them together, may use.

    Memory is address space, above what a worker has taken when it is ready.
    """

    timeout_s: float = 15.0
    workers: int = 0  # 0: one per processor
    max_rows: int = 10_000
    max_query_length: int = 50_000  # characters
    memory_bytes: int = 2048 * _MIB

    @property
    def worker_count(self) -> int:
        """How many queries run at the same time."""
        return self.workers or os.cpu_count() or 1

    @property
    def waiting_count(self) -> int:
        """How many more may wait."""
        return self.worker_count * _WAITING_PER_WORKER


class PoolFullError(Exception):
    """As many queries run and wait as may."""


class QueryWorker:
    """A worker process and the pipe to it."""

    def __init__(self, store: Path, memory_bytes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.version = read_version(store)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=work, args=(theirs, str(store), memory_bytes), daemon=True
        )
        self._process.start()
        theirs.close()
        self._greeting: Greeting | None = None

    def greet(self) -> Greeting:
        """Waits until the worker is ready.

        Raises:
            GraphError: It cannot open the store, or does not start.
        """
        if self._greeting is None:
            try:
                ready = self._pipe.poll(_START_TIMEOUT_S)
                greeting = self._pipe.recv() if ready else Greeting(failure="no sign of life")
            except (EOFError, OSError):
                greeting = Greeting(failure="it ended while starting")
            self._greeting = greeting
        if self._greeting.failure:
            raise GraphError(f"query worker cannot serve: {self._greeting.failure}")
        return self._greeting

    def run(self, job: Job, timeout_s: float) -> Reply:
        """The worker's reply, or what kept it from replying; then the worker is dead."""
        try:
            self.greet()
            self._pipe.send(job)
            if not self._pipe.poll(timeout_s):
                self.kill()
                message = f"the query took longer than {timeout_s:g} s and was stopped"
                return Reply(outcome=Outcome.TIMED_OUT, message=message)
            reply: Reply = self._pipe.recv()
        except GraphError as error:
            self.kill()
            return Reply(outcome=Outcome.UNAVAILABLE, message=str(error))
        except (EOFError, OSError):
            self.kill()
            message = "the query ended its worker: most likely it needed more memory than allowed"
            return Reply(outcome=Outcome.DIED, message=message)
        return reply

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.is_alive()

    def kill(self) -> None:
        """Ends the process at once, whatever it does."""
        self._process.kill()
        self._process.join()  # the pipe stays: who waits on it in another thread reads its end


class QueryPool:
    """Workers over one store. Thread-safe; a thread per worker waits for its replies."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.limits = limits
        self._store = store
        self._places = threading.BoundedSemaphore(limits.worker_count + limits.waiting_count)
        self._threads = ThreadPoolExecutor(limits.worker_count, thread_name_prefix="query")
        self._idle: SimpleQueue[QueryWorker] = SimpleQueue()
        self._workers: set[QueryWorker] = set()
        self._lock = threading.RLock()
        self._closed = False

    def start(self) -> None:
        """Starts all workers and waits for them; does nothing if they run already.

        Raises:
            GraphError: The store cannot be opened.
        """
        if self._workers:
            return
        workers = [self._hire() for _ in range(self.limits.worker_count)]
        try:
            greetings = [worker.greet() for worker in workers]
        except GraphError:
            self.close()
            raise
        if not all(greeting.confined for greeting in greetings):
            _LOG.warning("workers keep the network here; SERVICE is refused by parsing alone")
        for worker in workers:
            self._idle.put(worker)

    def submit(self, job: Job) -> Future[Reply]:
        """Queues a job.

        Raises:
            PoolFullError: Too many jobs wait already.
        """
        if self._closed or not self._places.acquire(blocking=False):
            raise PoolFullError
        future = self._threads.submit(self._run, job)
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        """Kills all workers; jobs under way end with `UNAVAILABLE`. May be called twice."""
        with self._lock:
            self._closed = True
            workers, self._workers = self._workers, set()
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job) -> Reply:
        worker = self._idle.get()
        try:
            if not worker.alive or worker.version != read_version(self._store):
                worker = self._replace(worker)
            reply = worker.run(job, self.limits.timeout_s)
            if not worker.alive:
                worker = self._replace(worker)
        except GraphError as error:
            reply = Reply(outcome=Outcome.UNAVAILABLE, message=str(error))
        finally:
            self._idle.put(worker)
        if self._closed:
            return Reply(outcome=Outcome.UNAVAILABLE, message="the server is closing")
        return reply

    def _hire(self) -> QueryWorker:
        with self._lock:
            if self._closed:
                raise GraphError("the server is closing")
            worker = QueryWorker(self._store, self.limits.memory_bytes)
            self._workers.add(worker)
            return worker

    def _replace(self, worker: QueryWorker) -> QueryWorker:
        worker.kill()
        with self._lock:
            self._workers.discard(worker)
        return self._hire()


def read_version(store: Path) -> str:
    """The name of the generation a store folder holds now; it changes with every change of content.

    Raises:
        GraphError: The folder is no store.
    """
    generation = find_current(store)
    return digest_of(generation) if generation else ""
