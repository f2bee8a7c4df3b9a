"""What KoboToolbox's REST service sends, as its documentation shows it; no server was tried."""

from typing import Any

from tests.threads.imports.sheets import uuid

FORM = "aSAvYreNzVEkrWg5Gdcvg"


def payload(number: int, **said: Any) -> dict[str, Any]:
    """One submission in JSON: questions by their groups, the tool's own fields, repeats as lists."""
    told: dict[str, Any] = {
        "_id": 200 + number,
        "formhub/uuid": "4b2b1c1d7a5f4a0f9a5f0d3c2b1a0f9e",
        "start": "2026-11-20T10:01:07.000+06:00",
        "username": "field_1",
        "deviceid": "ee.example.org:3hYxZxxPvAo3DVnK",
        "about/activity": "awareness",
        "about/date_of_session": "2026-11-20",
        "where/union": "Bagachra, Sharsha",
        "people/women": "20",
        "people/girls": "5",
        "topics": "loans visas",
        "visits": [{"visits/house": "1"}, {"visits/house": "2"}],
        "__version__": "vUAxHcpJzMzAzGCyZiVaYz",
        "meta/instanceID": f"uuid:{uuid(number)}",
        "meta/rootUuid": f"uuid:{uuid(number)}",
        "_xform_id_string": FORM,
        "_uuid": uuid(number),
        "_attachments": [],
        "_status": "submitted_via_web",
        "_geolocation": [23.1, 88.9],
        "_submission_time": "2026-11-20T10:09:44",
        "_tags": [],
        "_notes": [],
        "_validation_status": {},
        "_submitted_by": "field_1",
    }
    return told | said
