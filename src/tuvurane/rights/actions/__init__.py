from tuvurane.rights.actions.requests import (
    acknowledge,
    answer_request,
    forget_words,
    receive_request,
    settle_who,
    tell,
    tell_of_care,
)

__all__ = [
    "acknowledge",
    "answer_request",
    "forget_words",
    "receive_request",
    "settle_who",
    "tell",
    "tell_of_care",
]
