"""The error tree of planbot.

PlanbotError
├── PlanError      a plan's own files are unusable (text, plan.toml, question bank)
│   └── UnknownPlan
├── StoreError     the data file or its folder cannot be read or written
├── InputError     what an operator typed (an option, a cases file) cannot be used
└── ServeError     a channel cannot be served (an address in use)
    └── ChannelError   it cannot go on (another process polls, the token is refused)

Every message holds the value, the place and the remedy.
"""


class PlanbotError(Exception):
    """Base of all errors that planbot reports to its operator."""


class PlanError(PlanbotError):
    """A plan's own files are unusable."""


class UnknownPlan(PlanError):
    """No plan of that name is shipped."""


class StoreError(PlanbotError):
    """The data file or its folder cannot be read or written."""


class InputError(PlanbotError):
    """An option or an input file cannot be used."""


class ServeError(PlanbotError):
    """A channel cannot be served."""


class ChannelError(ServeError):
    """A channel cannot go on: another process has its place, or the other side refuses it."""
