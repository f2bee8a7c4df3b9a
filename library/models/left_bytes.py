"""Bytes that nothing leads to any more, until the storage has said that they are gone."""

from django.db import models


class LeftBytes(models.Model):
    """A name under which something may still lie. Written in the transaction that forgot the file."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return f"bytes under {self.key}"
