"""What is told of one thing: ids by the names of what they stand for."""

from minoties_desktop.services.showing import whole_item, whole_row
from tests.support.libraries import library, ready, tagging

__all__ = ["library", "tagging"]


def test_an_institution_is_told_by_its_name(library, tagging):
    [item] = ready(library, 1)
    museum = tagging.create("institution", {"name": "Museo de Temuco"})
    tagging.replace([item], "institution", [museum])
    [value] = [one for one in whole_item(library, item)["values"] if one["field"] == "institution"]
    assert (value["value"], value["label"]) == (museum, "Museo de Temuco")


def test_a_row_names_the_rows_that_it_points_to(library, tagging):
    museum = tagging.create("institution", {"name": "Museo de Temuco"})
    agreement = tagging.create("agreement", {"title": "Letter of 2026", "institution": museum})
    assert whole_row(library, "agreement", agreement)["institution_name"] == "Museo de Temuco"
    walk = tagging.create("activity", {"title": "Visit", "institution": museum, "agreement": agreement})
    shown = whole_row(library, "activity", walk)
    assert (shown["institution_name"], shown["agreement_name"]) == ("Museo de Temuco", "Letter of 2026")
