"""Uploads and logs on disk.

Work that blocks has one way. The asynchronous app uses aiofiles where it has the call, else a thread
(`compat.blocking_view.in_thread`); the synchronous app calls it, because each request has a thread of its own.
What has no asynchronous form at all stands in `disk`.
"""
