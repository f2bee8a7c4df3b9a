"""Browsers that download, for tests of sheets."""

import csv
import io
import time
from typing import Any

import openpyxl
from django.test import Client
from django.urls import reverse

from access.accounts.reauthentication import SESSION_MARK
from access.models import User
from tests.cast import browser


def proven(user: User, language: str = "en") -> Client:
    """A browser in which this person has just given the password."""
    client = browser(user, language)
    session = client.session
    session[SESSION_MARK] = time.time()
    session.save()
    return client


def rows_in(content: bytes, form: str = "csv") -> list[list[Any]]:
    """The rows of a sheet, its heads first."""
    if form == "xlsx":
        (worksheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return [[cell.value for cell in row] for row in worksheet.iter_rows()]
    return [list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def downloaded(client: Client, list_name: str, form: str = "csv", **query: str) -> list[list[Any]]:
    """What this browser gets of a list."""
    answer = client.get(reverse("sheet_file", args=[list_name]), {"form": form, **query})
    assert answer.status_code == 200, answer.headers
    return rows_in(answer.content, form)


def column(rows: list[list[Any]], heading: str) -> list[Any]:
    """What stands below a heading."""
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]
