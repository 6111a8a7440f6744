"""The screen that writes."""

from tests.pages.language_models.language_models_visit import NAME, drawn, look, visit
from tests.pages.visiting import address, press


def test_writing_goes_step_by_step_and_the_address_holds_it():
    app = look(visit(screen="write", n=3))
    for _ in range(2):
        press(app, f"{NAME}.one")
    first = drawn(press(app, f"{NAME}.ten"))
    assert address(app)["length"] == "12"
    again = visit(**{k: v for k, v in address(app).items() if k != "lang"})
    assert [line for line in first.splitlines() if "lm-text" in line] == [
        line for line in drawn(again).splitlines() if "lm-text" in line
    ]
    assert address(press(app, f"{NAME}.back"))["length"] == "11"
    assert address(press(app, f"{NAME}.reseed"))["seed"] == "2"
    assert "length" not in address(press(app, f"{NAME}.restart"))


def test_every_n_writes_with_the_same_dice():
    app = look(visit(screen="write", length=12))
    says = drawn(app)
    for n in range(1, 6):
        assert f"<td>{n}</td>" in says
    assert says.count('<tr class="here"><td>2</td>') == 1
