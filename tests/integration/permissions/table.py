"""
The permission table: which role may do what, and which verb opens which address.

The table is written by hand and says what we want; the code must agree with it, cell by cell.
A role acts at its own place (a facilitator: in the groups that they lead). Elsewhere a thing does
not exist for it.
"""

from typing import NamedTuple

# verb                   fac sup tra coo saf eva dir adm
VERBS = """
places.see                +   +   +   +   +   +   +   +
places.manage             .   .   .   .   .   .   .   +
accounts.see              .   +   +   +   .   .   +   +
accounts.manage           .   .   .   +   .   .   .   +
devices.manage            .   .   .   +   .   .   .   +
groups.see                +   +   +   +   +   .   +   .
groups.manage             .   .   .   +   .   .   .   .
groups.import             .   .   .   +   .   .   .   .
participants.see          +   +   .   +   +   .   .   .
participants.manage       .   .   .   +   .   .   .   .
participants.identify     +   +   .   +   +   .   .   .
sessions.see              +   +   +   +   .   .   +   .
sessions.record           +   +   .   +   .   .   .   .
responses.record          +   +   .   +   .   .   .   .
measures.see              .   .   .   +   .   +   .   .
instruments.manage        .   .   .   .   .   +   .   +
evidence.see              .   .   .   +   .   +   +   .
attention.see             .   .   .   .   +   .   .   .
attention.answer          .   .   .   .   +   .   .   .
deployment.manage         .   .   .   .   .   .   .   +
set_aside.decide          .   .   .   +   .   .   .   .
facilitators.see          .   +   +   +   .   .   +   .
facilitators.manage       .   .   +   +   .   .   .   .
courses.manage            .   .   +   +   .   .   .   .
competence.see            .   +   +   +   .   .   .   .
competence.rate           .   +   +   .   .   .   .   .
raters.certify            .   .   +   +   .   .   .   .
gate.override             .   +   .   +   .   .   .   .
supervision.see           .   +   +   +   .   .   .   .
supervision.record        .   +   .   .   .   .   .   .
supervision.manage        .   .   .   +   .   .   .   .
wellbeing.record          .   +   .   .   .   .   .   .
help.ask                  +   .   .   .   .   .   .   .
"""
ROLES = (
    "facilitator",
    "supervisor",
    "trainer",
    "coordinator",
    "safeguarding",
    "evaluator",
    "director",
    "administrator",
)
ALLOWED = {
    (role, line.split()[0]): sign == "+"
    for line in VERBS.strip().splitlines()
    for role, sign in zip(ROLES, line.split()[1:], strict=True)
}

ANYONE, SIGNED_IN, DEVICE = "anyone", "signed in", "device"


class Address(NamedTuple):
    """One address: who enters (a verb, or one of the words above), by which methods, and about what."""

    name: str
    enters: str
    methods: str = "GET"
    about: str = ""


ADDRESSES = [
    Address("home:today", SIGNED_IN),
    Address("groups:list", "groups.see"),
    Address("groups:new", "groups.manage", "GET POST"),
    Address("groups:group", "groups.see", about="group"),
    Address("groups:change", "groups.manage", "GET POST", "group"),
    Address("groups:move", "groups.manage", "GET POST", "group"),
    Address("groups:facilitators", "groups.manage", "GET POST", "group"),
    Address("groups:end_assignment", "groups.manage", "POST", "group"),
    Address("groups:attendance", "sessions.see", about="group"),
    Address("groups:voice", "sessions.see", about="group"),
    Address("groups:questionnaires", "participants.see", about="group"),
    Address("groups:new_session", "sessions.record", "GET POST", "group"),
    Address("groups:new_missed", "sessions.record", "GET POST", "group"),
    Address("groups:settle_session", "sessions.record", "GET POST", "doubled"),
    Address("groups:settle_missed", "sessions.record", "GET POST", "doubled day"),
    Address("groups:enrol", "participants.manage", "GET POST", "group"),
    Address("groups:session", "sessions.see", about="session"),
    Address("groups:correct_session", "sessions.record", "GET POST", "session"),
    Address("groups:participant", "participants.see", about="participant"),
    Address("groups:change_identity", "participants.manage", "GET POST", "participant"),
    Address("groups:consent", "participants.manage", "GET POST", "participant"),
    Address("groups:leave", "participants.manage", "GET POST", "participant"),
    Address("groups:move_participant", "participants.manage", "GET POST", "participant"),
    Address("groups:rejoin", "participants.manage", "GET POST", "participant"),
    Address("registers:import", "groups.import", "GET POST"),
    Address("registers:template", "groups.import"),
    Address("registers:done", "groups.import"),
    Address("people:list", "accounts.see"),
    Address("people:organisation", "accounts.manage", "GET POST"),
    Address("people:new", "accounts.manage", "GET POST"),
    Address("people:account", "accounts.see", about="account"),
    Address("people:give_role", "accounts.manage", "GET POST", "account"),
    Address("people:end_role", "accounts.manage", "GET POST", "held"),
    Address("people:set_password", "accounts.manage", "GET POST", "account"),
    Address("people:reset_second_factor", "accounts.manage", "GET POST", "account"),
    Address("people:close", "accounts.manage", "GET POST", "account"),
    Address("people:new_device", "devices.manage", "GET POST", "account"),
    Address("people:revoke_device", "devices.manage", "GET POST", "device"),
    Address("places:roots", "places.see"),
    Address("places:pick", "places.see"),
    Address("places:place", "places.see", about="place"),
    Address("search:search", SIGNED_IN),
    Address("account:mine", SIGNED_IN, "GET POST"),
    Address("account:sign_in", ANYONE, "GET POST"),
    Address("account:second_step", SIGNED_IN, "GET POST"),
    Address("account:second_factor", SIGNED_IN, "GET POST"),
    Address("account:sign_out", SIGNED_IN, "POST"),
    Address("account:language", ANYONE, "POST"),
    Address("attention:list", "attention.see"),
    Address("attention:answer", "attention.answer", "GET POST", "flag"),
    Address("instruments:list", SIGNED_IN),
    Address("instruments:instrument", SIGNED_IN, about="instrument"),
    Address("evidence:change", "evidence.see"),
    Address("plain:groups", "sessions.record"),
    Address("set_aside:list", "set_aside.decide"),
    Address("set_aside:hand_in", "set_aside.decide", "GET POST"),
    Address("set_aside:accept_all", "set_aside.decide", "POST", "device"),
    Address("set_aside:record", "set_aside.decide", "GET POST", "aside"),
    Address("set_aside:correct", "set_aside.decide", "GET POST", "aside"),
    Address("api:openapi-json", ANYONE),
    Address("api:api-root", ANYONE),
    Address("api:enrol", ANYONE, "POST"),
    Address("api:sync", DEVICE, "POST"),
    Address("api:pull_first", DEVICE),
    Address("api:push_records", DEVICE, "POST"),
]
