"""Two stages that use every kind of mark, control and option, to be drawn in a browser."""

import numpy as np

from logit_core.explorers import Control, Stage
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, PURPLE, VERMILION, new_figure


def make_every_mark() -> Stage:
    """Return a stage with every kind of mark and option, on linear and logarithmic axes."""
    rng = np.random.default_rng(0)
    fig = new_figure(12)
    lines, dots, plane, turned = fig.subplots(1, 4)
    lines.set(xlim=(0, 10), ylim=(-6, 6), title="lines")
    dots.set(xlim=(1000, 0.1), ylim=(1e-3, 1e3), xscale="log", yscale="log", title="markers")
    plane.set(xlim=(-2, 3), ylim=(40, 80), title="field")
    turned.set(xlim=(3, -2), ylim=(0, 10), title="turned round")
    plane.plot(rng.uniform(-1.5, 2.5, 30), rng.uniform(45, 75, 30), "s", color=BLUE, markersize=4)
    stage = Stage(fig, phase=["early", "midway", "late"], point=9)

    x = np.linspace(0, 10, 80)
    waves = np.sin(x + np.arange(3)[:, None])
    broken = np.where((x > 4) & (x < 5), np.nan, waves)
    styles = [
        {"color": BLACK, "linewidth": 2},
        {"color": BLUE, "linestyle": "--", "linewidth": 3, "zorder": 0.5},
        {"color": VERMILION, "linestyle": ":", "linewidth": 2.5},
        {"color": GREEN, "linestyle": "-.", "linewidth": 1, "alpha": 0.6},
        {"color": (0.6, 0.2, 0.5, 0.3), "linewidth": 6, "solid_capstyle": "round"},
    ]
    for height, style in zip((4, 2, 0, -2, -4), styles, strict=True):
        (line,) = lines.plot([], [], **style)
        stage.moves(line, x=x, y=broken + height, by="phase")
    # legends: over what moves and over what stands still, and below a mark of zorder 6
    lines.plot([0, 10], [5.5, 2.5], color=FAINT, linewidth=4, label="stands still")
    lines.legend(loc="upper right", framealpha=0.7)
    turned.plot([3, -2], [9, 1], "-", color=GREEN, linewidth=5, label="stands still")
    turned.legend(loc="center")

    scattered = 10 ** rng.uniform(-2.5, 2.5, (3, 9))
    trail = np.logspace(2.5, -0.5, 9)
    for k, marker in enumerate("osv^D*+x"):
        (line,) = dots.plot([], [], marker, color=BLUE, markersize=9, markeredgewidth=1.5)
        line.set(markerfacecolor=[VERMILION, "none"][k % 2], alpha=[None, 0.5][k // 4])
        stage.moves(line, x=trail, y=np.roll(scattered, k, axis=1), by="phase", until="point")
    (line,) = dots.plot([], [], "-", color=PURPLE)
    stage.moves(line, x=trail, y=[np.inf, 10, 1, 0, 1, np.nan, 1, 0.1, 0.1], until="point")

    steep, nearly_flat, flat = [-240, 60, 3.2], [0.5, 1e-5, 1e-6], [1.5, 0, 0]
    w = np.array([steep, nearly_flat, flat])
    stage.field(plane, w, by="phase", alpha=0.7)
    (middle,) = plane.plot([], [], color=BLACK, linewidth=2, zorder=0.9)
    (above,) = plane.plot([], [], "--", color=GREEN, linewidth=2)
    stage.boundary(middle, [-60, 4, 1], level=0)
    stage.boundary(above, [[60, -4, -1], [-60, -4, 1], [60, 0, -1]], by="phase", level=5)

    stage.field(turned, [[2, 1, -0.5], [2, -1, -0.5], [-2, 1, 0.5]], by="phase")
    (middle,) = turned.plot([], [], linestyle=(0, (5, 2, 1, 2)), color=BLACK, linewidth=2)
    stage.boundary(middle, [[2, 1, -0.5], [2, -1, -0.5], [-2, 1, 0.5]], by="phase")
    custom = {"linestyle": (3, (5, 2, 1, 2)), "dash_capstyle": "round", "dash_joinstyle": "miter"}
    (zigzag,) = turned.plot([], [], color=VERMILION, linewidth=2, zorder=6, **custom)
    leaps = np.array([-30, 9, 1, 8, 40, -40, 5, 30, 2.0])  # in and out of the figure
    stage.moves(zigzag, x=np.linspace(-1.5, 2.5, 9), y=leaps * [[1], [0.7], [1.1]], by="phase")
    return stage.says("It is {phase}, point {point}.")


def make_every_control() -> Stage:
    """Return a stage with a range, a choice and a toggle, bars, texts, a rule and two overlays."""
    fig = new_figure(9)
    bars, lying, texts = fig.subplots(1, 3)
    bars.set(xlim=(-0.6, 3.6), ylim=(-2, 6), title="bars")
    lying.set(xlim=(0, 10), ylim=(-1, 2), title="lying bars and rules")
    texts.set(xlim=(1, 100), ylim=(0, 10), xscale="log", title="texts")
    stage = Stage(
        fig,
        step=5,
        run=Control(["first run", "second run", "both"], kind="choice"),
        marked=Control(["no", "yes"], kind="toggle"),
    )

    lengths = np.array([[0.5, -1, 2, 3], [1, 1, 1, np.nan], [5, 4, -1.5, 2], [0, 1, 2, 3], [4] * 4])
    upright = bars.bar(range(4), [1] * 4, color=[BLUE, VERMILION, GREEN, PURPLE], edgecolor=BLACK)
    stage.bars(upright, lengths, by="step")
    flat = lying.barh([0, 1], [1, 1], height=0.5, left=[0, 2], color=VERMILION, alpha=0.5)
    stage.bars(flat, [[3, 4], [5, 2], [9, 1]], by="run")
    rule = lying.axvline(3, color=BLACK, linestyle="--")
    stage.moves(rule, x=np.linspace(1, 9, 5)[:, None], by="step")
    level = lying.axhline(0.5, color=GREEN, linewidth=2)
    stage.moves(level, y=[[np.nan], [0.5]], by="marked")

    steps, falls = np.arange(1, 6.0), np.array([9 - np.arange(5), 8 / (1 + np.arange(5))])
    for k, style in enumerate(("-", "--")):
        (line,) = texts.plot(10 ** (steps / 3), falls[k], style, color=BLACK)
        shown = np.where([[k == 0], [k == 1], [True]], falls[k], np.nan)
        stage.moves(line, y=shown, by="run", until="step")
    words = ["3 to 1", "(0, 1]", "Ångström", "jgpq", "45.0 %"]
    places = [("left", "baseline"), ("center", "center"), ("right", "top"), ("left", "bottom")]
    for k, (across, upwards) in enumerate(places):
        text = texts.text(10, 2 + 2 * k, "", ha=across, va=upwards, fontsize=9 + k, color=BLUE)
        stage.writes(text, np.roll(words, k), x=5.0 + 5 * np.arange(5), by="step")
    corner = texts.text(0.95, 0.02, "marked", transform=texts.transAxes, ha="right", alpha=0.7)
    stage.writes(corner, ["plain", "marked"], by="marked")
    return stage.says("Step {step}, {run}, marked: {marked}.")
