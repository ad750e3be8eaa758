"""
The permission table: which role may do what, and which verb opens which address.

The table is written by hand and says what we want; the code must agree with it, cell by cell.
A role acts at its own place (a facilitator: in the groups that they lead). Elsewhere a thing does
not exist for it.
"""

from typing import NamedTuple

# verb                   fac int sup tra coo saf eva dir adm rev
VERBS = """
places.see                +   +   +   +   +   +   +   +   +   .
places.manage             .   .   .   .   .   .   .   .   +   .
accounts.see              .   .   +   +   +   .   .   +   +   .
accounts.manage           .   .   .   .   +   .   .   .   +   .
devices.manage            .   .   .   .   +   .   .   .   +   .
groups.see                +   +   +   +   +   +   .   +   .   .
groups.manage             .   .   .   .   +   .   .   .   .   .
groups.import             .   .   .   .   +   .   .   .   .   .
participants.see          +   +   +   .   +   +   .   .   .   .
participants.manage       .   .   .   .   +   .   .   .   .   .
participants.identify     +   +   +   .   +   +   .   .   .   .
sessions.see              +   .   +   +   +   .   .   +   .   .
sessions.record           +   .   +   .   +   .   .   .   .   .
responses.record          +   +   +   .   +   .   .   .   .   .
measures.see              .   .   .   .   +   .   +   .   .   .
instruments.manage        .   .   .   .   .   .   +   .   +   .
schedule.manage           .   .   .   .   +   .   +   .   .   .
evidence.see              .   .   .   .   +   .   +   +   .   .
care.raise                +   +   +   .   +   +   .   .   .   .
care.see                  .   .   .   .   .   +   .   .   .   .
care.act                  .   .   .   .   .   +   .   .   .   .
care.arrange              .   .   .   .   .   +   .   .   .   .
care.break_glass          .   .   .   .   .   .   .   +   +   .
care.count                .   .   .   .   .   .   .   +   .   .
deployment.manage         .   .   .   .   .   .   .   .   +   .
set_aside.decide          .   .   .   .   +   .   .   .   .   .
facilitators.see          .   .   +   +   +   .   .   +   .   .
facilitators.manage       .   .   .   +   +   .   .   .   .   .
courses.manage            .   .   .   +   +   .   .   .   .   .
competence.see            .   .   +   +   +   .   .   .   .   .
competence.rate           .   .   +   +   .   .   .   .   .   .
raters.certify            .   .   .   +   +   .   .   .   .   .
gate.override             .   .   +   .   +   .   .   .   .   .
supervision.see           .   .   +   +   +   .   .   .   .   .
supervision.record        .   .   +   .   .   .   .   .   .   .
supervision.manage        .   .   .   .   +   .   .   .   .   .
wellbeing.record          .   .   +   .   .   .   .   .   .   .
help.ask                  +   .   .   .   .   .   .   .   .   .
rights.see                .   .   .   .   +   +   .   .   .   .
rights.answer             .   .   .   .   +   .   .   .   .   .
rights.count              .   .   .   .   +   .   .   +   .   .
stories.collect           .   +   +   .   +   .   .   .   .   .
stories.edit              .   .   +   .   +   .   .   .   .   .
stories.see               .   .   +   .   +   .   +   +   .   .
rights.erase              .   .   .   .   +   +   .   +   .   .
retention.see             .   .   .   .   .   .   .   +   +   .
stories.select            .   .   +   .   +   .   .   .   .   .
stories.code              .   .   +   .   +   .   +   .   .   .
stories.print             .   .   .   .   +   .   .   +   .   .
feedback.answer           .   .   .   .   +   .   .   .   .   .
feedback.count            .   .   .   .   +   .   .   +   .   .
adverse.see               .   .   .   .   .   +   .   .   .   +
adverse.record            .   .   .   .   .   +   .   .   .   .
adverse.judge             .   .   .   .   .   +   .   .   .   +
adverse.lift              .   .   .   .   .   .   .   .   .   +
adverse.count             .   .   .   .   .   .   +   +   .   .
"""
ROLES = (
    "facilitator",
    "interviewer",
    "supervisor",
    "trainer",
    "coordinator",
    "safeguarding",
    "evaluator",
    "director",
    "administrator",
    "reviewer",
)
ALLOWED = {
    (role, line.split()[0]): sign == "+"
    for line in VERBS.strip().splitlines()
    for role, sign in zip(ROLES, line.split()[1:], strict=True)
}


def may_enter(role: str, enters: str) -> bool:
    """Whether a role holds the verb that opens a page, one of several (``this or that``), or all (``this and that``)."""
    if " and " in enters:
        return all(ALLOWED.get((role, verb), False) for verb in enters.split(" and "))
    return any(ALLOWED.get((role, verb), False) for verb in enters.split(" or "))


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
    Address("shifts:of_group", "sessions.see", about="group"),
    Address("shifts:new", "sessions.record", "GET POST", "group"),
    Address("shifts:correct", "sessions.record", "GET POST", "told shift"),
    Address("shifts:new_role", "sessions.record and participants.see", "GET POST", "participant"),
    Address("shifts:correct_role", "sessions.record and participants.see", "GET POST", "role taken"),
    Address("shifts:wall", "sessions.see"),
    Address("reading:list", "stories.see"),
    Address("reading:story", "stories.see", about="released story"),
    Address("reading:verify", "stories.select", "GET POST", "released story"),
    Address("reading:booklet", "stories.print", "GET POST"),
    Address("reading:panels", "stories.select"),
    Address("reading:new_panel", "stories.select", "GET POST"),
    Address("reading:panel", "stories.select", about="panel"),
    Address("reading:seat", "stories.select", "GET POST", "panel"),
    Address("reading:put", "stories.select", "GET POST", "panel"),
    Address("reading:choose", "stories.select", "GET POST", "panel"),
    Address("reading:unseat", "stories.select", "POST", "panel member"),
    Address("reading:tell_back", "stories.select", "GET POST", "placed"),
    Address("reading:take", "stories.select", "POST", "placed"),
    Address("reading:rounds", "stories.code"),
    Address("reading:new_round", "stories.code", "GET POST"),
    Address("reading:codebook", "stories.code", about="codebook"),
    Address("reading:round", "stories.code", about="round"),
    Address("reading:read", "stories.code", "GET POST", "round"),
    Address("reading:settle", "stories.code", "GET POST", "differing"),
    Address("reading:close", "stories.code", "POST", "round"),
    Address("groups:voice", "sessions.see", about="group"),
    Address("voice:how", "sessions.see"),
    Address("voice:sheet", "sessions.see"),
    Address("voice:guide", "sessions.see"),
    Address("evidence:shifts", "evidence.see"),
    Address("evidence:stories", "evidence.see"),
    Address("evidence:voice", "evidence.see"),
    Address("evidence:early_safety", "evidence.see"),
    Address("groups:questionnaires", "participants.see", about="group"),
    Address("schedule:board", "responses.record or measures.see"),
    Address("schedule:waves", "schedule.manage"),
    Address("schedule:set_wave", "schedule.manage", "GET POST", "wave"),
    Address("schedule:ask_again", "responses.record", "POST", "group"),
    Address("schedule:waiting", "groups.manage", "GET POST", "group"),
    Address("paper:list", "responses.record"),
    Address("paper:new", "responses.record", "GET POST", "group"),
    Address("paper:sheet", "responses.record", about="sheet"),
    Address("paper:key", "responses.record", "GET POST", "sheet"),
    Address("paper:settle", "responses.record", "GET POST", "sheet"),
    Address("paper:correct", "responses.record", "GET POST", "sheet"),
    Address("paper:cancel", "responses.record", "GET POST", "spare sheet"),
    Address("quality:page", "measures.see"),
    Address("groups:new_session", "sessions.record", "GET POST", "group"),
    Address("groups:new_missed", "sessions.record", "GET POST", "group"),
    Address("groups:settle_session", "sessions.record", "GET POST", "doubled"),
    Address("groups:settle_missed", "sessions.record", "GET POST", "doubled day"),
    Address("groups:enrol", "participants.manage", "GET POST", "group"),
    Address("groups:session", "sessions.see", about="session"),
    Address("groups:correct_session", "sessions.record", "GET POST", "session"),
    Address("groups:participant", "participants.see", about="participant"),
    Address("groups:change_identity", "participants.manage", "GET POST", "participant"),
    Address("groups:consents", "participants.see", about="participant"),
    Address("groups:consent", "participants.manage", "GET POST", "purpose"),
    Address("groups:withdraw", "participants.manage", "POST", "purpose"),
    Address("groups:group_consents", "participants.see", about="group"),
    Address("groups:consent_sheet", "participants.see"),
    Address("groups:leave", "participants.manage", "GET POST", "participant"),
    Address("groups:move_participant", "participants.manage", "GET POST", "participant"),
    Address("groups:rejoin", "participants.manage", "GET POST", "participant"),
    Address("registers:import", "groups.import", "GET POST"),
    Address("registers:template", "groups.import"),
    Address("registers:done", "groups.import"),
    Address("trainings_import:import", "courses.manage and accounts.manage", "GET POST"),
    Address("trainings_import:template", "courses.manage and accounts.manage"),
    Address("trainings_import:done", "courses.manage and accounts.manage"),
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
    Address("training:facilitators", "facilitators.see"),
    Address("training:new", "facilitators.manage", "GET POST"),
    Address("training:enter", "facilitators.manage", "POST", "account"),
    Address("training:gate", "competence.see"),
    Address("training:facilitator", "facilitators.see", about="account"),
    Address("training:change", "facilitators.manage", "GET POST", "account"),
    Address("training:step", "facilitators.manage", "GET POST", "account"),
    Address("training:away", "facilitators.manage", "GET POST", "account"),
    Address("training:back", "facilitators.manage", "GET POST", "account"),
    Address("training:join", "participants.manage", "GET POST", "account"),
    Address("training:part", "participants.manage", "GET POST", "account"),
    Address("training:override", "gate.override", "GET POST", "account"),
    Address("training:end_override", "gate.override", "GET POST", "override"),
    Address("training:rate", "competence.rate", "GET POST", "account"),
    Address("training:rating", "competence.see", about="rating"),
    Address("training:correct_rating", "competence.rate", "GET POST", "rating"),
    Address("training:courses", "facilitators.see"),
    Address("training:new_course", "courses.manage", "GET POST"),
    Address("training:course", "facilitators.see", about="course"),
    Address("training:change_course", "courses.manage", "GET POST", "course"),
    Address("training:cancel_course", "courses.manage", "GET POST", "course"),
    Address("training:list_trainee", "courses.manage", "GET POST", "course"),
    Address("training:withdraw", "courses.manage", "GET POST", "trainee"),
    Address("training:mark_day", "courses.manage", "GET POST", "course day"),
    Address("training:finish", "courses.manage", "GET POST", "course"),
    Address("training:raters", "competence.see"),
    Address("training:calibrate", "raters.certify", "POST", "rater"),
    Address("training:new_role_play", "raters.certify", "GET POST"),
    Address("training:score", "competence.rate", "GET POST", "role-play"),
    Address("training:retire", "raters.certify", "GET POST", "role-play"),
    Address("training:rubrics", "facilitators.see"),
    Address("training:rubric", "facilitators.see", about="rubric"),
    Address("erasures:list", "rights.erase"),
    Address("erasures:erasure", "rights.erase", "GET POST", "erasure"),
    Address("erasures:stop", "rights.erase", "POST", "erasure"),
    Address("erasures:certificate", "rights.erase", about="done erasure"),
    Address("erasures:propose", "rights.erase and participants.see", "GET POST", "participant"),
    Address("erasures:propose_story", "rights.erase and stories.see", "GET POST", "story"),
    Address("erasures:retention", "retention.see"),
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
    Address("care:list", "care.see"),
    Address("care:concern", "care.see", "GET POST", "concern"),
    Address("care:act", "care.act", "GET POST", "concern"),
    Address("care:refer", "care.act", "GET POST", "concern"),
    Address("care:referrals", "care.see"),
    Address("care:referral", "care.see", about="referral"),
    Address("care:referral_form", "care.act", about="referral"),
    Address("care:referral_step", "care.act", "GET POST", "referral step"),
    Address("care:close", "care.act", "GET POST", "concern"),
    Address("care:reopen", "care.act", "GET POST", "concern"),
    Address("care:looks", "care.arrange"),
    Address("raising:somewhere", "care.raise", "GET POST"),
    Address("raising:in_group", "care.raise", "GET POST", "group"),
    Address("raising:handed_over", "care.raise"),
    Address("care:on_call", "care.arrange"),
    Address("care:put_on_call", "care.arrange", "GET POST"),
    Address("care:take_off_call", "care.arrange", "POST", "on call"),
    Address("care:capacity", "care.arrange"),
    Address("care:services", "care.arrange"),
    Address("care:new_service", "care.arrange", "GET POST"),
    Address("care:to_verify", "care.arrange"),
    Address("care:service", "care.arrange", about="service"),
    Address("care:change_service", "care.arrange", "GET POST", "service"),
    Address("care:verify_service", "care.arrange", "POST", "service"),
    Address("care:end_service", "care.arrange", "POST", "service"),
    Address("rights:list", "rights.see or rights.count"),
    Address("rights:new", "rights.answer", "GET POST"),
    Address("rights:request", "rights.see", about="request"),
    Address("rights:settle_who", "rights.answer", "GET POST", "request"),
    Address("rights:acknowledge", "rights.answer", "POST", "request"),
    Address("rights:answer", "rights.answer", "GET POST", "request"),
    Address("rights:sheet", "rights.answer", about="request"),
    Address("rights:printed_sheet", "rights.answer", about="request"),
    Address("rights:tell", "rights.answer", "POST", "request"),
    Address("rights:tell_of_care", "care.act", "POST", "request"),
    Address("opening:list", "care.act"),
    Address("opening:new", "care.break_glass", "GET POST"),
    Address("opening:through", SIGNED_IN, about="opening"),
    Address("opening:acknowledge", "care.act", "POST", "opening"),
    Address("opening:exports", "care.act"),
    Address("opening:ask", "care.act", "GET POST"),
    Address("opening:export", "care.act", "GET POST", "export"),
    Address("opening:approve", "care.act", "POST", "export"),
    Address("opening:refuse", "care.act", "POST", "other export"),
    Address("adverse:list", "adverse.see"),
    Address("adverse:new", "adverse.record", "GET POST"),
    Address("adverse:counts", "adverse.count"),
    Address("adverse:event", "adverse.see", "GET POST", "adverse"),
    Address("adverse:judge", "adverse.judge", "GET POST", "adverse"),
    Address("adverse:strike", "adverse.record", "GET POST", "adverse"),
    Address("adverse:stop", "adverse.see", "GET POST", "stop"),
    Address("adverse:lift", "adverse.lift", "GET POST", "stop"),
    # Who may open an intake is asked of the intake itself: for whoever is named in it, it is not there.
    Address("intake:list", SIGNED_IN),
    Address("intake:new", SIGNED_IN, "GET POST"),
    Address("intake:intake", SIGNED_IN, "GET POST", "intake"),
    Address("intake:take", SIGNED_IN, "POST", "intake"),
    Address("intake:hand", SIGNED_IN, "GET POST", "intake"),
    Address("intake:name", SIGNED_IN, "GET POST", "intake"),
    Address("intake:close", SIGNED_IN, "GET POST", "intake"),
    Address("feedback:new", SIGNED_IN, "GET POST"),
    Address("feedback:list", "feedback.answer"),
    Address("feedback:item", "feedback.answer", "GET POST", "item"),
    Address("feedback:acknowledge", "feedback.answer", "POST", "item"),
    Address("feedback:satisfied", "feedback.answer", "POST", "item"),
    Address("feedback:sheet", "feedback.count"),
    Address("feedback:printed", "feedback.count"),
    Address("feedback:new_line", "feedback.answer", "GET POST"),
    Address("feedback:take_off", "feedback.answer", "POST", "sheet line"),
    Address("stories:list", "stories.collect"),
    Address("stories:new", "stories.collect", "GET POST"),
    Address("stories:take_down", "stories.collect", "GET POST"),
    Address("stories:story", "stories.collect", about="story"),
    Address("stories:hand_on", "stories.collect", "GET POST", "story"),
    Address("stories:give", "stories.collect", "GET POST", "story"),
    Address("stories:read_back", "stories.collect", "GET POST", "story"),
    Address("stories:translate", "stories.edit", "GET POST", "story"),
    Address("stories:make_version", "stories.edit", "GET POST", "story"),
    Address("stories:answer", "stories.edit", "GET POST", "story"),
    Address("stories:voice", "stories.collect", about="story"),
    Address("stories:keep_voice", "stories.collect", "GET POST", "story"),
    Address("stories:drop_voice", "stories.collect", "POST", "story"),
    Address("stories:withdraw", "stories.collect", "POST", "story"),
    Address("stories:handed_on_list", "care.see"),
    Address("stories:handed_on", "care.see", about="handed-on story"),
    Address("stories:withdraw_handed_on", "care.act", "POST", "handed-on story"),
    Address("stories:lift", "care.act", "POST", "handed-on story"),
    Address("instruments:list", SIGNED_IN),
    Address("instruments:instrument", SIGNED_IN, about="instrument"),
    Address("evidence:change", "evidence.see"),
    Address("plain:groups", "sessions.record"),
    Address("set_aside:list", "set_aside.decide"),
    Address("set_aside:hand_in", "set_aside.decide", "GET POST"),
    Address("set_aside:accept_all", "set_aside.decide", "POST", "device"),
    Address("set_aside:record", "set_aside.decide", "GET POST", "aside"),
    Address("set_aside:correct", "set_aside.decide", "GET POST", "aside"),
    Address("supervision:plan", "supervision.see"),
    Address("supervision:route", "supervision.see"),
    Address("supervision:visits", "supervision.see"),
    Address("supervision:new_visit", "supervision.record", "GET POST"),
    Address("supervision:visit", "supervision.see", about="visit"),
    Address("supervision:correct_visit", "supervision.record", "GET POST", "visit"),
    Address("supervision:follow_ups", "supervision.see"),
    Address("supervision:follow_up", "supervision.see", "GET POST", "agreed"),
    Address("supervision:helps", "supervision.record or supervision.manage"),
    Address("supervision:answer_help", "supervision.record or supervision.manage", "GET POST", "help"),
    Address("supervision:wellbeing", "wellbeing.record"),
    Address("supervision:note_wellbeing", "wellbeing.record", "GET POST", "account"),
    Address("supervision:charges", "supervision.see"),
    Address("supervision:charges_of", "supervision.see", about="in charge"),
    Address("supervision:give_charge", "supervision.manage", "GET POST", "account"),
    Address("supervision:end_charge", "supervision.manage", "GET POST", "account"),
    Address("supervision:of_group", "supervision.see", about="group"),
    Address("supervision:fidelity", "supervision.see", about="group"),
    Address("supervision:checklist", "supervision.see", about="doubled"),
    Address("supervision:new_checklist", "supervision.record", "GET POST", "doubled"),
    Address("supervision:cascade", "facilitators.see"),
    Address("api:openapi-json", ANYONE),
    Address("api:api-root", ANYONE),
    Address("api:enrol", ANYONE, "POST"),
    Address("api:sync", DEVICE, "POST"),
    Address("api:pull_first", DEVICE),
    Address("api:push_records", DEVICE, "POST"),
]
