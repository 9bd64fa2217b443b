"""The process apart that reads the files of strangers: ``ask`` it, and only it is lost."""

from __future__ import annotations

from app.apart.asking import Abandon, Answer, Reader, ask

__all__ = ["Abandon", "Answer", "Reader", "ask"]
