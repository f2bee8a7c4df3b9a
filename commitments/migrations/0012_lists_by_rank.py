"""Have lists walk the ranks, and the database hold that a commitment stands as its stage says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0011_ranks_of_commitments"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_at",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_at_live",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_owner",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_committee",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_to_verify",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_closed_at",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_committee_live",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_owner_live",
        ),
        migrations.RemoveIndex(
            model_name="commitmentaudience",
            name="commitmentaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="commitmentaudience",
            name="commitmentaudience_live",
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["rank", "at", "id"], name="commitment_at"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="commitment_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("live", False)), fields=["rank", "at", "id"], name="commitment_closed_at"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["owner", "rank", "at", "id"], name="commitment_owner"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["owner", "rank", "at", "id"],
                name="commitment_owner_live",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["committee", "rank", "at", "id"], name="commitment_committee"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["committee", "rank", "at", "id"],
                name="commitment_committee_live",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("stage", "evidence_in")),
                fields=["verifier", "rank", "at", "id"],
                name="commitment_to_verify",
            ),
        ),
        migrations.AddIndex(
            model_name="commitmentaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="commitmentaudience_all"),
        ),
        migrations.AddIndex(
            model_name="commitmentaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="commitmentaudience_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage__in", ("agreed", "accepted")),
                        models.Q(
                            models.Q(("due_on", None), ("rank", 2)),
                            models.Q(("due_on__isnull", False), ("rank", 0)),
                            _connector="OR",
                        ),
                    ),
                    models.Q(("rank", 1), ("stage", "evidence_in")),
                    models.Q(("rank", 0), ("stage", "verified")),
                    models.Q(("rank", 3), ("stage", "dropped")),
                    models.Q(("rank", 4), ("stage", "recommended")),
                    _connector="OR",
                ),
                name="commitment_ranked_by_stage",
            ),
        ),
    ]
