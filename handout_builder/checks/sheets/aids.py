"""What can be said of an article's pictures and tables."""

from .form import Judged, counted, quoted, sentence
from .seen import Seen

_COLUMNS = 6
"""Columns beyond which a table is not simple."""


def aids_where_helpful(seen: Seen) -> Judged:
    """Show what pictures and tables there are."""
    return "open", f"{_aids(seen)} Ask whether one more would make anything clearer."


def aids_for_action(seen: Seen) -> Judged:
    """Show what pictures there are that may help to act."""
    return "open", f"{_aids(seen)} Ask whether one would make it easier to act."


def aids_that_fit(seen: Seen) -> Judged:
    """Tell whether pictures support the text: without any, nobody can say."""
    if none := _no_aids(seen):
        return none
    return "open", _described(seen)


def captions(seen: Seen) -> Judged:
    """Tell whether pictures and tables have titles or captions: not where one has none."""
    if none := _no_aids(seen):
        return none
    named = [*(one.caption for one in seen.pictures), *(one.caption for one in seen.tables)]
    without = named.count("")
    if without:
        return "no", f"{without} of {counted(len(named), 'picture or table', 'pictures and tables')} have no caption."
    return "open", f"Each has one: {quoted(named)}."


def clear_pictures(seen: Seen) -> Judged:
    """Show what pictures there are."""
    return ("open", _described(seen)) if seen.pictures else ("not applicable", "There is no picture.")


def simple_tables(seen: Seen) -> Judged:
    """Tell whether tables are simple: not where one has many columns or no headings."""
    if not seen.tables:
        return "not applicable", "There is no table."
    widest = max(table.columns for table in seen.tables)
    if widest > _COLUMNS:
        return "no", f"A table has {widest} columns."
    if bare := sum(not table.headings for table in seen.tables):
        return "no", f"{sentence(counted(bare, 'table'))} without row or column headings."
    headings = [words for table in seen.tables for words in table.headings]
    told = f"{sentence(counted(len(seen.tables), 'table'))} of up to {counted(widest, 'column')}"
    return "open", f"{told}; headings: {quoted(headings, 4)}."


def used_charts(seen: Seen) -> Judged:
    """Tell whether charts and tables are explained: without any, nothing is to explain."""
    return _no_aids(seen) or ("open", _aids(seen))


def message_picture(seen: Seen) -> Judged:
    """Tell whether a picture carries the main message (Index item 4): none does where there is none."""
    if not seen.pictures:
        return "no", "There is no picture."
    bare = sum(not one.caption for one in seen.pictures)
    return "open", f"{_described(seen)} {bare or 'None'} without a caption; labels within a picture count too."


def _no_aids(seen: Seen) -> Judged | None:
    if seen.pictures or seen.tables:
        return None
    return "not applicable", "There is no picture and no table."


def _aids(seen: Seen) -> str:
    return f"{sentence(counted(len(seen.pictures), 'picture'))}, {counted(len(seen.tables), 'table')}."


def _described(seen: Seen) -> str:
    told = [one.alt or one.caption for one in seen.pictures if one.alt or one.caption]
    return f"{_aids(seen)[:-1]}: {quoted(told)}." if told else _aids(seen)
