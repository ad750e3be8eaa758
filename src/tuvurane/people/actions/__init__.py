from tuvurane.people.actions.accounts import (
    AccountPlan,
    choose_language,
    close_account,
    end_role,
    give_role,
    open_account,
    open_accounts,
    set_password,
)
from tuvurane.people.actions.devices import (
    enrol_device,
    issue_enrolment_code,
    note_hand_in,
    note_read,
    note_seen,
    revoke_device,
)
from tuvurane.people.actions.generations import (
    Rotation,
    begin_rotation,
    finish_master_rotation,
    finish_rotation,
    note_master,
    seal_anew,
    wrap_anew,
)
from tuvurane.people.actions.organisations import change_organisation, found_organisation
from tuvurane.people.actions.origin import Origin, from_phone, sign
from tuvurane.people.actions.second_factor import (
    check_second_factor,
    confirm_second_factor,
    reset_second_factor,
    start_second_factor,
)

__all__ = [
    "AccountPlan",
    "Origin",
    "Rotation",
    "begin_rotation",
    "change_organisation",
    "check_second_factor",
    "choose_language",
    "close_account",
    "confirm_second_factor",
    "end_role",
    "enrol_device",
    "finish_master_rotation",
    "finish_rotation",
    "found_organisation",
    "from_phone",
    "give_role",
    "issue_enrolment_code",
    "note_hand_in",
    "note_master",
    "note_read",
    "note_seen",
    "open_account",
    "open_accounts",
    "reset_second_factor",
    "revoke_device",
    "seal_anew",
    "set_password",
    "sign",
    "start_second_factor",
    "wrap_anew",
]
