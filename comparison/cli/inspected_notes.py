"""The notes as an inspection takes them, and the choice among them by id, feature, severity and harm."""

from collections.abc import Iterable

from ..errors import ConfigurationError
from ..inspection.detector import Detector, SettingUse, Unfinished
from ..inspection.finding import Note
from ..notes.catalogue import all_divergences, all_rules, titles
from ..notes.divergence import POINTS

# What a rule would still change in a port fails loudly, gives a wrong result, and concerns many apps.
_RULE_DANGER = POINTS["likelihood"]["many apps"] * POINTS["harm"]["result"] * POINTS["severity"]["loud"]


def inspected_notes() -> tuple[Note, ...]:
    """Return the divergences with their detectors, and the rules, detected in ports by what they would change."""
    divergences = [
        Note(
            note.id,
            titles()[note.id],
            note.feature,
            note.severity,
            note.harm,
            note.impact,
            note.remedy,
            note.order,
            note.detector,
        )
        for note in all_divergences().values()
    ]
    rules = [
        Note(
            rule.id,
            titles()[rule.id],
            rule.feature,
            "loud",
            "result",
            rule.symptom,
            titles()[rule.id],
            (-_RULE_DANGER, 0, rule.id),
            Detector((Unfinished(rule.id, sentence=f"`{{name}}`: {rule.symptom}"),)),
        )
        for rule in all_rules().values()
    ]
    return (*divergences, *rules)


def changed_settings(notes: Iterable[Note]) -> set[str]:
    """Return the names of the settings that divergences are about."""
    triggers = [trigger for note in notes for trigger in (*note.detector.triggers, *note.detector.unless)]
    return {name for trigger in triggers if isinstance(trigger, SettingUse) for name in trigger.names}


def chosen_ids(notes: Iterable[Note], select: Iterable[str], ignore: Iterable[str]) -> set[str]:
    """Return the ids of the notes that `--select` names, all without it, and `--ignore` does not.

    A name is an id, a feature, a severity or a harm; several are separated by commas. Raises `ConfigurationError` for
    any other.
    """
    notes = tuple(notes)
    selected, ignored = _named(notes, "--select", select), _named(notes, "--ignore", ignore)
    return (selected if select else {note.id for note in notes}) - ignored


def _named(notes: tuple[Note, ...], option: str, names: Iterable[str]) -> set[str]:
    ids: set[str] = set()
    for name in [part.strip() for text in names for part in text.split(",")]:
        meant = {
            note.id for note in notes if name.upper() == note.id or name in (note.feature, note.severity, note.harm)
        }
        if not meant:
            words = sorted({word for note in notes for word in (note.feature, note.severity, note.harm)})
            raise ConfigurationError(
                f"{option} names {name!r}, which is no note, feature, severity or harm: pass an id such as FD101, or "
                f"one of {', '.join(words)}."
            )
        ids |= meant
    return ids
