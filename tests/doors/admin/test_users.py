"""Accounts: an administrator keeps them, and gets no right over content by any form."""

from django.contrib.auth.models import Group, User
from django.test import Client

from tests.doors.admin.forms import form_of


def address(user: User) -> str:
    return f"/admin/auth/user/{user.pk}/change/"


def admin_desk(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def test_an_administrator_gives_somebody_a_group(administrator: User, outsider: User) -> None:
    desk = admin_desk(administrator)
    desk.post(address(outsider), form_of(desk, address(outsider)) | {"groups": [group("Editor")], "is_staff": "on"})
    assert outsider.groups.get().name == "Editor"


def test_an_administrator_can_not_become_an_editor_alone(administrator: User) -> None:
    desk = admin_desk(administrator)
    data = form_of(desk, address(administrator)) | {"groups": [group("Administrator"), group("Editor")]}
    assert b"ask another administrator" in desk.post(address(administrator), data).content
    assert administrator.groups.get().name == "Administrator"


def test_an_administrator_can_not_make_a_superuser(administrator: User, outsider: User) -> None:
    desk = admin_desk(administrator)
    desk.post(address(outsider), form_of(desk, address(outsider)) | {"is_superuser": "on", "user_permissions": [1, 2]})
    outsider.refresh_from_db()
    assert not outsider.is_superuser
    assert not outsider.user_permissions.exists()


def test_the_account_of_a_superuser_is_out_of_reach(administrator: User) -> None:
    root = User.objects.create_superuser("root")
    desk = admin_desk(administrator)
    assert desk.post(address(root), {"username": "mine"}).status_code == 403
    assert desk.post(f"/admin/auth/user/{root.pk}/password/", {"password1": "x"}).status_code == 403


def test_groups_are_only_looked_at(administrator: User) -> None:
    desk = admin_desk(administrator)
    assert desk.post(f"/admin/auth/group/{group('Administrator')}/change/", {"name": "x"}).status_code == 403


def test_a_new_account_has_no_rights(administrator: User) -> None:
    desk = admin_desk(administrator)
    data = form_of(desk, "/admin/auth/user/add/")
    data |= {"username": "nora", "password1": "a long enough phrase", "password2": "a long enough phrase"}
    desk.post("/admin/auth/user/add/", data | {"usable_password": "true"})
    assert not User.objects.get(username="nora").get_all_permissions()
