"""The CDC Clear Communication Index, full score sheet (CDC 2014; user guide of 2013).

The sentences are ours; numbers, what may not apply, and the scoring are the instrument's.
"""

from . import acting, aids, shape, wording
from .form import Form, FormPart, Question

_HINTS = "left open; shows "
_NO_NUMBERS = "not applicable without numbers"
_RISKS = f"{_HINTS}words such as risk and side effect"

_PARTS = (
    FormPart(
        "A: Core",
        (
            Question(1, "Is there one main message?", shape.main_message, f"{_HINTS}what stands at the top"),
            Question(2, "Does it stand at the beginning?", shape.message_first, f"{_HINTS}what stands at the top"),
            Question(3, "Does its look set it off?", shape.message_stressed, f"{_HINTS}key points and bold words"),
            Question(
                4,
                "Does at least one picture carry or support it?",
                aids.message_picture,
                "no without picture",
            ),
            Question(
                5,
                "Is the reader called upon to do something?",
                acting.action,
                "yes where two sentences begin with what to do (English, Spanish)",
            ),
            Question(
                6,
                "Are both the main message and that call in the active voice?",
                acting.active_message,
                f"{_HINTS}passive sentences (English)",
            ),
            Question(
                7,
                "Are the words always those that the readers use?",
                wording.audience_words,
                "no where an abbreviation or a rare word is not explained (English)",
            ),
            Question(
                8,
                "Are there lists with bullets or numbers?",
                shape.lists,
                "no without list, with more than seven items in one that is not parted, or with lists of sources or at "
                "the end only; else yes",
            ),
            Question(9, "Does the text stand in chunks with headings?", shape.chunks, "no without a heading"),
            Question(
                10,
                "Does the first paragraph or section sum up what readers need most?",
                shape.top_summary,
                f"{_HINTS}what stands at the top",
            ),
            Question(
                11,
                "Does it say what experts know and what they do not know?",
                acting.science,
                f"{_HINTS}words such as research and not yet known",
            ),
        ),
        "Where 1 is No, 2 to 4 are No as well; where 1 or 5 is No, so is 6.",
    ),
    FormPart(
        "B: Behavioral recommendations",
        (
            Question(
                12,
                "Is the reader advised to do something?",
                acting.action,
                "yes where two sentences begin with what to do (English, Spanish)",
                may_not_apply=True,
            ),
            Question(
                13,
                "Is it said why that matters to the reader?",
                acting.importance,
                f"{_HINTS}words such as helps and relief",
                may_not_apply=True,
            ),
            Question(
                14,
                "Is it said exactly how to do it?",
                acting.directions,
                f"{_HINTS}numbered lists, and how often",
                may_not_apply=True,
            ),
        ),
        "Counts only where something is advised; else all three are N/A.",
    ),
    FormPart(
        "C: Numbers",
        (
            Question(
                15,
                "Are the numbers always such as the readers use?",
                wording.familiar_numbers,
                f"{_NO_NUMBERS}; no where a share is told in per cent only (English)",
                may_not_apply=True,
            ),
            Question(
                16,
                "Is it always said what the numbers mean?",
                wording.meaning_of_numbers,
                _NO_NUMBERS,
                may_not_apply=True,
            ),
            Question(
                17,
                "Do readers have to do sums? (Here No earns the point.)",
                wording.sums_asked,
                _NO_NUMBERS,
                may_not_apply=True,
                point_for="no",
            ),
        ),
        "Counts only where there are numbers about the topic; else all three are N/A.",
    ),
    FormPart(
        "D: Risk",
        (
            Question(
                18,
                "Is it said what the harm is, how it comes about and whom it may befall?",
                acting.nature_of_risk,
                _RISKS,
                may_not_apply=True,
            ),
            Question(
                19,
                "Are both risks and benefits told of what is advised?",
                acting.both_sides,
                f"{_RISKS}, helps and relief",
                may_not_apply=True,
            ),
            Question(
                20,
                "Are chances in figures also told in words or by a picture?",
                wording.explained_chances,
                f"{_NO_NUMBERS}; else shows such as 20% or 1 in 5",
                may_not_apply=True,
            ),
        ),
        "Counts only where risks are told; else all three are N/A. Without chances in figures, so is 20.",
    ),
)

CLEAR_INDEX = Form(
    key="clear-communication-index",
    name="CDC Clear Communication Index",
    source="CDC Clear Communication Index: User Guide, Centers for Disease Control and Prevention (CDC), 2013",
    place="www.cdc.gov/ccindex",
    yes="Yes",
    no="No",
    passes="90 or more",
    scales=(("Index", _PARTS),),
)
