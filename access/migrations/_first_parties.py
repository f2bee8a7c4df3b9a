"""The parties that exist before anything else: everyone, and the two roles that read whole types."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from access.toolkit.refs import new_ref

PARTIES = [
    ("everyone", "everyone", "Everyone in the network", "নেটওয়ার্কের সকলে"),
    (
        "role",
        "role:national-secretariat",
        "Secretariat of the national coordination committee",
        "জাতীয় সমন্বয় কমিটির সাচিবিক সহায়তাকারী দপ্তর",
    ),
    ("role", "role:oversight", "Independent oversight", "স্বাধীন তদারকি"),
]


def make(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    party = apps.get_model("access", "Party")
    for kind, code, english, bangla in PARTIES:
        party.objects.get_or_create(
            code=code, defaults={"kind": kind, "ref": new_ref(), "label_en": english, "label_bn": bangla}
        )


FIRST_PARTIES = [migrations.RunPython(make, migrations.RunPython.noop)]
