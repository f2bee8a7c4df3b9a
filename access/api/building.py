"""The addresses of a room for programs, made of what it declares."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from access.api.declaring import Api, Collection, Download, Inbox, Make, Own, Part, Single, Step, Upload
from access.api.schema import (
    describe_download,
    describe_inbox,
    describe_list,
    describe_make,
    describe_own,
    describe_part,
    describe_record,
    describe_step,
    describe_upload,
)
from access.api.views import (
    DownloadView,
    InboxView,
    ListView,
    MakeView,
    MakingListView,
    OwnView,
    PartView,
    ProgramView,
    RecordView,
    StepView,
    UploadView,
)
from access.toolkit.page_access import takes_files


def patterns_of(api: Api, module: str) -> Iterator[URLPattern]:
    """Give the addresses of a room; `module` is where it declares them."""
    for own in api.own:
        yield path(own.path, _own(own, module).as_view(), name=own.url_name)
    for one in api.lists:
        yield path(one.path, _list(one, module).as_view(), name=one.url_name)
        for make in one.makes:
            if make.name:
                view = _make(make, module)
                yield path(f"{one.path}{make.name}/", view.as_view(), name=one.name_of(make))
    for upload in api.uploads:
        yield path(upload.path, takes_files(_upload(upload, module).as_view()), name=upload.url_name)
    for inbox in api.inboxes:
        yield path(inbox.path, _inbox(inbox, module).as_view(), name=inbox.url_name)
    for record in api.records:
        yield path(record.path, _record(record, module).as_view(), name=record.url_name)
        for part in record.parts:
            view = _part(record, part, module)
            yield path(f"{record.path}{part.name}/", view.as_view(), name=record.name_of(part))
        for download in record.downloads:
            address = f"{record.path}{download.name}/<str:file>/"
            yield path(address, _download(record, download, module).as_view(), name=download.url_name)
        for step in record.steps:
            yield path(record.path_of(step), _step(record, step, module).as_view(), name=step.url_name)


def _own(declared: Own, module: str) -> type[ProgramView]:
    return describe_own(type("OwnRead", (OwnView,), {"declared": declared, "__module__": module}), declared)


def _list(declared: Collection, module: str) -> type[ProgramView]:
    here = next((make for make in declared.makes if not make.name), None)
    if here is None:
        view = type("Listed", (ListView,), {"declared": declared, "__module__": module})
        return describe_list(view, declared)
    made = {"declared": declared, "make": here, "__module__": module}
    return describe_make(describe_list(type("Listed", (MakingListView,), made), declared), here)


def _make(make: Make, module: str) -> type[ProgramView]:
    return describe_make(type("Made", (MakeView,), {"make": make, "__module__": module}), make)


def _record(declared: Single, module: str) -> type[ProgramView]:
    view = type("Read", (RecordView,), {"declared": declared, "__module__": module})
    return describe_record(view, declared)


def _part(declared: Single, part: Part, module: str) -> type[ProgramView]:
    made = {"declared": declared, "part": part, "__module__": module}
    return describe_part(type("PartRead", (PartView,), made), declared, part)


def _step(declared: Single, step: Step, module: str) -> type[ProgramView]:
    made = {"declared": declared, "step": step, "__module__": module}
    return describe_step(type("Taken", (StepView,), made), declared, step)


def _upload(declared: Upload, module: str) -> type[ProgramView]:
    return describe_upload(type("Sent", (UploadView,), {"upload": declared, "__module__": module}), declared)


def _inbox(declared: Inbox, module: str) -> type[ProgramView]:
    return describe_inbox(type("Taken", (InboxView,), {"inbox": declared, "__module__": module}), declared)


def _download(declared: Single, download: Download, module: str) -> type[ProgramView]:
    made = {"declared": declared, "download": download, "__module__": module}
    return describe_download(type("Taken", (DownloadView,), made), download)
