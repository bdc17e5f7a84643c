"""PEMAT-P: the Patient Education Materials Assessment Tool for printable materials (AHRQ 2013).

Items 13 and 14 are for sound and film. The sentences are ours; numbers, what may not apply, and the scoring are the
instrument's.
"""

from . import acting, aids, shape, wording
from .form import Form, FormPart, Question

_HINTS = "left open; shows "
_SHORT = "not applicable up to two paragraphs on one page; "

_UNDERSTANDABILITY = (
    FormPart(
        "Content",
        (
            Question(1, "One sees at once what it is for.", shape.purpose, f"{_HINTS}title and beginning"),
            Question(
                2, "Nothing in it leads away from that.", shape.distraction, f"{_HINTS}advertising and web leftovers"
            ),
        ),
    ),
    FormPart(
        "Word choice and style",
        (
            Question(
                3,
                "The words are those of everyday life.",
                wording.everyday_words,
                "no where an abbreviation is not spelled out, or three rare words are not explained (English)",
            ),
            Question(
                4,
                "Medical terms stand only where readers should learn them, and are explained.",
                wording.explained_terms,
                "no where a rare word is not explained where it first stands (English)",
            ),
            Question(
                5,
                "Sentences say who does what (active voice).",
                wording.active_voice,
                "yes up to one passive in five sentences, no above; open near the limit (English)",
            ),
        ),
    ),
    FormPart(
        "Use of numbers",
        (
            Question(
                6,
                "Numbers are easy to grasp.",
                wording.clear_numbers,
                "not applicable without numbers; no where a share is told in per cent only (English)",
                may_not_apply=True,
            ),
            Question(7, "Readers need not do sums.", wording.spared_sums, "yes without numbers"),
        ),
    ),
    FormPart(
        "Organization",
        (
            Question(
                8,
                "It comes in short sections.",
                shape.short_sections,
                f"{_SHORT}no where 300 words stand without a heading or a paragraph has more than 150; else "
                "yes where there are headings",
                may_not_apply=True,
            ),
            Question(
                9,
                "Headings say what is under them.",
                shape.informative_headings,
                f"{_SHORT}no without a heading",
                may_not_apply=True,
            ),
            Question(10, "One thing follows from the other.", shape.sequence, f"{_HINTS}the headings in order"),
            Question(
                11,
                "It sums up what matters.",
                shape.summary,
                f"{_SHORT}yes with key points, or with a heading such as Summary",
                may_not_apply=True,
            ),
        ),
    ),
    FormPart(
        "Layout and design",
        (
            Question(
                12,
                "Boxes, bullets, bold or larger type draw the eye to what matters.",
                shape.visual_cues,
                "yes with key points, which stand in a box; no without heading, list, bold, picture and table",
            ),
        ),
    ),
    FormPart(
        "Use of visual aids",
        (
            Question(
                15,
                "A picture, chart or table stands wherever it would make things clearer.",
                aids.aids_where_helpful,
                f"{_HINTS}how many there are",
            ),
            Question(
                16,
                "Pictures and tables support the text.",
                aids.aids_that_fit,
                "not applicable without picture and table",
                may_not_apply=True,
            ),
            Question(
                17,
                "Each has a clear title or caption.",
                aids.captions,
                "not applicable without picture and table; no where one has no caption",
                may_not_apply=True,
            ),
            Question(
                18,
                "Drawings and photos are clear and not crowded.",
                aids.clear_pictures,
                "not applicable without picture",
                may_not_apply=True,
            ),
            Question(
                19,
                "Tables are simple, with short, clear headings of rows and columns.",
                aids.simple_tables,
                "not applicable without table; no with more than six columns or without headings",
                may_not_apply=True,
            ),
        ),
    ),
)

_ACTIONABILITY = (
    FormPart(
        "",
        (
            Question(
                20,
                "It names at least one thing that the reader can do.",
                acting.action,
                "yes where two sentences begin with what to do (English, Spanish)",
            ),
            Question(
                21,
                "It speaks to the reader when it says what to do.",
                acting.direct_address,
                f'{_HINTS}sentences that begin with what to do, and such as say "patients should"',
            ),
            Question(22, "It parts what to do into steps that one can take.", acting.steps, f"{_HINTS}numbered lists"),
            Question(
                23,
                "It offers something to use, such as a checklist or a plan, wherever that would help to act.",
                acting.tool,
                f"{_HINTS}tables with empty cells, and words such as checklist",
            ),
            Question(
                24,
                "It shows simply how to do the sums that it asks for.",
                wording.sums_shown,
                "not applicable without numbers",
                may_not_apply=True,
            ),
            Question(
                25,
                "It says how to use its charts, tables and diagrams in order to act.",
                aids.used_charts,
                "not applicable without picture and table",
                may_not_apply=True,
            ),
            Question(
                26,
                "A picture, chart or table stands wherever it would make it easier to act.",
                aids.aids_for_action,
                f"{_HINTS}how many there are",
            ),
        ),
    ),
)

PEMAT = Form(
    key="pemat-p",
    name="PEMAT-P",
    source="The Patient Education Materials Assessment Tool (PEMAT) and User’s Guide, Agency for Healthcare Research "
    "and Quality (AHRQ), version 1.0, 2013",
    place="www.ahrq.gov/health-literacy/patient-education/pemat.html",
    yes="Agree",
    no="Disagree",
    passes="above 70%",
    scales=(("Understandability", _UNDERSTANDABILITY), ("Actionability", _ACTIONABILITY)),
)
