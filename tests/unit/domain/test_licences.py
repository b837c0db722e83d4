"""Every licence against commons-contract section 7, written out here a second time."""

import pytest

from minoties_desktop.domain.licences import Licence, licences

COPYRIGHTED, DEDICATED, PUBLIC_DOMAIN = "Q50423863", "Q88088423", "Q19652"
US = ("Q30", "Q47246828")
CONTRACT = {
    "cc-by-sa-4.0": Licence("cc-by-sa-4.0", "CC BY-SA 4.0", True, True, "{{self|cc-by-sa-4.0}}", "{{cc-by-sa-4.0}}",
                            COPYRIGHTED, ("Q18199165",)),
    "cc-by-4.0": Licence("cc-by-4.0", "CC BY 4.0", True, True, "{{self|cc-by-4.0}}", "{{cc-by-4.0}}",
                         COPYRIGHTED, ("Q20007257",)),
    "cc-zero": Licence("cc-zero", "CC0", True, True, "{{self|cc-zero}}", "{{cc-zero}}", DEDICATED, ("Q6938433",)),
    "cc-by-sa-4.0+gfdl": Licence("cc-by-sa-4.0+gfdl", "CC BY-SA 4.0, GFDL", True, False, "{{self|cc-by-sa-4.0|GFDL}}",
                                 "", COPYRIGHTED, ("Q18199165", "Q50829104")),
    "cc-by-sa-3.0": Licence("cc-by-sa-3.0", "CC BY-SA 3.0", False, True, "", "{{cc-by-sa-3.0}}", COPYRIGHTED,
                            ("Q14946043",)),
    "cc-by-3.0": Licence("cc-by-3.0", "CC BY 3.0", False, True, "", "{{cc-by-3.0}}", COPYRIGHTED, ("Q14947546",)),
    "fal": Licence("fal", "Free Art License", False, True, "", "{{FAL}}", COPYRIGHTED, ("Q152332",)),
    "pd-old-100-expired": Licence(
        "pd-old-100-expired", "licence-pd-old-100", False, True, "",
        "{{PD-old-100-expired}}", PUBLIC_DOMAIN, (), (("Q60332278", "Q29940705"), US), 100),
    "pd-old-70-expired": Licence(
        "pd-old-70-expired", "licence-pd-old-70", False, True,
        "", "{{PD-old-70-expired}}", PUBLIC_DOMAIN, (), (("Q59542795", "Q29870196"), US), 96),
}


@pytest.mark.parametrize("licence", licences())
def test_a_licence_is_as_the_contract_says(licence):
    assert licences()[licence] == CONTRACT[licence]


def test_all_of_the_contract_s_are_there():
    assert list(licences()) == list(CONTRACT)


@pytest.mark.parametrize("licence", licences().values(), ids=str)
def test_who_may_choose_it_has_page_text_for_it(licence):
    assert licence.own == bool(licence.self_template)
    assert licence.third_party == bool(licence.template)
    assert bool(licence.grounds) == (licence.status == PUBLIC_DOMAIN) != bool(licence.items)


def test_self_is_for_the_uploader_s_own_work_only():
    licence = licences()["cc-by-4.0"]
    assert licence.page_text(by_uploader=True) == "{{self|cc-by-4.0}}"
    assert licence.page_text(by_uploader=False) == "{{cc-by-4.0}}"
    assert licences()["fal"].page_text(by_uploader=True) == "{{FAL}}"


def test_nothing_unfree_is_offered():
    assert not [licence for licence in licences() if "nc" in licence.split("-") or "nd" in licence.split("-")]
