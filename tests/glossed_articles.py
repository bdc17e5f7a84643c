"""A glossary, and articles that use its terms in a paragraph, a list and a table, in three languages."""

GLOSSARY = """[[term]]
term = "dendrites"
plain = "the tiny branches of a nerve cell"
also = ["dendrite"]

[[term]]
term = "glutamate"
plain = "a chemical that brain cells use to send messages"

[[term]]
term = "receptors"
plain = "spots on a cell that a medicine fits into"
also = ["receptor"]

[[term]]
term = "synapses"
plain = "where one nerve cell passes a message to the next"

[[term]]
term = "plasticity"
plain = "how the brain changes"

[[term]]
term = "dendritas"
plain = "las ramas muy pequeñas de una neurona"
languages = ["es"]

[[term]]
term = "EMDR"
plain = "a therapy in which the eyes move"
languages = ["en", "es"]

[[term]]
term = "المشابك"
plain = "الأماكن التي تلتقي فيها الخلايا"
languages = ["ar"]
"""
FILLING = "Some words fill a line of the page, so that what comes after them stands lower down on it. " * 5
BRAIN = f"""---
title: How the brain changes
author: Jane Roe, LPCC
---

The brain grows dendrites, and glutamate meets receptors; dendrites grow (receptors).

- a first item
- a second with synapses

{FILLING}

| Word | Where |
|---|---|
| plasticity | here |

{(FILLING + chr(10) + chr(10)) * 4}
The last words.
"""
ARTICLES = {
    "brain.md": BRAIN,
    "plain.md": "---\ntitle: Nothing hard\nauthor: Jane Roe\n---\n\nWords that all know.\n",
    "es.md": "---\ntitle: El cerebro\nlanguage: es-MX\n---\n\nCrecen dendritas nuevas.\n\nLa EMDR ayuda.\n",
    "ar.md": "---\ntitle: الدماغ\nlanguage: ar\n---\n\nتسمى المشابك بين الخلايا العصبية.\n\nفقرة ثانية.\n",
}
