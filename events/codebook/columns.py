"""The class of data of every column, by hand: a new column forces a decision (law 1).

C0 public · C1 public when approved · C2 restricted to the desk · C3 dangerous, could name a person · C4 secret.
"""

CORE_CLASSES = ("C0", "C1", "C2", "C3", "C4")

_REVIEWED = "version approved_version approved_by coded_by"

COLUMNS: dict[str, dict[str, str]] = {
    "Publisher": {"C1": "id slug name name_ko kind country", "C2": "version"},
    "Source": {
        "C1": "id publisher title title_withheld url archived_url url_withheld language published published_from kind"
        " machine_written derives_from derives_how public_note",
        "C2": f"{_REVIEWED} byline retrieved_at retrieved_by raw_sha256 text_sha256 text snapshot desk_notes",
    },
    "Place": {
        "C1": "id slug name_en name_ko aliases kind country lat lon radius_km coord_source parent",
        "C2": "version",
    },
    "Subject": {"C1": "id public_note", "C2": "version"},
    "Event": {
        "C1": "id title_en title_ko summary_en summary_ko state_reason merged_into subjects occurred occurred_from"
        " occurred_to date_precision date_basis direction movement_class route_type means place place_precision"
        " actor_type persons_min persons_max outcome outcome_parts intent first_public evidence documents origins",
        "C2": f"{_REVIEWED} state desk_notes",
    },
    "EventLink": {"C1": "event other kind", "C2": "id"},
    "Claim": {
        "C1": "id event field value source issuer stated stated_from certainty quote locator relation related_to"
        " standing public_note",
        "C2": "value_key quote_start quote_end sealed came_from entered_by entered_at",
    },
    "Series": {
        "C1": "id slug title_en title_ko measure concept population route_scope subgroup unit authority since"
        " definition_en definition_ko event_scope scope_note_en scope_note_ko",
        "C2": _REVIEWED,
    },
    "Figure": {
        "C1": "id series source issuer period period_from period_to as_of words comparator value upper low high edition"
        " released released_from supersedes conflict_group public_note state_reason",
        "C2": f"{_REVIEWED} state desk_notes",
    },
    "Bridge": {
        "C1": "id kind series other partition grounds_en grounds_ko state_reason",
        "C2": f"{_REVIEWED} state",
    },
    "Check": {
        "C1": "id kind source issuer words stated series period comparator value upper other_series other_period since"
        " event event_scope public_note state_reason",
        "C2": f"{_REVIEWED} state desk_notes",
    },
    "Article": {
        "C2": "id way state failure url canonical_url file_name content_type raw raw_sha256 text text_sha256 signature"
        " passages title byline publisher published language machine_written retrieved_at source double_coded added_by"
        " added_at closed_by closed_at",
    },
    "Suggestion": {
        "C2": "id article kind field value start end issuer certainty doubt rule state reason claim figure decided_by"
        " decided_at",
    },
    "ReviewMark": {"C2": "id event field verdict version comment by at answer answered_by answered_at closed_at"},
    "NotSame": {"C2": "id one other reason by at"},
    "Coding": {"C2": "id article coder values saved_at handed_in_at"},
    "Adjudication": {"C2": "id article event fields by at"},
    "KeptForm": {"C2": "id owner address why fields version kept_at"},
    "ApiKey": {"C2": "id name hint scopes made_by made_on expires_on revoked_by revoked_on"},
    "LiveKey": {"C4": "digest", "C2": "key scopes expires_on"},
    "KeyUse": {"C2": "key day"},
    "LinkCheck": {"C2": "source url checked_at alive status failures note"},
    "Report": {"C2": "status about field text link language taken_by decided_by erased_on"},
    "Revision": {
        "C2": "id record record_id number act by at reason public_number commitment previous_hash hash",
    },
    "RevisionBody": {"C2": "revision body", "C4": "salt"},
    "OutboxRow": {"C2": "id task payload created_at sent_at done_at attempts"},
    "Webhook": {
        "C2": "id url whose state state_at state_reason salt_at mark previous_until delivered trying turn held_until"
        " next_at failures failing_since status note accepted_at created_at created_by state_by",
        "C4": "salt previous_salt",
    },
    "StatisticRun": {"C2": "id kind started_at finished_at from_change rows differences"},
    "PublicEvent": {
        "C0": "number public_id version change tombstone tombstone_reason replaced_by occurred_from occurred_to"
        " year_from year_to date_precision date_basis direction movement_class route_type means actor_type outcome"
        " intent evidence place place_precision lat lon persons_min persons_max title_en title_ko document",
    },
    "PublicVersion": {
        "C0": "id number public_id version change at from_change to_change claims occurred_from occurred_to year_from"
        " year_to date_precision date_basis direction movement_class route_type means actor_type outcome intent"
        " evidence place place_precision lat lon persons_min persons_max title_en title_ko document",
    },
    "PublicState": {
        "C0": "id record number public_id change from_change to_change first_day last_day keys document",
    },
    "PublicTally": {
        "C0": "id cut year_from year_to occurred_from occurred_to direction movement_class route_type means actor_type"
        " outcome intent evidence place month lag events least most unnumbered",
    },
    "PublicCount": {"C0": "id record field standing language publisher_slug rows"},
    "PublicRewrite": {"C0": "number"},
    "PublicSearch": {"C0": "event words vector"},
    "PublicWord": {"C0": "word letters events"},
    "PublicSource": {
        "C0": "number public_id change publisher publisher_slug language published_from derives_from document",
    },
    "PublicClaim": {"C0": "number public_id event source field standing position document"},
    "PublicLink": {"C0": "id event other kind"},
    "PublicSeries": {"C0": "number slug change document"},
    "PublicFigure": {
        "C0": "number public_id change tombstone tombstone_reason series source issuer edition period_from period_to"
        " low high released_from released_to shown document",
    },
    "PublicBridge": {"C0": "number public_id change tombstone tombstone_reason kind series other document"},
    "PublicCheck": {
        "C0": "number public_id change tombstone tombstone_reason kind source series stated_from document",
    },
    "PublicVerdict": {"C0": "public_id verdict document"},
    "ReckonedSeries": {"C0": "series from_change computed_at document"},
    "PublicChange": {"C0": "number at kind record public_id fields reason severity sources"},
    "PublicReport": {"C0": "digest state answer change received_on closed_on"},
    "YearlyStatistic": {
        "C0": "id year direction dimension key events_certain events_possible persons_min persons_max",
    },
    "StatisticYear": {"C0": "year from_change computed_at"},
}
"""Model -> class -> its columns. Django's own tables (accounts, sessions) are C2, passwords C4; no room reads them."""
