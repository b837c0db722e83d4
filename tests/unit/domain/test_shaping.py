"""Shapes of pages: what is stored of them, and what is taken of what anyone may have written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.shaping import WHOLE, Box, Shape

BOXES = st.builds(lambda left, top, wide, high: Box(left, top, min(1.0, left + wide), min(1.0, top + high)),
                  *[st.integers(0, 50).map(lambda n: n / 100)] * 2, *[st.integers(2, 50).map(lambda n: n / 100)] * 2)
SHAPES = st.builds(Shape, st.sampled_from((0, 90, 180, 270)), st.integers(-1500, 1500).map(lambda n: n / 100),
                   BOXES, st.sampled_from((0.0, 0.25, 0.5, 0.512)))


@given(SHAPES)
def test_a_shape_is_the_same_after_it_was_stored(shape: Shape) -> None:
    stored = shape.to_json()
    assert Shape.from_json(stored).to_json() == stored
    again = Shape.from_json(stored)
    assert again.turn == shape.turn and again.skew == pytest.approx(shape.skew, abs=0.006)
    assert again.crop == pytest.approx(shape.crop, abs=1e-4) and again.split == shape.split


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", "7", '{"turn": 45}', '{"skew": 80, "split": 1}', '{"crop": [0, 0, 0, 0]}',
    '{"crop": [0.2, "a", null, 1e999]}', '{"skew": NaN, "split": Infinity}', '{"turn": true}'])
def test_what_makes_no_sense_does_nothing(text: str) -> None:
    assert Shape.from_json(text).is_empty


def test_nothing_is_stored_of_a_page_as_it_is() -> None:
    assert Shape().to_json() == ""
    assert Shape(turn=90).is_turn and not Shape(turn=90, skew=1).is_turn


def test_a_split_page_has_two_parts_that_meet() -> None:
    left, right = Shape(crop=Box(0.1, 0, 0.9, 1), split=0.5).parts
    assert (left.left, left.right, right.left, right.right) == pytest.approx((0.1, 0.5, 0.5, 0.9))
    assert Shape().parts == (WHOLE,)


@given(BOXES, st.integers(1, 4000), st.integers(1, 4000))
def test_a_part_lies_within_its_picture(box: Box, width: int, height: int) -> None:
    left, top, right, bottom = box.pixels(width, height)
    assert 0 <= left < right <= width and 0 <= top < bottom <= height
