"""Every licence against commons-contract section 7, written out here a second time."""

from dataclasses import replace

import pytest

from minoties_desktop.domain.licences import Licence, Rule, licences

COPYRIGHTED, DEDICATED, PUBLIC_DOMAIN = "Q50423863", "Q88088423", "Q19652"
US = ("Q30", "Q47246828")
OVER_100, OVER_70 = ("Q60332278", "Q29940705"), ("Q59542795", "Q29870196")


def _free(name: str, label: str, template: str, grounds: tuple[tuple[str, str], ...], years: int, rule: Rule,
          tags: str = "") -> Licence:
    return Licence(name, f"licence-{label}", False, True, "", template, PUBLIC_DOMAIN, (), grounds, years, tags, rule)


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
    "cc-by-sa-4.0-heirs": Licence("cc-by-sa-4.0-heirs", "licence-heirs", False, True, "", "{{cc-by-sa-4.0-heirs}}",
                                  COPYRIGHTED, ("Q18199165",)),
    "pd-old-100-expired": _free("pd-old-100-expired", "pd-old-100", "{{PD-old-100-expired}}", (OVER_100, US), 100,
                                Rule(died=101, published=96, sound=False)),
    "pd-old-auto-expired": _free("pd-old-auto-expired", "pd-old-auto", "{{PD-old-auto-expired|deathyear=$died}}",
                                 (OVER_70, US), 96, Rule(died=71, published=96, sound=False)),
    "pd-old-70-expired": _free("pd-old-70-expired", "pd-old-70", "{{PD-old-70-expired}}", (OVER_70, US), 96,
                               Rule(died=71, published=96, sound=False)),
    "pd-old-auto-1996": _free("pd-old-auto-1996", "pd-old-1996",
                              "{{PD-old-auto-1996|deathyear=$died|country=$country}}", (OVER_70,), 71,
                              Rule(died=71, died_before=1926, countries=("cl",), sound=False)),
    "pd-old-assumed": _free("pd-old-assumed", "pd-old-assumed", "{{PD-old-assumed}}", (US,), 121,
                            Rule(made=121, published=96, unknown=True, sound=False), "{{PD-US-expired}}"),
    "pd-chile": _free("pd-chile", "pd-chile", "{{PD-Chile}}", (US,), 96,
                      Rule(published=96, unknown=True, countries=("cl",), sound=False), "{{PD-US-expired}}"),
}


@pytest.mark.parametrize("licence", licences())
def test_a_licence_is_as_the_contract_says(licence):
    assert replace(licences()[licence], source="") == CONTRACT[licence]


@pytest.mark.parametrize("licence", licences().values(), ids=str)
def test_a_licence_names_its_source(licence):
    assert "commons-contract" in licence.source


@pytest.mark.parametrize("licence", licences().values(), ids=str)
def test_the_public_domain_has_a_rule_and_says_why_it_is_so_in_the_united_states(licence):
    assert (licence.rule is not None) == (licence.status == PUBLIC_DOMAIN)
    if licence.rule:
        assert "-expired" in licence.template or "1996" in licence.template or "PD-US" in licence.tags


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
