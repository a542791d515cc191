"""What the page for the worst moment says around its numbers; pure ASCII in English."""

from __future__ import annotations

from recoverylog.language import _

HEADINGS = {"crisis": _("To talk to someone"), "substance": _("Alcohol and drugs")}
OPENING = _(
    "You are not alone with this. If you or someone else may be in danger now, "
    "call an emergency number."
)
ORIGIN = _("From public sources, not dialled by us; numbers change.")
UNREADABLE = (
    _("The list of crisis lines that comes with recoverylog can't be read here."),
    _("Call the emergency number of the place where you are."),
    _("Lines in every country: https://findahelpline.com"),
)
SIGNS = _(
    "does not wake when you shout and rub your knuckles hard on the breastbone; slow, shallow "
    "or no breathing; gurgling or snoring sounds; blue or grey lips or nails; very small "
    "pupils; cold, clammy skin"
)
STEPS = (
    _("Call emergency services, phone on loudspeaker, and do what they tell you."),
    _("Naloxone spray, if you have it: head back, tip in one nostril, press."),
    _("Not breathing: rescue breaths or CPR, as the person on the phone tells you."),
    _("Breathing: roll them onto their side, so that the airway stays open."),
    _("No response after 2 to 3 minutes: a second dose."),
    _(
        "Stay: naloxone can wear off before the opioid does. It does not work on alcohol, "
        "benzodiazepines or stimulants alone, and does no harm there."
    ),
)
TOLERANCE = _("After a break, tolerance drops within days: nobody knows what dose is safe then.")
WITHDRAWAL = _(
    "Stopping alcohol, benzodiazepines or GHB suddenly after heavy daily use can be "
    "dangerous. Shaking, vomiting again and again, seeing or hearing things, seizures, "
    "confusion: get medical help now."
)
NOT_ADVICE = _("From public health guides, in our words. No clinician has read this page yet.")
