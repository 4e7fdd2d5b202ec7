from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0023_sources_of_a_publisher_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicRewrite",
            fields=[
                (
                    "number",
                    models.PositiveBigIntegerField(
                        help_text="1, 2, 3 and so on, without gaps.",
                        primary_key=True,
                        serialize=False,
                        verbose_name="number",
                    ),
                ),
            ],
        ),
    ]
