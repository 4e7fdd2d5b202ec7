"""The project: settings, addresses, and the parts that run it."""

from .celery import app as celery_app

__all__ = ["celery_app"]
