from django.db import migrations

from access.toolkit.refs import new_ref


def fill(apps, schema_editor):
    for name in ("Membership", "Delegation"):
        model = apps.get_model("partners", name)
        for row in model.objects.filter(ref=None).iterator():
            model.objects.filter(pk=row.pk).update(ref=new_ref())


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_membership_and_delegation_refs")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
