"""Pictures that follow the hand: each function returns a widget to be the last line of a cell."""

from logit_core.explorers.batch import batch_explorer
from logit_core.explorers.clinic import clinic_explorer
from logit_core.explorers.descent import descent_explorer
from logit_core.explorers.fit_by_descent import fit_by_descent_explorer
from logit_core.explorers.fit_by_hand import fit_by_hand_explorer
from logit_core.explorers.flower import flower_explorer
from logit_core.explorers.focal import focal_explorer
from logit_core.explorers.gradient_check import gradient_check_explorer
from logit_core.explorers.iris import iris_explorer
from logit_core.explorers.learning_rate import learning_rate_explorer
from logit_core.explorers.likelihood import likelihood_explorer
from logit_core.explorers.loss import loss_explorer
from logit_core.explorers.loss_surface import loss_surface_explorer
from logit_core.explorers.mails import mails_explorer
from logit_core.explorers.margin import margin_explorer
from logit_core.explorers.margin_loss import margin_loss_explorer
from logit_core.explorers.odds import odds_explorer
from logit_core.explorers.optimiser import optimiser_explorer
from logit_core.explorers.other_learners import other_learners_explorer
from logit_core.explorers.own_points import own_points_explorer
from logit_core.explorers.penalty import penalty_explorer
from logit_core.explorers.separability import separability_explorer
from logit_core.explorers.sigmoid import sigmoid_explorer
from logit_core.explorers.straight_line import straight_line_explorer
from logit_core.explorers.threshold import threshold_explorer
from logit_core.explorers.two_directions import two_directions_explorer
from logit_core.explorers.two_feature import two_feature_explorer
from logit_core.stage import Control, Panel, Stage

__all__ = [
    "Control",
    "Panel",
    "Stage",
    "batch_explorer",
    "clinic_explorer",
    "descent_explorer",
    "fit_by_descent_explorer",
    "fit_by_hand_explorer",
    "flower_explorer",
    "focal_explorer",
    "gradient_check_explorer",
    "iris_explorer",
    "learning_rate_explorer",
    "likelihood_explorer",
    "loss_explorer",
    "loss_surface_explorer",
    "mails_explorer",
    "margin_explorer",
    "margin_loss_explorer",
    "odds_explorer",
    "optimiser_explorer",
    "other_learners_explorer",
    "own_points_explorer",
    "penalty_explorer",
    "separability_explorer",
    "sigmoid_explorer",
    "straight_line_explorer",
    "threshold_explorer",
    "two_directions_explorer",
    "two_feature_explorer",
]
