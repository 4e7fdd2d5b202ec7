"""manage.py desk_users: three local accounts, their passwords told again, never in production."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def run(*words: str) -> str:
    out = StringIO()
    call_command("desk_users", *words, stdout=out)
    return out.getvalue()


def test_it_makes_an_editor_a_reviewer_and_an_administrator(folder: Path) -> None:
    run("--create")
    groups = {user.username: user.groups.get().name for user in User.objects.all()}
    assert groups == {"editor": "Editor", "reviewer": "Reviewer", "administrator": "Administrator"}


def test_nobody_is_a_superuser(folder: Path) -> None:
    run("--create")
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_printed_password_opens_the_desk(folder: Path) -> None:
    _, name, password = run("--create").splitlines()[0].split()
    assert User.objects.get(username=name).check_password(password)


def test_it_tells_the_same_passwords_again(folder: Path) -> None:
    assert run("--create") == run() == run("--create")


def test_the_file_is_for_its_owner_only(folder: Path) -> None:
    run("--create")
    assert (folder / "users.json").stat().st_mode & 0o777 == 0o600


def test_a_password_that_was_changed_is_not_told(folder: Path) -> None:
    run("--create")
    user = User.objects.get(username="editor")
    user.set_password("a phrase of their own")
    user.save()
    assert "(set by hand)" in run().splitlines()[0]


def test_without_accounts_it_says_how_to_make_them(folder: Path) -> None:
    assert "--create" in run()


def test_accounts_of_another_database_are_made_anew(folder: Path) -> None:
    folder.mkdir()
    (folder / "users.json").write_text(json.dumps({"editor": "old"}))
    run("--create")
    assert json.loads((folder / "users.json").read_text())["editor"] != "old"


def test_it_refuses_in_production(folder: Path, settings: Any) -> None:
    settings.HTTPS = True
    with pytest.raises(CommandError, match="production"):
        run("--create")
