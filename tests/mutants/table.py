"""Which tests run for which module: those that mirror it first, then those that use it most."""

import sys

MATHS = "tests/test_validation.py"
SIZES = "tests/test_sizes.py"
JUDGES = ("tests/exercises/test_exercise.py", "tests/exercises/test_comparison.py")
DIAGNOSIS = ("tests/exercises/test_diagnosis.py", "tests/exercises/test_judges.py")
GUESSES = ("tests/exercises/test_guesses.py", *DIAGNOSIS)
STAGE = ("tests/stage/test_refusals.py", "tests/stage/test_marks.py")

TESTS = {
    # the maths
    "_coordinates": ("tests/test_coordinates.py", "tests/test_second_order.py"),
    "_sizes": (SIZES,),
    "_unchecked": ("tests/test_descent.py", "tests/test_probability.py"),
    "_validation": (MATHS, "tests/test_descent.py", "tests/test_data.py"),
    "data": ("tests/test_data.py",),
    "descent": ("tests/test_descent.py", MATHS, SIZES),
    "gradients": ("tests/test_gradients.py", MATHS, SIZES),
    "losses": ("tests/test_losses.py", MATHS),
    "margin": ("tests/test_margin.py", MATHS, SIZES),
    "model": ("tests/test_model.py", MATHS),
    "paths": ("tests/test_paths.py", "tests/test_descent.py"),
    "probability": ("tests/test_probability.py", MATHS),
    "second_order": ("tests/test_second_order.py", "tests/test_descent.py", SIZES),
    "sweep": ("tests/test_descent.py", SIZES),
    # what the judges share
    "exercises._attempts": ("tests/exercises/test_attempts.py", *JUDGES),
    "exercises._clock": ("tests/exercises/test_clock.py", *JUDGES),
    "exercises._clock_by_events": ("tests/exercises/test_clock_by_events.py",),
    "exercises._diagnosis": (*JUDGES, *DIAGNOSIS),
    "exercises._errors": ("tests/exercises/test_attempts.py", *JUDGES),
    "exercises._from_inputs": GUESSES,
    "exercises._from_numbers": GUESSES,
    "exercises._guess": GUESSES,
    "exercises._matching": (*JUDGES, DIAGNOSIS[0]),
    "exercises._reading": (
        "tests/exercises/test_reading.py",
        "tests/exercises/test_attempts.py",
        *JUDGES,
        *DIAGNOSIS,
    ),
    "exercises._repairs": ("tests/exercises/test_repairs.py", *DIAGNOSIS),
    "exercises._where": (
        "tests/exercises/test_where.py",
        "tests/exercises/test_comparison.py",
        "tests/exercises/test_judges.py",
    ),
    "exercises._made_up": DIAGNOSIS,
    "exercises._values": ("tests/exercises/test_values.py", *JUDGES),
    "exercises._watching": (
        "tests/exercises/test_attempts.py",
        "tests/exercises/test_chapter_2_sigmoid.py",
    ),
    "exercises._words": ("tests/exercises/test_words.py", "tests/exercises/test_attempts.py"),
    "exercises._yes_or_no": ("tests/exercises/test_yes_or_no.py",),
    "exercises.comparison": (JUDGES[1], JUDGES[0], DIAGNOSIS[0]),
    "exercises.exercise": ("tests/exercises/test_exercise.py", "tests/exercises/test_attempts.py"),
    "exercises.record": ("tests/exercises/test_record.py",),
    "exercises.verdict": ("tests/exercises/test_verdict.py", "tests/exercises/test_record.py"),
    # the stage
    "stage._arguments": ("tests/stage/test_arguments.py", "tests/stage/test_sentence.py", *STAGE),
    "stage.alone": ("tests/stage/test_alone.py",),
    "stage.board": ("tests/stage/test_board.py", "tests/explorers/test_own_points.py"),
    "stage.cells": ("tests/stage/test_cells.py", "tests/stage/test_memory.py"),
    "stage.choices": ("tests/stage/test_alone.py",),
    "stage.control": ("tests/stage/test_control.py", *STAGE),
    "stage.handles": ("tests/stage/test_grab.py", *STAGE),
    "stage.neutrals": ("tests/stage/test_neutrals.py",),
    "stage.stacked": ("tests/stage/test_stacked.py", "tests/stage/test_layout.py", *STAGE),
    "stage.layout": ("tests/stage/test_layout.py", *STAGE),
    "stage.marks": ("tests/stage/test_marks.py", STAGE[0]),
    "stage.panel": (
        "tests/stage/test_alone.py",
        "tests/stage/test_panel.py",
        "tests/explorers/test_iris.py",
    ),
    "stage.pictured_widget": ("tests/stage/test_stage.py", "tests/stage/test_panel.py"),
    "stage.pictures": ("tests/stage/test_pictures.py", "tests/stage/test_layout.py", *STAGE),
    "stage.refusals": STAGE,
    "stage.sentence": ("tests/stage/test_sentence.py", *STAGE),
    "stage.stage": (
        *STAGE,
        "tests/stage/test_control.py",
        "tests/stage/test_grab.py",
        "tests/stage/test_layout.py",
        "tests/stage/test_alone.py",
        "tests/stage/test_stage.py",
    ),
    "stage.stand_ins": ("tests/stage/test_layout.py", *STAGE),
    "stage.tracks": ("tests/stage/test_tracks.py", *STAGE, "tests/stage/test_board.py"),
}
# Before Python 3.12 there is no `sys.monitoring`: this module cannot run, and its tests do not.
UNTRIED = {"exercises._clock_by_events"} if sys.version_info < (3, 12) else set()
