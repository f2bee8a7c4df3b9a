"""Circulated and confirmed text stays as it is: the database refuses to change it, whoever asks."""

import pgtrigger

from access.erasure.passages import Freeze

_REFUSE = """
    {look_up}
    IF FOUND THEN
        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""
# The minutes of a row, before and after. Held first and asked after: asked at once whether they are frozen,
# they would not be found, nor waited for, while a circulation is under way.
_HOLD_AND_ASK = """
    PERFORM 1 FROM meetings_minutes WHERE {minutes} ORDER BY id FOR SHARE;
    PERFORM 1 FROM meetings_minutes WHERE {minutes} AND sha256 <> '';"""
_OF_ROW = """{key} IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.{column} ELSE OLD.{column} END,
                 CASE WHEN TG_OP = 'DELETE' THEN OLD.{column} ELSE NEW.{column} END)"""
_BY_MINUTES = _HOLD_AND_ASK.format(minutes=_OF_ROW.format(key="id", column="minutes_id"))
_BY_MEETING = _HOLD_AND_ASK.format(minutes=_OF_ROW.format(key="meeting_id", column="meeting_id"))
_OF_MEETING = _HOLD_AND_ASK.format(minutes="meeting_id = NEW.id")


def frozen_with_minutes(name: str) -> pgtrigger.Trigger:
    """Return the trigger of a table whose rows are part of the minutes."""
    return _refuse(name, _BY_MINUTES)


def frozen_with_meeting(name: str) -> pgtrigger.Trigger:
    """Return the trigger of a table whose rows the minutes quote, such as the agenda."""
    return _refuse(name, _BY_MEETING)


def frozen_meeting(name: str) -> pgtrigger.Trigger:
    """Return the trigger that keeps what the minutes quote of the meeting itself; its state goes on."""
    quoted = ["on_date", "precision", "starts_at", "ends_at", "place_text", "title_en", "title_bn", "kind"]
    now, before = (", ".join(f"{row}.{column}" for column in quoted) for row in ("NEW", "OLD"))
    return Freeze(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"ROW({now}) IS DISTINCT FROM ROW({before})"),
        func=_REFUSE.format(look_up=_OF_MEETING),
    )


def frozen_itself(name: str) -> pgtrigger.Trigger:
    """Return the trigger that keeps hash, text and the moment of circulation once they are set."""
    return Freeze(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.sha256 <> ''"),
        func="""
            IF TG_OP = 'UPDATE' AND ROW(NEW.sha256, NEW.frozen_text, NEW.circulated_at, NEW.meeting_id)
                IS NOT DISTINCT FROM ROW(OLD.sha256, OLD.frozen_text, OLD.circulated_at, OLD.meeting_id) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';
        """,
    )


def confirmed_itself(name: str) -> pgtrigger.Trigger:
    """Return the trigger that keeps what was confirmed: text, hash, moment, and that it is confirmed."""
    kept = ["confirmed_sha256", "confirmed_text", "confirmed_at", "confirmed_on", "confirmed_in_id"]
    kept += ["confirmed_by_id", "is_confirmed"]
    now, before = (", ".join(f"{row}.{column}" for column in kept) for row in ("NEW", "OLD"))
    return Freeze(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.confirmed_sha256 <> '' AND ROW({now}) IS DISTINCT FROM ROW({before})"
        ),
        func="RAISE EXCEPTION 'confirmed minutes are locked' USING ERRCODE = 'check_violation';",
    )


def while_circulated(name: str) -> pgtrigger.Trigger:
    """Return the trigger of what is written between circulation and confirmation, and never after."""
    return _only(name, "sha256 <> '' AND confirmed_sha256 = ''")


def once_confirmed(name: str) -> pgtrigger.Trigger:
    """Return the trigger of what is only added to confirmed minutes."""
    return _only(name, "confirmed_sha256 <> ''")


def _only(name: str, when: str) -> pgtrigger.Trigger:
    # Held first and asked after: a confirmation that is under way is waited for, and then seen.
    return Freeze(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            PERFORM 1 FROM meetings_minutes WHERE id = NEW.minutes_id FOR SHARE;
            PERFORM 1 FROM meetings_minutes WHERE id = NEW.minutes_id AND NOT ({when});
            IF FOUND THEN
                RAISE EXCEPTION 'these minutes take no such line now' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def _refuse(name: str, look_up: str) -> pgtrigger.Trigger:
    return Freeze(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        # The look-up locks a row of minutes, which the app role may do: it updates minutes.
        func=_REFUSE.format(look_up=look_up),
    )
