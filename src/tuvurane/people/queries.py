"""Reading people: who someone is, what they hold, whom an actor may see."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from tuvurane.foundation import resealing, sealing
from tuvurane.people import problems
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Account, Device, KeyGeneration, Organisation, RoleHeld
from tuvurane.people.roles import PHONE_ROLES, ROLES, Role, Verb
from tuvurane.people.scope import Actor, Grant, in_scope
from tuvurane.places.models import Place


def actor_of(account: Account, *, on: date) -> Actor:
    """The actor that an account is on a day: its roles in force then."""
    return Actor(
        "account", account.pk, account.organisation_id, _grants(account, on), None, account.name, account.language
    )


def actor_of_device(token: str, *, now: datetime) -> Actor:
    """
    The actor behind a device's token.

    A revoked device, or one of a closed account, is an actor without grants as long as it may still
    hand in its unsent work. Raises DeviceUnknown for no such token, DeviceRevoked afterwards.
    """
    device = Device.objects.select_related("account").filter(token_hash=token_hash(token)).first()
    if device is None:
        raise problems.DeviceUnknown
    account = device.account
    revoked = device.revoked_at is not None or not account.is_active
    if revoked and device.hands_in_until is not None and device.hands_in_until <= now:
        raise problems.DeviceRevoked
    held = () if revoked else _grants(account, now.date())
    grants = tuple(grant for grant in held if grant.role in PHONE_ROLES)
    return Actor(
        "device", account.pk, account.organisation_id, grants, device.pk, account.name, account.language, revoked
    )


def _grants(account: Account, on: date) -> tuple[Grant, ...]:
    held = roles_in_force(on).filter(account=account).select_related("place").order_by("pk")
    return tuple(Grant(Role(row.role), row.place.path) for row in held)


def roles_in_force(on: date) -> QuerySet[RoleHeld]:
    """The roles held on a day."""
    return RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


def token_hash(token: str) -> str:
    """The SHA-256 of a device's token. The token has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_hash(code: str) -> str:
    """The keyed hash of an enrolment code: without the secrets file it cannot be guessed offline."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    key = bytes.fromhex(settings.TUVURANE_SECRETS["lookup_key"])
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def organisation(organisation_id: UUID) -> Organisation:
    """One organisation. Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(pk=organisation_id)


def today_in(organisation_id: UUID, now: datetime) -> date:
    """The day that it is for an organisation, whose days end at its own midnight."""
    return now.astimezone(time_zone_of(organisation_id)).date()


def time_zone_of(organisation_id: UUID) -> ZoneInfo:
    """Where an organisation's clocks stand."""
    return ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get(pk=organisation_id))


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("name", "pk")


def synthetic() -> bool:
    """Whether this instance holds a synthetic programme, to be labelled on every page."""
    return Organisation.objects.filter(synthetic=True).exists()


@lru_cache(maxsize=256)
def organisation_key(organisation_id: UUID, purpose: KeyPurpose = KeyPurpose.DATA) -> sealing.Ring:
    """
    The ring of an organisation's key for one purpose: what ``sealing.seal`` and ``unseal`` take as key.

    Its keys are unwrapped once a process, and again when a rotation brought new ones. What to seal under
    is asked of the database each time, inside the transaction that keeps the sealed bytes: so a rotation
    that has waited for older transactions knows that nothing is sealed under the old generation any more.
    """
    kept = generations_of(organisation_id, purpose)

    def look() -> dict[int, bytes]:
        return {row.number: _unwrapped(row) for row in kept.filter(retired_at__isnull=True)}

    def newest() -> int:
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("sealed bytes are made inside the transaction that keeps them")
        return kept.order_by("-number").values_list("number", flat=True)[:1].get()

    return sealing.Ring(look, newest)


def generations_of(organisation_id: UUID, purpose: KeyPurpose) -> QuerySet[KeyGeneration]:
    """Every generation of a key that there was, destroyed ones too."""
    return KeyGeneration.objects.filter(organisation=organisation_id, purpose=purpose)


def rows_behind(organisation_id: UUID, purpose: KeyPurpose, generation: int) -> int:
    """How many rows are sealed under a generation of a key older than this one."""
    return sum(column.count(generation, organisation_id) for column in resealing.columns(purpose))


def rows_behind_master(generation: int) -> int:
    """How many rows a master key older than this one wraps."""
    return sum(column.count(generation) for column in resealing.columns(None))


def keys_opened_by(master: sealing.Ring) -> tuple[int, int]:
    """How many keys of the organisations are kept, and how many of them a master key opens."""
    (column,) = (one for one in resealing.columns(None) if one.model is KeyGeneration)
    kept, shut = resealing.open_all(column, master)
    return kept, kept - shut


def open_everything() -> tuple[int, int]:
    """How many rows of all organisations are sealed under their rings, and how many of them do not open."""
    opened = [
        resealing.open_all(column, organisation_key(house.pk, purpose), house.pk)
        for house in organisations()
        for purpose in KeyPurpose
        for column in resealing.columns(purpose)
    ]
    return sum(kept for kept, _ in opened), sum(shut for _, shut in opened)


def rows_under(row: KeyGeneration) -> int:
    """How many rows are sealed under this very generation."""
    purpose = KeyPurpose(row.purpose)
    behind = rows_behind(row.organisation_id, purpose, row.number + 1)
    return behind - rows_behind(row.organisation_id, purpose, row.number)


def _unwrapped(row: KeyGeneration) -> bytes:
    return sealing.unwrap(row.key_wrapped or b"", aad=row.pk.bytes)


@lru_cache(maxsize=64)
def organisation_box_private(organisation_id: UUID) -> bytes:
    """The private half of the organisation's box."""
    wrapped = Organisation.objects.values_list("box_private_wrapped", flat=True).get(pk=organisation_id)
    return sealing.unwrap(bytes(wrapped), aad=organisation_id.bytes)


def accounts_visible_to(actor: Actor) -> QuerySet[Account]:
    """The accounts in the actor's scope: a role at a place of theirs, or no role yet; always oneself."""
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path")
    placed = RoleHeld.objects.filter(reach).values("account")
    roleless = Q(roles_held__isnull=True) & Q(organisation_id=actor.organisation_id) if actor.grants else Q(pk__in=[])
    if actor.kind == "system":
        return Account.objects.order_by("name", "pk")
    mine = Q(pk__in=placed) | roleless | Q(pk=actor.account_id)
    return Account.objects.filter(mine).distinct().order_by("name", "pk")


def facilitators_visible_to(actor: Actor, *, on: date) -> QuerySet[Account]:
    """Accounts in scope that hold the facilitator's role on a day."""
    leading = roles_in_force(on).filter(role=Role.FACILITATOR).values("account")
    return accounts_visible_to(actor).filter(pk__in=leading, is_active=True)


def roles_of(accounts: Iterable[Account]) -> dict[UUID, list[RoleHeld]]:
    """The roles of several accounts, ended ones too, oldest first; two queries at most."""
    held: dict[UUID, list[RoleHeld]] = {account.pk: [] for account in accounts}
    rows = RoleHeld.objects.filter(account__in=held).select_related("place__parent").order_by("since", "pk")
    for row in rows:
        held[row.account_id].append(row)
    return held


def devices_of(account: Account) -> QuerySet[Device]:
    """An account's phones, newest first, with when each was last heard."""
    return account.devices.select_related("seen").order_by("-enrolled_at", "pk")


def devices_visible_to(actor: Actor) -> QuerySet[Device]:
    """The phones of the accounts in scope."""
    return Device.objects.filter(account__in=accounts_visible_to(actor)).select_related("account").order_by("pk")


def phones_of(*, accounts: Iterable[UUID], verb: Verb, paths: Iterable[str], on: date) -> QuerySet[Device]:
    """The phones of these accounts, and of all whose role has a phone with this verb at a place above one of ``paths``."""
    roles = [role for role, rule in ROLES.items() if verb in rule.phone and not rule.own_groups_only]
    above = {path[:end] for path in paths for end in range(len(path) + 1)}
    held = roles_in_force(on).filter(role__in=roles, place__path__in=above).order_by().values("account")
    rows = Device.objects.filter(Q(account__in=list(accounts)) | Q(account__in=held))
    return rows.select_related("account", "seen").order_by("account__name", "enrolled_at", "pk")


def home_of(account_id: UUID) -> Place:
    """
    Where someone last held a role with a phone: in whose scope falls what they sent and nobody could place.

    Raises RoleHeld.DoesNotExist for an account that never held such a role; such a one has no phone.
    """
    held = RoleHeld.objects.filter(account_id=account_id, role__in=PHONE_ROLES).select_related("place")
    return held.order_by("-since", "-pk")[:1].get().place


def once_could(account_id: UUID | None, verb: Verb, place_path: str) -> bool:
    """Whether an account holds, or ever held, a role with this verb that reaches a place."""
    roles = [role for role, rule in ROLES.items() if verb in rule.verbs]
    held = RoleHeld.objects.filter(account=account_id, role__in=roles).values_list("place__path", flat=True)
    return account_id is not None and any(place_path.startswith(path) for path in held)


def accounts_called(organisation_id: UUID, name: str) -> list[Account]:
    """
    The accounts of an organisation, closed ones too, in whose name all words of ``name`` stand, without case.

    None for a name without a word. Whoever names somebody may know only half of what they are called.
    """
    parts = name.casefold().split()
    rows = Account.objects.filter(organisation=organisation_id).order_by("name", "pk")
    return [row for row in rows if parts and set(parts) <= set(row.name.casefold().split())]


def account_named(username: str) -> Account | None:
    """The account with this user name, if any."""
    return Account.objects.filter(username=username).first()


def unreadable_organisations() -> tuple[int, int]:
    """How many organisations there are, and how many of them have a key that this secrets file does not open."""
    houses = Organisation.objects.prefetch_related("generations")
    return len(houses), sum(not _opens(house) for house in houses)


def _opens(house: Organisation) -> bool:
    kept = [row for row in house.generations.all() if row.retired_at is None]
    try:
        for row in kept:
            _unwrapped(row)
        sealing.unwrap(house.box_private_wrapped, aad=house.pk.bytes)
    except sealing.Unreadable:
        return False
    return {row.purpose for row in kept} == set(KeyPurpose)
