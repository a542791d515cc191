"""recoverylog: a private journal for people in recovery, kept on their own machine."""

__version__ = "0.1.0"
