"""Uploads in memory, 10 MB at most. A larger file is dropped as it comes; the form that carried it is shown again."""

from io import BytesIO
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

LARGEST = 10_000_000
DRAINED, DRAINED_FOR_EDITORS = 40_000_000, 4_000_000_000
"""How long a request may be to be read to its end for nothing: a browser hears no answer while it still sends."""


class BoundedUpload(FileUploadHandler):
    """Keeps a file of bounded size; sets `request.upload_refused` for one that is larger, and keeps none of it."""

    announced = 0
    request: Any

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Note how long the whole request says that it is."""
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()
        if self.announced > DRAINED:
            self.request.upload_refused = True
            session = getattr(self.request, "session", {})
            longest = DRAINED_FOR_EDITORS if SESSION_KEY in session else DRAINED
            if self.announced > longest:
                raise StopUpload(connection_reset=True)
            raise SkipFile  # in pieces; StopUpload would read the rest by lines, and a line may be all of it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file.tell() + len(raw_data) > LARGEST:
            self.file = BytesIO()
            self.request.upload_refused = True
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        kind, charset = self.content_type or "", self.charset
        return InMemoryUploadedFile(self.file, self.field_name, self.file_name or "", kind, file_size, charset)
