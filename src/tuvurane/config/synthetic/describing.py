"""What a person reads once the synthetic programme is written."""

from tuvurane.config.synthetic.writing import Programme
from tuvurane.foundation import words


def describe(programme: Programme) -> str:
    """The organisations, how much was written, and one account a role: several lines of plain text."""
    counts = "   ".join(f"{what}: {number:,}" for what, number in programme.counts.items())
    width = max(len(username) for _, username in programme.accounts)
    accounts = [f"  {username:<{width}}  {words.say(f'role.{role}', 'en')}" for role, username in programme.accounts]
    return "\n".join(
        [
            f"{' and '.join(programme.organisations)}: nobody in it exists ({programme.scale.name}, {programme.today:%d/%m/%Y})",
            counts,
            "",
            f"Accounts, all with the password {programme.password}",
            *accounts,
            "",
            f"The phone to enrol: {programme.facilitator.name} ({programme.facilitator.username})",
        ]
    )
