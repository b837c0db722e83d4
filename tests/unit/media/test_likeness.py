"""Likeness: what looks alike is near, what differs is far."""

from PIL import Image

from minoties_desktop.media.likeness import likeness
from tests.support.photographs import picture


def _apart(one: Image.Image, other: Image.Image) -> int:
    return (int(likeness(one), 16) ^ int(likeness(other), 16)).bit_count()


def test_the_same_scene_smaller_brighter_and_saved_again_is_near() -> None:
    scene = picture(3)
    assert _apart(scene, scene.resize((320, 213))) <= 4
    assert _apart(scene, scene.point(lambda value: min(255, value + 12))) <= 4


def test_other_scenes_are_far() -> None:
    found = [likeness(picture(seed)) for seed in range(12)]
    near = [(a, b) for a in found for b in found if a < b and (int(a, 16) ^ int(b, 16)).bit_count() < 6]
    assert not near


def test_a_picture_of_one_colour_is_like_no_other() -> None:
    assert likeness(Image.new("RGB", (90, 60), "white")) == ""


def test_empty_pages_and_noise_are_like_no_other() -> None:
    assert likeness(Image.effect_noise((900, 600), 60)) == ""
    page = Image.linear_gradient("L").resize((900, 600)).point(lambda value: 245 + value // 64)
    assert likeness(page) == ""
