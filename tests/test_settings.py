"""Every mistake in the settings is reported at once, with file, line and a guess."""

import os
import re
import tomllib

import pytest

from handout_builder.settings import CLINIC, CLINICIAN, TERM, clinic_toml, clinicians_toml, glossary_toml, load_clinic
from handout_builder.settings.colours import contrast_on_white, darkened, parse

from .conftest import ClinicFolder

WRONG = """name = 12
nmae = "Clinic"
logo = "lgo.svg"
email = "nobody"
web = "not an address"
paper = "a5"
editions = ["leter"]
language = "English!"
address = 5
[colours]
brand = "#ffe500"
text = "red"
shade = "#000"
"""


def test_all_mistakes_come_at_once(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", WRONG)
    clinic.write("layouts/logo.svg", "<svg/>")
    clinic.write(
        "sources/clinicians.toml",
        '[[clinician]]\nrole = "Nurse"\n\n[[clinician]]\nname = "Jane"\nphoto = "jane.png"\nbo = ""\n',
    )
    done = clinic.run()
    assert done.code == 4
    assert done.out == ""
    for said in (
        'layouts/clinic.toml, line 1: name must be text in quotes, such as name = "12"',
        "layouts/clinic.toml, line 2: nmae is not a setting; did you mean name?",
        'layouts/clinic.toml, line 3: logo there is no file "lgo.svg" in layouts/; did you mean logo.svg?',
        'layouts/clinic.toml, line 4: email "nobody" is no e-mail address',
        'layouts/clinic.toml, line 5: web "not an address" is no web address',
        'layouts/clinic.toml, line 6: paper has no "a5"; did you mean a4?',
        'layouts/clinic.toml, line 7: editions has no "leter"; did you mean letter?',
        'layouts/clinic.toml, line 8: language "English!" is no language tag',
        "layouts/clinic.toml, line 9: address must be a list of texts",
        "layouts/clinic.toml, line 11: colours.brand #ffe500 cannot be read on white (contrast 1.3:1",
        'layouts/clinic.toml, line 12: colours.text "red" is no colour',
        "layouts/clinic.toml, line 13: colours.shade is not a setting",
        "sources/clinicians.toml, line 1: name is missing",
        'sources/clinicians.toml, line 6: photo there is no file "jane.png" in sources/',
        "sources/clinicians.toml, line 7: bo is not a setting; did you mean bio?",
    ):
        assert said in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "Clinic\n', "layouts/clinic.toml, line 1"),
        ("name = Clinic\n", "layouts/clinic.toml, line 1"),
        ('name = "a"\nname = "b"\n', "layouts/clinic.toml, line 2"),
        (b'name = "Caf\xe9"\n', "layouts/clinic.toml: the file is not saved as UTF-8. Save it again"),
        ('layout = "clinc"\n', 'there is no layout "clinc" in layouts/. Did you mean clinic?'),
    ],
)
def test_a_file_that_is_no_toml_is_one_clear_message(clinic: ClinicFolder, text: str | bytes, said: str) -> None:
    clinic.write("layouts/clinic.toml", text)
    clinic.write("sources/a.txt", "A\n\nText that is long enough to be a paragraph.\n")
    done = clinic.run()
    assert done.code == 4
    assert said in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_a_pipe_is_not_waited_for(clinic: ClinicFolder) -> None:
    os.mkfifo(clinic.path / "sources" / "glossary.toml")
    done = clinic.run()
    assert done.code == 4
    assert "sources/glossary.toml: is no file." in done.err


def test_without_settings_the_defaults_hold(clinic: ClinicFolder) -> None:
    (clinic.path / "layouts" / "clinic.toml").unlink()
    found = load_clinic(clinic.path)
    assert (found.name, found.paper, found.editions) == ("Example Clinic", "letter", ("letter", "epub", "bundle"))


def test_the_paper_rules_what_is_made_where_no_editions_are_named(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'paper = "A4"\n')
    assert load_clinic(clinic.path).editions == ("a4", "epub", "bundle")


def test_the_starter_files_hold_every_setting_under_its_sentence() -> None:
    clinic, people, words = clinic_toml(), clinicians_toml(), glossary_toml()
    tomllib.loads(clinic)
    tomllib.loads(people)
    for setting in CLINIC:
        assert setting.sentence[:40] in clinic.replace("\n# ", " ")
        assert f"\n{setting.key.split('.')[-1]} = " in clinic
    for setting in CLINICIAN:
        assert setting.sentence[:40] in people.replace("\n# ", " ")
        assert f"\n{setting.key} = " in people
    for setting in TERM:
        assert setting.sentence[:40] in words.replace("\n# ", " ")


def test_the_starters_glossary_is_none_until_its_signs_are_taken_away(clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", glossary_toml())
    assert load_clinic(clinic.path).glossary == ()
    clinic.write("sources/glossary.toml", re.sub(r"(?m)^# (?=\[|\w+ = )", "", glossary_toml()))
    (term,) = load_clinic(clinic.path).glossary
    assert (term.term, term.also, term.languages) == ("dendrites", ("dendrite",), ("en",))


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777", 4.48)])
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    channels = parse(colour)
    assert channels
    assert round(contrast_on_white(channels), 2) == ratio


def test_the_shade_offered_for_yellow_can_be_read() -> None:
    assert contrast_on_white(darkened((255, 229, 0))) >= 4.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[catalogue]\non = 'yes'\n", "line 2: catalogue.on must be true or false without quotes, such as on = false"),
        ("[mail]\npause = -1\n", "line 2: mail.pause must be a whole number from 0 on, such as pause = 2"),
        ("[mail]\nsecurity = 'none'\n", 'line 2: mail.security has no "none"; choose from starttls, tls'),
        ("[mail]\npassword = 'x'\n", "line 2: mail.password is not a setting"),
        ("[printer]\nnmae = 'x'\n", "line 2: printer.nmae is not a setting; did you mean"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(clinic: ClinicFolder, text: str, said: str) -> None:
    clinic.write("layouts/clinic.toml", text)
    done = clinic.run()
    assert done.code == 4
    assert said in done.err


def test_the_tables_are_read(clinic: ClinicFolder) -> None:
    clinic.write(
        "layouts/clinic.toml",
        "[catalogue]\non = true\n[mail]\nserver = 'smtp.clinic.example'\npause = 0\n[printer]\nname = 'Front desk'\n",
    )
    found = load_clinic(clinic.path)
    assert (found.catalogue.on, found.mail.server, found.mail.pause) == (True, "smtp.clinic.example", 0)
    assert found.printer.name == "Front desk"


def test_what_nobody_can_see_is_no_part_of_a_setting(clinic: ClinicFolder) -> None:
    hidden = "\\u0001\\uffff\\ufffe"
    clinic.write(
        "layouts/clinic.toml",
        f'name = "Elm{hidden} Clinic"\naddress = ["12 Elm St{hidden}"]\ncrisis = """Call 988\n{hidden}\nat any hour."""\n',
    )
    clinic.write("sources/clinicians.toml", f'[[clinician]]\nname = "Jane{hidden} Roe"\nbio = "{hidden} A bio"\n')
    clinic.write("sources/glossary.toml", f'[[term]]\nterm = "dend{hidden}rites"\nplain = """tiny\nbranches"""\n')
    found = load_clinic(clinic.path)
    assert (found.name, found.address, found.crisis) == ("Elm Clinic", ("12 Elm St",), "Call 988 at any hour.")
    assert (found.clinicians[0].name, found.clinicians[0].bio) == ("Jane Roe", "A bio")
    assert (found.glossary[0].term, found.glossary[0].plain) == ("dendrites", "tiny branches")
