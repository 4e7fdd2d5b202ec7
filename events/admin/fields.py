"""What may be typed as a value of a field, with labels in the editor's language."""

from ..codebook import CODE, OCCURRED, PARTS, PLACE, EventField
from ..models import Place


def choices_of(field: EventField) -> list[tuple[str, str]]:
    """Return what may be typed as a value of a field, with labels: codes, places, or bases of a date."""
    if field.kind == PLACE:
        return [(f"{place.slug} {place.kind}", place.name_en) for place in Place.objects.all()]
    if field.kind in (CODE, PARTS) and field.axis:
        return [(member.value, str(member.label)) for member in field.axis]
    if field.kind == OCCURRED and field.axis:
        return [(f"YYYY-MM-DD {member.value}", str(member.label)) for member in field.axis]
    return []
