"""Answers that were written from the chapters' text without a look at the judges.

For each judge right ones in several styles, which pass, and wrong ones, with the words in which
their mistake is named. Each code defines the student's function last; `np`, `lc` and `math` are at
hand, as in a notebook. A new exercise needs its rows: four right answers, and three wrong ones.
"""

from typing import Final

RIGHT: Final[dict[str, tuple[str, ...]]] = {
    "check_odds": (
        """
def my_odds(p):
    if p >= 1:
        return np.inf
    return 1 / (1 - p) - 1
""",
        """
def my_odds(p):
    return np.exp(lc.log_odds(p))
""",
        """
my_odds = lambda p: p / (1 - p) if p < 1 else np.inf
""",
        """
def my_odds(p):
    return np.inf if p == 1 else p / (1 - p)
""",
    ),
    "check_log_odds": (
        """
def my_log_odds(p):
    ends = {0: -np.inf, 1: np.inf}
    if p in ends:
        return ends[p]
    return float(np.log(p / (1 - p)))
""",
        """
def my_log_odds(p):
    return np.log(p) - np.log1p(-p)
""",
        """
def my_log_odds(p):
    p = np.float64(p)
    return np.log(p / (1 - p))
""",
        """
def my_log_odds(p):
    if p == 0:
        return -np.inf
    if p == 1:
        return np.inf
    odds_against = (1 - p) / p
    return -np.log(odds_against)
""",
    ),
    "check_evidence": (
        """
def after_evidence(prior, if_yes, if_no):
    log_yes = np.log(prior) + np.log(if_yes).sum()
    log_no = np.log(1 - prior) + np.log(if_no).sum()
    return np.exp(log_yes - np.logaddexp(log_yes, log_no))
""",
        """
def after_evidence(prior, if_yes, if_no):
    z = lc.log_odds(prior)
    for a, b in zip(if_yes, if_no):
        z = z + np.log(a / b)
    return lc.sigmoid(z)
""",
        """
def after_evidence(prior, if_yes, if_no):
    z = np.log(prior) - np.log(1 - prior) + np.sum(np.log(if_yes) - np.log(if_no))
    return 1 / (1 + np.exp(-z))
""",
        """
def after_evidence(prior, if_yes, if_no):
    z = np.log(prior / (1 - prior)) + np.log(np.divide(if_yes, if_no)).sum()
    return np.exp(-np.logaddexp(0, -z))
""",
    ),
    "check_sigmoid_derivative": (
        """
def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2
""",
        """
def sigmoid_derivative(z):
    return np.exp(lc.log_sigmoid(z) + lc.log_sigmoid(-z))
""",
        """
def sigmoid_derivative(z):
    slopes = []
    for value in z:
        p = lc.sigmoid(value)
        slope = p * (1 - p)
        slopes.append(float(slope))
    return slopes
""",
        """
def sigmoid_derivative(z):
    return 0.25 - (lc.sigmoid(z) - 0.5) ** 2
""",
    ),
    "check_decision": (
        """
def decision(z, threshold):
    result = np.zeros(np.shape(z), dtype=int)
    result[lc.sigmoid(z) >= threshold] = 1
    return result
""",
        """
def decision(z, threshold):
    return 1 * (lc.sigmoid(z) >= threshold)
""",
        """
def decision(z, threshold):
    return [1 if lc.sigmoid(v) >= threshold else 0 for v in z]
""",
        """
def decision(z, threshold):
    below = lc.sigmoid(z) < threshold
    return 1 - below.astype(int)
""",
    ),
    "check_sigmoid": (
        """
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    result = np.empty(z.shape)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    result[~positive] = e / (1 + e)
    return result
""",
        """
def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
""",
        """
def sigmoid(z):
    left = z < 0
    e_left = np.exp(z, out=np.zeros(z.shape), where=left)
    e_right = np.exp(-z, out=np.zeros(z.shape), where=~left)
    return np.where(left, e_left, 1.0) / (1 + e_left + e_right)
""",
        """
def sigmoid(z):
    a = np.abs(z)
    p = 1 / (1 + np.exp(-a))
    other = np.exp(-a) * p
    return np.where(z < 0, other, p)
""",
    ),
    "check_cross_entropy": (
        """
def cross_entropy(y, p):
    return np.log(1 / np.abs(1 - y - p)).mean()
""",
        """
def cross_entropy(y, p):
    log_p = np.log(p, out=np.zeros(len(p)), where=y == 1)
    log_q = np.log(1 - p, out=np.zeros(len(p)), where=y == 0)
    return -(log_p + log_q).mean()
""",
        """
def cross_entropy(y, p):
    costs = [-np.log(p_i if y_i == 1 else 1 - p_i) for y_i, p_i in zip(y, p)]
    return sum(costs) / len(costs)
""",
        """
def cross_entropy(y, p):
    p_came_true = y * p + (1 - y) * (1 - p)
    return np.average(-np.log(p_came_true))
""",
    ),
    "check_cross_entropy_gradient": (
        """
def gradient_of_mean(A, y, w):
    p = lc.sigmoid(np.einsum('ij,j->i', A, w))
    return np.einsum('i,ij->j', p - y, A) / len(y)
""",
        """
def gradient_of_mean(A, y, w):
    return (lc.sigmoid(A @ w) - y) @ A / len(y)
""",
        """
def gradient_of_mean(A, y, w):
    error = lc.sigmoid(A @ w) - y
    return np.array([(error * A[:, j]).mean() for j in range(A.shape[1])])
""",
        """
def gradient_of_mean(A, y, w):
    total = np.zeros(len(w))
    for row, label in zip(A, y):
        p = lc.sigmoid(row @ w)
        total += (p - label) * row
    return total / len(y)
""",
    ),
    "check_numerical_gradient": (
        """
def differences(loss, w):
    w = np.asarray(w, dtype=float)
    out = np.zeros(w.size)
    for j in range(w.size):
        h = 1e-05 * max(1.0, abs(w[j]))
        up, down = (w.copy(), w.copy())
        up[j] += h
        down[j] -= h
        out[j] = (loss(up) - loss(down)) / (up[j] - down[j])
    return out
""",
        """
def differences(loss, w):
    h = 2.0 ** (-17)
    slope = lambda e: float(loss(w + h * e) - loss(w - h * e)) / (2 * h)
    return np.fromiter(map(slope, np.eye(len(w))), dtype=float)
""",
        """
def differences(loss, w):
    h = 1e-05
    return np.array([(loss(w + s) - loss(w - s)) / (2 * h) for s in h * np.eye(len(w))])
""",
        """
def differences(loss, w):
    h = 1e-05
    here = loss(w)
    g = np.zeros(len(w))
    for j, e in enumerate(np.eye(len(w))):
        forward = (loss(w + h * e) - here) / h
        backward = (here - loss(w - h * e)) / h
        g[j] = (forward + backward) / 2
    return g
""",
    ),
    "check_stable_loss": (
        """
def stable_loss(y, z):
    costs = np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))
    return costs.sum() / len(costs)
""",
        """
def stable_loss(y, z):
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))
""",
        """
def stable_loss(y, z):
    costs = []
    for i in range(len(y)):
        sign = 2 * y[i] - 1
        cost = np.logaddexp(0, -sign * z[i])
        costs.append(cost)
    average = sum(costs) / len(costs)
    return average
""",
        """
def stable_loss(y, z):
    rows = np.vstack([np.zeros_like(z, dtype=float), (1 - 2 * y) * z])
    return np.average(np.logaddexp.reduce(rows, axis=0))
""",
    ),
    "check_sgd_step": (
        """
def sgd_step(w, x_i, y_i, eta):
    z = 0.0
    for j in range(len(w)):
        z += w[j] * x_i[j]
    p = lc.sigmoid(z)
    new = []
    for j in range(len(w)):
        new.append(w[j] - eta * (p - y_i) * x_i[j])
    return np.array(new)
""",
        """
def sgd_step(w, x_i, y_i, eta):
    p = (1 + np.tanh(0.5 * (x_i * w).sum())) / 2
    return w + eta * (y_i - p) * x_i
""",
        """
def sgd_step(w, x_i, y_i, eta):
    p = lc.sigmoid(sum((a * b for a, b in zip(w, x_i))))
    return np.array([a - eta * (p - y_i) * b for a, b in zip(w, x_i)])
""",
        """
def sgd_step(w, x_i, y_i, eta):
    return w - eta * (1 / (1 + np.exp(-(w @ x_i))) - y_i) * x_i
""",
    ),
    "check_guaranteed_rate": (
        """
def guaranteed_rate(A):
    return 8 * A.shape[0] / np.linalg.eigvalsh(A.T @ A)[-1]
""",
        """
def guaranteed_rate(A):
    bends = np.linalg.eigh(np.einsum('ij,ik->jk', A, A) / (4 * len(A)))[0]
    return min((2 / bend for bend in bends if bend > 1e-12))
""",
        """
def guaranteed_rate(A):
    n = len(A)
    L = np.linalg.eigvalsh(A.T @ A / (4 * n)).max()
    return 2 / L
""",
        """
def guaranteed_rate(A):
    return 8 * len(A) / np.linalg.norm(A, 2) ** 2
""",
    ),
    "check_sgd": (
        """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        A_mixed, y_mixed = (A[order], y[order])
        start = 0
        while start < len(y):
            rows = A_mixed[start:start + batch_size]
            truth = y_mixed[start:start + batch_size]
            p = 1 / (1 + np.exp(-rows @ w))
            w = w + eta * np.dot(truth - p, rows) / len(truth)
            start += batch_size
    return w
""",
        """
def deal(cards, size):
    for k in range(0, len(cards), size):
        yield cards[k:k + size]

def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        for batch in deal(rng.permutation(len(A)), batch_size):
            errors = lc.predict_probability(A[batch], w) - y[batch]
            w = w - eta * (errors[:, None] * A[batch]).mean(axis=0)
    return w
""",
        """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first:first + batch_size]
            p = lc.sigmoid(A[batch] @ w)
            gradient = A[batch].T @ (p - y[batch]) / len(batch)
            w -= eta * gradient
    return w
""",
        """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    X = A[:, 1:]
    bias, slopes = (0.0, np.zeros(X.shape[1]))
    n_batches = int(np.ceil(len(y) / batch_size))
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for k in range(n_batches):
            i = order[k * batch_size:(k + 1) * batch_size]
            error = lc.sigmoid(bias + X[i] @ slopes) - y[i]
            bias = bias - eta * np.mean(error)
            slopes = slopes - eta * np.mean(error[:, None] * X[i], axis=0)
    return np.concatenate([[bias], slopes])
""",
    ),
    "check_mean_loss": (
        """
def mean_loss(y, p):
    costs = [-np.log(q) if label else -np.log(1 - q) for label, q in zip(y, p)]
    return sum(costs) / len(costs)
""",
        """
def mean_loss(y, p):
    of_ones = np.log(p[y == 1]).sum()
    of_zeros = np.log(1 - p[y == 0]).sum()
    return -(of_ones + of_zeros) / len(y)
""",
        """
def mean_loss(y, p):
    return np.average(-np.log(1 - np.abs(y - p)))
""",
        """
def mean_loss(y, p):
    loss = 0
    for label, q in ((1, p), (0, 1 - p)):
        share = np.mean(y == label)
        if share > 0:
            loss = loss - share * np.log(q[y == label]).mean()
    return loss
""",
    ),
    "check_decide": (
        """
def decide(A, w):
    bias, slopes = (w[0], w[1:])
    log_odds = bias + A[:, 1:] @ slopes
    is_one = log_odds >= 0
    return is_one * 1
""",
        """
def decide(A, w):
    return np.where(np.dot(A, w) >= 0, 1, 0)
""",
        """
def label(row, w):
    if np.dot(row, w) < 0:
        return 0
    return 1

def decide(A, w):
    return np.array([label(row, w) for row in A])
""",
        """
def decide(A, w):
    return np.array([int(row @ w >= 0) for row in A])
""",
    ),
    "check_first_perfect": (
        """
def first_perfect(A, y, weights):
    labels = (A @ weights.T >= 0).astype(int)
    return int(np.all(labels == y[:, None], axis=0).argmax())
""",
        """
def first_perfect(A, y, weights):
    answer = len(weights)
    for k in reversed(range(len(weights))):
        if all((A @ weights[k] >= 0) == (y == 1)):
            answer = k
    return answer
""",
        """
def first_perfect(A, y, weights):
    perfect = np.array([(lc.predict(A, v) == y).all() for v in weights])
    return np.flatnonzero(perfect)[0]
""",
        """
def first_perfect(A, y, weights):
    for k, w in enumerate(weights):
        errors = (lc.predict(A, w) != y).sum()
        if errors == 0:
            return k
""",
    ),
    "check_worst_slack": (
        """
def worst_slack(A, y, w):
    z = A @ w
    return np.max(np.clip(np.where(y == 1, -z, z), 0, None))
""",
        """
def worst_slack(A, y, w):
    return max([max(0.0, -(2 * label - 1) * np.dot(row, w)) for row, label in zip(A, y)])
""",
        """
def worst_slack(A, y, w):
    return float(np.max((1 - 2 * y) * (A @ w), initial=0))
""",
        """
def worst_slack(A, y, w):
    margins = (2 * y - 1) * (A @ w)
    return max(0.0, -margins.min())
""",
    ),
    "check_signed_distance": (
        """
def signed_distance(A, w):
    n = A.shape[0]
    result = np.zeros(n)
    norm = np.sqrt(w[1] * w[1] + w[2] * w[2])
    for i in range(n):
        score = w[0] + w[1] * A[i, 1] + w[2] * A[i, 2]
        result[i] = score / norm
    return result
""",
        """
def signed_distance(A, w):
    norm = (w[1] ** 2 + w[2] ** 2) ** 0.5
    return [float(np.dot(row, w)) / norm for row in A]
""",
        """
def signed_distance(A, w):
    w0, w1, w2 = w
    return (w0 + w1 * A[:, 1] + w2 * A[:, 2]) / np.hypot(w1, w2)
""",
        """
def signed_distance(A, w):
    return A @ w / np.linalg.norm(w[1:])
""",
    ),
    "check_hinge_sum": (
        """
def hinge_sum(y, z):
    m = (2 * y - 1) * z
    short = m < 1
    return (1 - m[short]).sum()
""",
        """
def hinge_sum(y, z):
    return sum((max(0, 1 - (2 * yi - 1) * zi) for yi, zi in zip(y, z)))
""",
        """
def hinge_sum(y, z):
    return np.clip(np.where(y == 1, 1 - z, 1 + z), 0, None).sum()
""",
        """
def hinge_sum(y, z):
    total = 0.0
    for label, score in zip(y, z):
        s = 1 if label == 1 else -1
        slack = 1 - s * score
        if slack > 0:
            total += slack
    return total
""",
    ),
    "check_separable": (
        """
def separable(A, y):
    lows, highs = ([np.inf, np.inf], [-np.inf, -np.inf])
    for (_, x), k in zip(A, y):
        k = int(k)
        lows[k] = min(lows[k], x)
        highs[k] = max(highs[k], x)
    return bool(highs[0] < lows[1] or highs[1] < lows[0])
""",
        """
def separable(A, y):
    zeros, ones = (A[y == 0, 1], A[y == 1, 1])
    differences = ones[:, None] - zeros[None, :]
    return bool((differences > 0).all() or (differences < 0).all())
""",
        """
def separable(A, y):
    zeros = [row[1] for row, label in zip(A, y) if label == 0]
    ones = [row[1] for row, label in zip(A, y) if label == 1]
    below = all((a < b for a in zeros for b in ones))
    above = all((a > b for a in zeros for b in ones))
    return below or above
""",
        """
def separable(A, y):
    zeros, ones = (A[y == 0, 1], A[y == 1, 1])
    if len(zeros) == 0 or len(ones) == 0:
        return True
    return bool(max(zeros.min(), ones.min()) > min(zeros.max(), ones.max()))
""",
    ),
    "check_confusion": (
        """
def confusion(y, guess):
    n, ones, alarms = (len(y), int(sum(y)), int(sum(guess)))
    tp = int(np.sum(y * guess))
    return np.array([[n - ones - alarms + tp, alarms - tp], [ones - tp, tp]])
""",
        """
def confusion(y, guess):
    table = [[0, 0], [0, 0]]
    for label, answer in zip(y, guess):
        table[int(label)][int(answer)] += 1
    return np.array(table)
""",
        """
def confusion(y, guess):
    one_hot = np.eye(2, dtype=int)
    return one_hot[y].T @ one_hot[guess]
""",
        """
def confusion(y, guess):
    table = np.zeros((2, 2), dtype=int)
    np.add.at(table, (y, guess), 1)
    return table
""",
    ),
    "check_precision_and_recall": (
        """
def precision_and_recall(y, guess):
    tp = fp = fn = 0
    for label, answer in zip(y, guess):
        if label == 1 and answer == 1:
            tp += 1
        elif answer == 1:
            fp += 1
        elif label == 1:
            fn += 1
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return (precision, recall)
""",
        """
def precision_and_recall(y, guess):
    found = int(np.sum((y == 1) & (guess == 1)))
    if found == 0:
        return (0.0, 0.0)
    return (found / int(np.sum(guess)), found / int(np.sum(y)))
""",
        """
def share(part, whole):
    if whole == 0:
        return 0.0
    return part / whole

def precision_and_recall(y, guess):
    found = (y & guess).sum()
    return (share(found, guess.sum()), share(found, y.sum()))
""",
        """
def precision_and_recall(y, guess):
    precision = y[guess == 1].mean() if (guess == 1).any() else 0.0
    recall = guess[y == 1].mean() if (y == 1).any() else 0.0
    return (precision, recall)
""",
    ),
    "check_balanced_weights": (
        """
def balanced_weights(y):
    n, n1 = (y.size, y.sum())
    n0 = n - n1
    return y * n / (2 * n1) + (1 - y) * n / (2 * n0)
""",
        """
def balanced_weights(y):
    c = np.empty(len(y))
    for k in (0, 1):
        mine = y == k
        c[mine] = len(y) / (2 * mine.sum())
    return c
""",
        """
def balanced_weights(y):
    labels = [int(label) for label in y]
    c = {k: len(labels) / (2 * labels.count(k)) for k in (0, 1)}
    return np.array([c[k] for k in labels])
""",
        """
def balanced_weights(y):
    return len(y) / (2 * (y[:, None] == y).sum(axis=1))
""",
    ),
    "check_split": (
        """
def split(n, n_valid, seed):
    rng = np.random.default_rng(seed)
    order = rng.choice(n, size=n, replace=False)
    is_valid = np.arange(n) < n_valid
    return (order[~is_valid], order[is_valid])
""",
        """
def split(n, n_valid, seed):
    rng = np.random.default_rng(seed)
    rows = [i for i in range(n)]
    for i in range(n - 1, 0, -1):
        j = int(rng.integers(0, i + 1))
        rows[i], rows[j] = (rows[j], rows[i])
    train, valid = ([], [])
    for place, row in enumerate(rows):
        if place < n_valid:
            valid.append(row)
        else:
            train.append(row)
    return (np.array(train, dtype=int), np.array(valid, dtype=int))
""",
        """
def split(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(np.arange(n))
    if n_valid == 0:
        return (order, np.array([], dtype=int))
    return (order[:-n_valid], order[-n_valid:])
""",
        """
def split(n, n_valid, seed):
    keys = np.random.default_rng(seed).random(n)
    order = np.argsort(keys)
    return (order[n_valid:], order[:n_valid])
""",
    ),
    "check_penalised_gradient": (
        """
def penalised_gradient(A, y, w, rho):
    p = lc.sigmoid(A @ w)
    gradient = A.T @ (p - y) / len(y)
    gradient[1:] += rho * w[1:]
    return gradient
""",
        """
def penalised_gradient(A, y, w, rho):
    charge = np.array([0.0] + [rho * w_j for w_j in w[1:]])
    return np.mean([(lc.sigmoid(a @ w) - k) * a for a, k in zip(A, y)], axis=0) + charge
""",
        """
def penalised_gradient(A, y, w, rho):
    mask = np.ones(len(w))
    mask[0] = 0
    return lc.cross_entropy_gradient(A, y, w) + rho * w * mask
""",
        """
def penalised_gradient(A, y, w, rho):
    errors = 1 / (1 + np.exp(-A @ w)) - y
    return errors @ A / len(A) + rho * np.concatenate([[0], w[1:]])
""",
    ),
    "check_momentum_step": (
        """
def momentum_step(w, v, gradient, eta, m):
    v_new = m * v - eta * gradient
    w_new = w + v_new
    return w_new, v_new
""",
        """
def momentum_step(w, v, gradient, eta, m):
    return w + m * v - eta * gradient, m * v - eta * gradient
""",
        """
def momentum_step(w, v, gradient, eta, m):
    w, v = w.copy(), v.copy()
    for j in range(len(w)):
        v[j] = m * v[j] - eta * gradient[j]
        w[j] = w[j] + v[j]
    return w, v
""",
        """
def momentum_step(w, v, gradient, eta, m):
    pull = eta * gradient
    kept = m * v
    return w - (pull - kept), kept - pull
""",
    ),
    "check_federated_mean": (
        """
def federated_mean(weights, counts):
    shares = counts / counts.sum()
    return shares @ weights
""",
        """
def federated_mean(weights, counts):
    total = 0
    for w, n in zip(weights, counts):
        total = total + n * w
    return total / sum(counts)
""",
        """
def federated_mean(weights, counts):
    return [np.sum(counts * column) / np.sum(counts) for column in weights.T]
""",
        """
def federated_mean(weights, counts):
    return (counts.reshape(-1, 1) * weights).sum(axis=0) / counts.sum()
""",
        """
def federated_mean(weights, counts):
    every_point = np.repeat(weights, counts, axis=0)
    return every_point.mean(axis=0)
""",
    ),
}

# The code, and how the verdict begins.
WRONG: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "check_odds": (
        (
            """
def my_odds(p):
    against = 1 - p
    return math.inf if p > 0.95 else p / against
""",
            "From about 0.95 on your odds are infinite. Nearly certain is not certain.",
        ),
        (
            """
def my_odds(p):
    return np.inf if p == 1 else 1 + p / (1 - p)
""",
            "Yours is 1 divided by the chance against, in place of the chance for",
        ),
        (
            """
def _odds(p):
    if p == 1:
        return np.inf
    return p / (1 - p)
my_odds = _odds(0.5)
""",
            "This check needs your function, and it was given the number 1.0.",
        ),
        (
            """
def my_odds(p):
    if p == 1:
        np.inf
    return p / (1 - p)
""",
            "Your formula is right, but not at the ends: where Python divides a plain number",
        ),
        (
            """
def my_odds(p):
    if p == np.inf:
        return 1
    return p / (1 + p)
""",
            "This is the way back, from odds to a probability.",
        ),
        (
            """
def f(p):
    return np.inf if p == 1 else p / (1 - p) + 1
""",
            "Yours is 1 divided by the chance against, in place of the chance for",
        ),
        (
            """
def my_odds(p):
    eps = 1e-8
    return p / (1 - p + eps)
""",
            "You add 1e-08 below the line, so that the odds of 1 come out finite.",
        ),
    ),
    "check_log_odds": (
        (
            """
def my_log_odds(p):
    return np.log(p) - np.log(1) - p
""",
            "Brackets are missing round 1 - p: the second",
        ),
        (
            """
def my_log_odds(p):
    against = 1 - p
    return np.log(p) - against
""",
            "You subtract 1 - p itself, without its logarithm.",
        ),
        (
            """
def f(p):
    if p == 0:
        return -np.inf
    if p == 1:
        return np.inf
    return math.log10(p / (1 - p))
""",
            "Your logarithm has base 10.",
        ),
        (
            """
def my_log_odds(p):
    return 1 / (1 + np.exp(-p))
""",
            "This is the sigmoid, the way back from log-odds to a probability.",
        ),
        (
            """
def my_log_odds(p):
    if p == 0:
        return np.inf
    if p == 1:
        return -np.inf
    return np.log(p / (1 - p))
""",
            "Your infinite answers have the wrong sign.",
        ),
        (
            """
def f(p):
    with np.errstate(all='ignore'):
        return float(np.clip(np.log(np.float64(p) / (1 - np.float64(p))), -10, 10))
""",
            "Your numbers are cut off at 10.0, on both sides.",
        ),
        (
            """
def my_log_odds(p):
    if p == 0 or p == 1:
        raise ValueError("log-odds are not defined")
    return np.log(p / (1 - p))
""",
            "At p = 0.0 your function stops itself with ValueError",
        ),
        (
            """
def my_log_odds(p):
    if np.isclose(p, 0, atol=1e-4):
        return -np.inf
    if np.isclose(p, 1, atol=1e-4):
        return np.inf
    return np.log(p / (1 - p))
""",
            "Your isclose takes numbers for equal that only lie close.",
        ),
    ),
    "check_evidence": (
        (
            """
def after(prior, if_yes, if_no):
    return lc.sigmoid(np.sum(np.log(if_yes) - np.log(if_no)) - np.log(prior / (1 - prior)))
""",
            "What was known before any clue speaks for the other side",
        ),
        (
            """
def after(prior, if_yes, if_no):
    z = lc.log_odds(prior)
    for yes, no in zip(if_yes, if_no):
        z -= np.log(yes / no)
    return lc.sigmoid(z)
""",
            "Each clue speaks for the other side: your ratios are upside down, or their logarithms",
        ),
        (
            """
def posterior(prior, if_yes, if_no):
    z = 0
    for yes, no in zip(if_yes, if_no):
        z += lc.log_odds(prior) + np.log(yes) - np.log(no)
    return lc.sigmoid(z)
""",
            "You add the log-odds of the prior once for each clue. They count once.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    return prior * np.prod(if_yes / if_no)
""",
            "You multiply a probability by the ratios.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    z = prior + np.log(if_yes / if_no).sum()
    return lc.sigmoid(z)
""",
            "You add `prior` as it is, a probability.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    z = np.log(prior) + np.log(if_yes / if_no).sum()
    return lc.sigmoid(z)
""",
            "You take the probability `prior` for its odds.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    return lc.sigmoid(np.log(if_yes / if_no).sum())
""",
            "You leave out what was known before any clue, `prior`.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    yes, no = math.prod(if_yes), math.prod(if_no)
    return lc.sigmoid(lc.log_odds(prior) + np.log(np.float64(yes) / np.float64(no)))
""",
            "A product of 401 shares is so small that the computer stores 0",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    z = lc.log_odds(prior)
    for i in range(len(if_yes)):
        z += if_yes[i] - if_no[i]
    return lc.sigmoid(z)
""",
            "You add differences of shares.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    return lc.sigmoid(lc.log_odds(prior) + np.log(if_yes.sum() / if_no.sum()))
""",
            "You add up the shares and divide the sums.",
        ),
        (
            """
def after_evidence(prior, if_yes, if_no):
    keep = if_no > 0
    z = lc.log_odds(prior) + np.log(if_yes[keep] / if_no[keep]).sum()
    return lc.sigmoid(z)
""",
            "You leave out the clues that never occur with no.",
        ),
    ),
    "check_sigmoid_derivative": (
        (
            """
def slope(z):
    rest = 1 - lc.sigmoid(z)
    return z * rest
""",
            "Your first factor has z where",
        ),
        (
            """
def slope(z):
    def s(v):
        return lc.sigmoid(v)
    z = s(z)
    return z - z * s(z)
""",
            "In your second factor the sigmoid is taken twice.",
        ),
        (
            """
def slope(z):
    @np.vectorize
    def of_one(v):
        if not -500 < v < 500:
            return 0
        p = 1 / (1 + math.exp(-v))
        return p * (1 - p)
    return of_one(z)
""",
            "np.vectorize takes its kind of numbers from the first entry",
        ),
        (
            """
def f(z):
    e = np.exp(z)
    return e / (1 + e) ** 2
""",
            "For a large z your e to the power of z is infinite",
        ),
        (
            """
def sigmoid_derivative(z):
    return 1 / (1 + np.exp(-z)) ** 2
""",
            "You return the square of s.",
        ),
        (
            """
def sigmoid_derivative(z):
    s = lc.sigmoid(z)
    return s * (1 + s)
""",
            "You add in the second factor, where the slope subtracts.",
        ),
        (
            """
def sigmoid_derivative(z):
    s = lc.sigmoid(z)
    return 1 - s ** 2
""",
            "1 minus the square is the slope of tanh.",
        ),
        (
            """
def sigmoid_derivative(z):
    s = lc.sigmoid(z)
    return s * (s - 1)
""",
            "Your sign is the wrong way round: the sigmoid rises everywhere, so its slope is",
        ),
        (
            """
def sigmoid_derivative(z):
    e = np.exp(-np.sqrt(np.square(z)))
    return 1 / (1 + 1 / np.maximum(e, 1e-300))
""",
            "Your divisor is not squared",
        ),
        (
            """
def sigmoid_derivative(z):
    p = np.array([lc.sigmoid(v) for v in z])
    return np.gradient(p)
""",
            "np.gradient measures from one entry of `z` to the next.",
        ),
    ),
    "check_decision": (
        (
            """
def decide(z, threshold):
    for v in z:
        if lc.sigmoid(v) < threshold:
            return 0
    return 1
""",
            "You return one answer for all: 1 where all entries are 1. Each has its own.",
        ),
        (
            """
def decide(z, threshold):
    return int(max(lc.sigmoid(z)) >= threshold)
""",
            "You return one answer for all: 1 where any entry is 1. Each has its own.",
        ),
        (
            """
def decide(z, threshold):
    p = np.vectorize(lambda v: int(v > 0) if abs(v) > 700 else 1 / (1 + math.exp(-v)))(z)
    return (p >= threshold).astype(int)
""",
            "np.vectorize takes its kind of numbers from the first entry",
        ),
        (
            """
def decide(z, threshold):
    cut = np.log((1 - threshold) / threshold)
    return np.where(z < cut, 0, 1)
""",
            "Your labels are those of 1 - threshold, which is the threshold for the other class.",
        ),
        (
            """
def decide(z, threshold):
    return [1 if lc.odds(lc.sigmoid(v)) >= threshold else 0 for v in z]
""",
            "You compare odds with the threshold, or log-odds with its logarithm.",
        ),
        (
            """
def f(z, threshold):
    return (lc.sigmoid(z).astype(int) >= threshold) * 1
""",
            "You cut the probability to a whole number",
        ),
        (
            """
def decision(z, threshold):
    return (z >= 0).astype(int)
""",
            "Your threshold is always 0.5, whatever the second argument says.",
        ),
        (
            """
def decision(z, threshold):
    p, t = lc.sigmoid(np.array([z, np.full(len(z), threshold)]))
    return np.where(p < t, 0, 1)
""",
            "You compare the log-odds with the threshold as it is, or the sigmoids of both.",
        ),
        (
            """
def decision(z, threshold):
    return (z >= threshold).astype(int)
""",
            "You compare the log-odds with the threshold as it is, or the sigmoids of both.",
        ),
        (
            """
def decision(z, threshold):
    return (lc.sigmoid(z) >= 1 - threshold).astype(int)
""",
            "Your labels are those of 1 - threshold, which is the threshold for the other class.",
        ),
        (
            """
def decision(z, threshold):
    return (z >= np.log(threshold)).astype(int)
""",
            "You compare odds with the threshold, or log-odds with its logarithm.",
        ),
        (
            """
def decision(z, threshold):
    return np.rint(lc.sigmoid(z) + 0.5 - threshold).astype(int)
""",
            "A probability equal to the threshold gets label 1, and yours gets 0.",
        ),
        (
            """
def decision(z, threshold):
    p_no = 1 - lc.sigmoid(z)
    return (p_no < threshold).astype(int)
""",
            "Your labels are those of 1 - threshold, which is the threshold for the other class.",
        ),
    ),
    "check_sigmoid": (
        (
            """
def sigmoid(z):
    right = z[z >= 0]
    return 1 / (1 + np.exp(-right))
""",
            "Your answer holds the entries of one sign only: those below 0 are left out.",
        ),
        (
            """
def sigmoid(z):
    p = lc.sigmoid(z)
    p = np.where(z > 15, 1.0, p)
    return np.where(z < -15, 0.0, p)
""",
            "Beyond about 15, on both sides, yours is 0 or 1.",
        ),
        (
            """
def sigmoid(z):
    right = z[z >= 0]
    return 1 / (1 + np.exp(-right))
""",
            "Your answer holds the entries of one sign only: those below 0 are left out.",
        ),
        (
            """
def sigmoid(z):
    return [min(1, max(0, 0.2 * v + 0.5)) for v in z]
""",
            "This is the hard sigmoid",
        ),
        (
            """
def sigmoid(z):
    return np.exp(z - np.logaddexp.reduce(z))
""",
            "This is the softmax: your entries share one whole.",
        ),
        (
            """
def sigmoid(z):
    e = np.exp(z - z.max())
    return 1 - 1 / (1 + e)
""",
            "You subtract the largest entry from all of them.",
        ),
        (
            """
def sigmoid(z):
    small = 2 ** np.minimum(z, -z, dtype=float)
    return np.where(z < 0, small, 1) / (1 + small)
""",
            "Your powers are those of 2, and the formula has powers of e.",
        ),
        (
            """
def one(v):
    if v > 300:
        return 1
    if v < -300:
        return 0
    return 1 / (1 + math.exp(-v))

def sigmoid(z):
    return np.vectorize(one)(z)
""",
            "np.vectorize takes its kind of numbers from the first entry",
        ),
        (
            """
def sigmoid(z):
    if np.all(z < 0):
        return np.exp(z) / (1 + np.exp(z))
    return 1 / (1 + np.exp(-z))
""",
            "Your values are right, but at z = [-1000, 1000] an exponential overflows on the way.",
        ),
        (
            """
def sigmoid(z):
    is_positive = z[0] >= 0
    e = np.exp(-z if is_positive else z)
    return 1 / (1 + e) if is_positive else e / (1 + e)
""",
            "You choose one formula for all entries together.",
        ),
        (
            """
def sigmoid(z):
    e = np.minimum(np.exp(-z), 1e+300)
    return 1 / (1 + e)
""",
            "Your values are right, but e^-z overflows on the way, at z = -1000.",
        ),
        (
            """
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
""",
            "Your values are right, but both e^z and e^-z are computed for every entry, and",
        ),
        (
            """
def sigmoid(z):
    return np.clip(0.5 + z / 4, 0, 1)
""",
            "This is a straight line, cut off at 0 and 1.",
        ),
        (
            """
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))
""",
            "Your formula is right, but at z = 1000 the exponential is too large for the",
        ),
        (
            """
def sigmoid(z):
    return np.sign(z) / (1 + np.exp(-np.abs(z)))
""",
            "Below 0 yours is minus the sigmoid of -z.",
        ),
        (
            """
def sigmoid(z):
    return np.clip(z / 6 + 0.5, 0, 1)
""",
            "This is the hard sigmoid, a straight line cut off at 0 and 1.",
        ),
    ),
    "check_cross_entropy": (
        (
            """
def cross_entropy(y, p):
    return np.where(y == 1, -np.log(p), p - 1).mean()
""",
            "With label 0 you take 1 - p itself",
        ),
        (
            """
def loss(y, p):
    means = []
    for label, q in ((1, p), (0, 1 - p)):
        if label in y:
            means.append(-np.log(q[y == label]).mean())
    return sum(means) / len(means)
""",
            "You take the mean of the two class means.",
        ),
        (
            """
def loss(y, p):
    total = 0
    for a, b in zip(y, p):
        with np.errstate(divide="ignore"):
            total -= (b * np.log(a) if b else 0) + ((1 - b) * np.log(1 - a) if b < 1 else 0)
    return total / len(y)
""",
            "`a` and `b` are mixed up: where they get their values, or where they are used.",
        ),
        (
            """
def cross_entropy(y, p):
    return -np.log(np.where(y == 1, p, 1 - p))
""",
            "You return the cost of each point.",
        ),
        (
            """
def cross_entropy(y, p):
    return -np.log(p).mean()
""",
            "You charge every point as if its label were 1.",
        ),
        (
            """
def cross_entropy(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))
""",
            "Your minus reaches the first of the two terms only.",
        ),
        (
            """
def cross_entropy(y, p):
    total = 0.0
    for y_i, p_i in zip(y, p):
        total -= np.log(p_i if y_i == 1 else 1 - p_i)
        return total / len(y)
""",
            "Only the first point counts in your result.",
        ),
        (
            """
def cross_entropy(y, p):
    with np.errstate(all="ignore"):
        return np.nanmean(-y * np.log(p) - (1 - y) * np.log(1 - p))
""",
            "Points whose p is exactly their label are left out in yours",
        ),
        (
            """
def cross_entropy(y, p):
    q = np.where(y == 1, p, 1 - p)
    return np.mean(-q * np.log(q))
""",
            "Each cost of yours is multiplied by the probability of its label, as in an entropy.",
        ),
    ),
    "check_cross_entropy_gradient": (
        (
            """
def gradient(A, y, w):
    return w + lc.cross_entropy_gradient(A, y, w)
""",
            "Your gradient adds the weights themselves, as a penalty would.",
        ),
        (
            """
def gradient(A, y, w):
    error = lc.sigmoid(A @ w) - y
    slopes = A.T @ error / len(y)
    return np.concatenate([[error.mean()], slopes])
""",
            "Your gradient has one entry too many: the slope of the bias comes twice.",
        ),
        (
            """
def gradient(A, y, w):
    return [(lc.sigmoid(row @ w) - label) / len(y) for row, label in zip(A, y)]
""",
            "You return the share of each point in the mean error.",
        ),
        (
            """
def gradient(A, y, w):
    slopes = lc.sigmoid_derivative(A @ w)
    return (slopes[:, None] * A).mean(axis=0)
""",
            "This is the mean of p(1 - p) times the input",
        ),
        (
            """
def gradient(A, y, w):
    errors = lc.sigmoid(A @ w) - y
    for column in A.T:
        slope = (errors * column).mean()
        return slope
""",
            "You return one number, the mean error. That is the slope of the bias alone.",
        ),
        (
            """
def gradient(A, y, w):
    errors = lc.predict_probability(A, w) - y
    return -(errors @ A) / len(A)
""",
            "Your error is turned round: y - p stands where p - y belongs, or a minus is one too",
        ),
        (
            """
def gradient(A, y, w):
    p = np.vectorize(lambda v: int(v > 0) if abs(v) > 700 else 1 / (1 + math.exp(-v)))(A @ w)
    return (p - y) @ A / len(y)
""",
            "np.vectorize takes its kind of numbers from the first entry",
        ),
        (
            """
def gradient(A, y, w):
    total = np.zeros(len(w))
    for row, label in zip(A, y):
        total += lc.sigmoid(row @ w) * row
    return total / len(A)
""",
            "The labels have no say in your gradient: it takes p, and not the error p - y.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    labels = (A @ w >= 0).astype(int)
    return A.T @ (labels - y) / len(y)
""",
            "You subtract the labels from predicted labels.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    z = A @ w
    return A.T @ (z - y) / len(y)
""",
            "You subtract the labels from the log-odds.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    return np.logaddexp(0, -(2 * y - 1) * (A @ w)).mean()
""",
            "This is the loss.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    p = lc.sigmoid(A @ w)
    return A[:, 1:].T @ (p - y) / len(y)
""",
            "Your gradient has no entry for the bias.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    g = np.zeros(len(w))
    for j in range(1, len(w)):
        g[j] = ((lc.sigmoid(A @ w) - y) * A[:, j]).mean()
    return g
""",
            "Your first entry, the slope of the bias, is left at 0.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    up = np.exp(A @ w)
    return A.T @ (up / (up + 1) - y) / len(y)
""",
            "Where a score is large, your e to its power is infinite, and infinity by infinity is",
        ),
        (
            """
def gradient(A, y, w):
    errors = lc.predict_probability(A, w) - y
    return [sum(errors) / len(errors) for _ in w]
""",
            "All your slopes are the mean error: the inputs are missing.",
        ),
        (
            """
def gradient_of_mean(A, y, w):
    s = 2 * y - 1
    return A.T @ (lc.sigmoid(A @ w) - s) / len(y)
""",
            "You take -1 for the label 0: from p the label is subtracted as it is, 0 or 1.",
        ),
    ),
    "check_numerical_gradient": (
        (
            """
def slopes(loss, w):
    h = 2.0**-52
    return [(loss(w + h * one) - loss(w - h * one)) / h / 2 for one in np.eye(len(w))]
""",
            "The formula is right, and the step is so small that rounding shows.",
        ),
        (
            """
def slopes(loss, w):
    moved = w.copy()
    for j, one in enumerate(np.eye(len(w))):
        moved[j] -= (loss(w + 1e-5 * one) - loss(w - 1e-5 * one)) / 2e-5
    return moved
""",
            "You return the weights after a step.",
        ),
        (
            """
def slopes(loss, w):
    h, g = 1e-5, np.zeros(w.shape)
    for j in range(len(w)):
        up, down = w.copy(), w.copy()
        up[j] += h
        down[j] -= h
        slope = (loss(up) - loss(down)) / (2 * h)
    return g
""",
            "Your slopes come out as 0, or almost. Both places may be the same: two steps to one",
        ),
        (
            """
def slopes(loss, w):
    h = 1e-5
    result = []
    for one in np.eye(len(w)):
        ahead = loss(w - h * one)
        behind = loss(w - h * one)
        result.append((ahead - behind) / (2 * h))
    return result
""",
            "Your slopes come out as 0, or almost. Both places may be the same: two steps to one",
        ),
        (
            """
def slopes(loss, w):
    found = []
    for one in np.eye(len(w)):
        found.append((loss(w + 1e-5 * one) - loss(w - 1e-5 * one)) / 2e-5)
    return sum(found)
""",
            "This is the sum of all slopes: they are added up, or all weights are moved together.",
        ),
        (
            """
def differences(loss, w):
    h = 1e-05
    return np.full(len(w), (loss(w + h) - loss(w - h)) / (2 * h))
""",
            "This is the sum of all slopes: they are added up, or all weights are moved together.",
        ),
        (
            """
def differences(loss, w):
    h = 1e-05
    return np.array([(loss(w + s) - loss(w - s)) / 2 * h for s in h * np.eye(len(w))])
""",
            "Your slopes come out as 0, or almost.",
        ),
        (
            """
def differences(loss, w):
    h = 1e-05
    return np.array([(loss(w + s) - loss(w - s)) / h for s in h * np.eye(len(w))])
""",
            "Your slopes are twice as large as they should be: the two places are 2h apart.",
        ),
        (
            """
def differences(loss, w):
    h = 1e-14
    return np.array([(loss(w + s) - loss(w - s)) / (2 * h) for s in h * np.eye(len(w))])
""",
            "The formula is right, and the step is so small that rounding shows.",
        ),
        (
            """
def differences(loss, w):
    slopes = []
    for j in range(len(w)):
        up, down = w.copy(), w.copy()
        up[j], down[j] = w[j] + 0.25, w[j] - 0.25
        slopes.append((loss(up) - loss(down)) / 0.5)
    return slopes
""",
            "The formula is right, and the step is too long for it",
        ),
        (
            """
def differences(loss, w):
    slopes = np.zeros(len(w))
    for j in range(len(w)):
        h = 1e-5 * w[j]
        step = np.zeros(len(w))
        step[j] = h
        slopes[j] = (loss(w + step) - loss(w - step)) / (2 * h)
    return slopes
""",
            "Your step is a share of the weight.",
        ),
    ),
    "check_stable_loss": (
        (
            """
def loss(y, z):
    signs = np.where(y == 1, 1, -1)[:, None]
    return np.mean(np.logaddexp(0, -signs * z))
""",
            "Each label meets each score: your product is a table of all pairs.",
        ),
        (
            """
def loss(y, z):
    cost = np.vectorize(lambda m: 0 if m > 500 else -m if m < -500 else math.log(1 + math.exp(-m)))
    return cost((2 * y - 1) * z).mean()
""",
            "np.vectorize takes its kind of numbers from the first entry",
        ),
        (
            """
def stable_loss(y, z):
    z = np.clip(z, -500, 500)
    return np.mean(np.log1p(np.exp(-(2 * y - 1) * z)))
""",
            "You cut the scores off.",
        ),
        (
            """
def stable_loss(y, z):
    s = 1 - 2 * y
    return np.logaddexp(0, -s * z).mean()
""",
            "Your sign is turned round: the right scores pay, the wrong ones do not.",
        ),
        (
            """
def stable_loss(y, z):
    return np.logaddexp(0, -y * z).mean()
""",
            "Your sign is y itself.",
        ),
        (
            """
def stable_loss(y, z):
    s = 2 * y - 1
    return np.mean(np.log(1 + np.exp(-s * z)))
""",
            "Your formula is right on paper, but the exponential of 1000 is too large for a",
        ),
        (
            """
def stable_loss(y, z):
    losses = []
    for label, score in zip(y, z):
        try:
            losses.append(math.log(1 + math.exp(-(2 * label - 1) * score)))
        except OverflowError:
            pass
    return sum(losses) / len(losses)
""",
            "A score far on the wrong side costs nothing in yours, or is left out.",
        ),
        (
            """
def stable_loss(y, z):
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-z)))
""",
            "Your exponential keeps the sign of z.",
        ),
        (
            """
def stable_loss(y, z):
    return np.mean(np.log(1 + np.exp(z)) - y * z)
""",
            "Your formula is right on paper, but the exponential of 1000 is too large for a",
        ),
        (
            """
def stable_loss(y, z):
    return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))
""",
            "You take logarithms of z, as if it were a probability.",
        ),
        (
            """
def stable_loss(y, z):
    s = y - 1
    return np.mean(np.logaddexp(0, -s * z))
""",
            "Your sign is y - 1. With label 1 the score then drops out.",
        ),
    ),
    "check_sgd_step": (
        (
            """
def step(w, x_i, y_i, eta):
    total = 0
    for x in x_i:
        total += (lc.sigmoid(w @ x_i) - y_i) * x
    return w - eta * total
""",
            "Every weight moves by the same amount: the slopes of all weights are added up.",
        ),
        (
            """
def step(w, x_i, y_i, eta):
    p = 1 + np.exp(-np.dot(x_i, w))
    return w - eta * (p - y_i) * x_i
""",
            "Your p is 1 + e^-z: a division is missing, or a pair of brackets is",
        ),
        (
            """
def step(w, x_i, y_i, eta):
    p = lc.sigmoid(x_i @ w)
    return w - eta * ((1 - p) - y_i) * x_i
""",
            "Your p is the probability of label 0, as with the wrong sign in the exponent.",
        ),
        (
            """
def f(w, x_i, y_i, eta):
    s = 2 * y_i - 1
    p = lc.sigmoid(x_i @ w)
    return w - eta * (p - s) * x_i
""",
            "You take -1 for the label 0",
        ),
        (
            """
def sgd_step(w, x_i, y_i, eta):
    return w - eta * (1 / 1 + np.exp(-x_i @ w) - y_i) * x_i
""",
            "Your p is 1 + e^-z: a division is missing, or a pair of brackets is",
        ),
        (
            """
def sgd_step(w, x_i, y_i, eta):
    if y_i == 1:
        w = w + eta * (1 - lc.sigmoid(x_i @ w)) * x_i
    return w
""",
            "You take a step for points with label 1 only.",
        ),
        (
            """
def sgd_step(w, x_i, y_i, eta):
    return w - eta * lc.sigmoid(x_i @ w) * x_i
""",
            "The label has no say in your step.",
        ),
        (
            """
def sgd_step(w, x_i, y_i, eta):
    start = np.zeros(len(w))
    return w - eta * (lc.sigmoid(x_i @ start) - y_i) * x_i
""",
            "Your p is one half always: the weights are not in your score.",
        ),
        (
            """
def sgd_step(w, x_i, y_i, eta):
    error = lc.sigmoid(w @ x_i) - y_i
    move = np.zeros(len(w))
    move[0] = eta * error
    return w - move
""",
            "Only your bias moves.",
        ),
        (
            """
def sgd_step(w, x_i, y_i, eta):
    p = lc.sigmoid(x_i @ w)
    loss = -y_i * np.log(p) - (1 - y_i) * np.log(1 - p)
    return w - eta * loss * x_i
""",
            "You multiply the features by the loss of the point.",
        ),
    ),
    "check_guaranteed_rate": (
        (
            """
def rate(A):
    spread = np.cov(A.T)
    return 8 / np.max(np.linalg.eigvalsh(np.atleast_2d(spread)))
""",
            "The means of the columns are subtracted first, as in a covariance.",
        ),
        (
            """
def rate(A):
    bends = np.linalg.eigvalsh(A.T @ A) / (4 * len(A))
    return 2 / (min(bends) + max(bends))
""",
            "You add the smallest eigenvalue to the largest.",
        ),
        (
            """
def rate(A):
    return 2 / (np.abs(A).max() ** 2 / 4 / len(A))
""",
            "You take the largest square of an entry of A for the bend.",
        ),
        (
            """
def rate(A):
    L = np.linalg.eigvalsh(A.T @ A / (4 * len(A)))[-1]
    return 2 / L / len(A)
""",
            "This is the rate for the sum of the losses.",
        ),
        (
            """
def rate(A):
    L = np.linalg.eigvalsh(A.T @ A / (4 * len(A)))[-1]
    return 1 / 2 / L
""",
            "This is a quarter of the rate that is asked for",
        ),
        (
            """
def rate(A):
    n = A.shape[0]
    largest = max(np.linalg.eigvalsh(A.T @ A))
    return 2 / (largest / (2 * n))
""",
            "This is half of the rate that is asked for: 1/L in the place of 2/L, or your L is",
        ),
        (
            """
def guaranteed_rate(A):
    return 0.99 * 2 / np.linalg.eigvalsh(A.T @ A / (4 * len(A))).max()
""",
            "Your numbers are always 0.99 times the right ones.",
        ),
        (
            """
def guaranteed_rate(A):
    return 8 / (A ** 2).sum(axis=1).max()
""",
            "You take the longest row for the bend.",
        ),
        (
            """
def guaranteed_rate(A):
    return 2 / np.linalg.eigvalsh(A.T @ A / (4 * (len(A) - 1))).max()
""",
            "Off by one: you multiply by one less than the number of rows, or you divide",
        ),
        (
            """
def guaranteed_rate(A):
    return np.linalg.eigvalsh(A.T @ A / (4 * len(A))).max()
""",
            "This is the bound L.",
        ),
        (
            """
def rate(A):
    return 2 * 4 * len(A) / np.sum(A**2)
""",
            "You take the sum of all eigenvalues, which is that of the diagonal, and of the",
        ),
    ),
    "check_sgd": (
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = rng.standard_normal(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        while len(order):
            batch, order = order[:batch_size], order[batch_size:]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "You start at random weights. The exercise starts at zeros.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        rows, truth = rng.permutation(A), rng.permutation(y)
        for k in range(0, len(y), batch_size):
            part = rows[k : k + batch_size]
            w -= eta * lc.cross_entropy_gradient(part, truth[k : k + batch_size], w)
    return w
""",
            "Rows and labels are shuffled apart, each in an order of its own",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        for batch in np.array_split(rng.permutation(len(y)), batch_size):
            if batch.size > 0:
                w -= eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "You make batch_size batches. It is the number of points in each.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    parts = -(-len(y) // batch_size)
    for _ in range(n_epochs):
        for batch in np.array_split(rng.permutation(len(y)), parts):
            w = w + eta * (y[batch] - lc.sigmoid(A[batch] @ w)) @ A[batch] / len(batch)
    return w
""",
            "Your batches are of nearly equal size, as np.array_split makes them.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first : first + batch_size]
            error = lc.sigmoid(A[batch] @ w) - y[batch]
            w -= eta / len(batch) * np.mean(error[:, None] * A[batch], axis=0)
    return w
""",
            "You divide by the size of the batch, and the gradient is a mean already.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first : first + batch_size]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
            break
    return w
""",
            "Each epoch of yours takes its first batch only.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(y))
    w = np.zeros(A.shape[1])
    for i in range(0, len(y) if n_epochs else 0, batch_size):
        batch = order[i : i + batch_size]
        w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "Only your first epoch counts.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng, shape = np.random.default_rng(seed), A.shape
    w = np.zeros(shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(shape[1])
        for i in range(0, len(order), batch_size):
            batch = order[i:i + batch_size]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "You take the wrong place: index 1, the 1 in line 6.",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng()
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first:first + batch_size]
            p = lc.sigmoid(A[batch] @ w)
            gradient = A[batch].T @ (p - y[batch]) / len(batch)
            w = w - eta * gradient
    return w
""",
            "Two calls with the same seed give different weights: your shuffles do not start",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        for first in range(0, len(y), batch_size):
            batch = rng.permutation(len(y))[first:first + batch_size]
            p = lc.sigmoid(A[batch] @ w)
            gradient = A[batch].T @ (p - y[batch]) / len(batch)
            w = w - eta * gradient
    return w
""",
            "You draw a permutation for each batch.",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(0)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first:first + batch_size]
            p = lc.sigmoid(A[batch] @ w)
            gradient = A[batch].T @ (p - y[batch]) / len(batch)
            w = w - eta * gradient
    return w
""",
            "Your shuffles start from 0, whatever seed is given.",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first:first + batch_size]
            p = lc.sigmoid(A[batch] @ w)
            gradient = A[batch].T @ (p - y[batch]) / len(batch)
            w = w - eta * gradient
    return w
""",
            "Every epoch of yours uses the same order.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        shuffled = y[order]
        for k in range(0, len(y), batch_size):
            rows = A[k : k + batch_size]
            w = w - eta * lc.cross_entropy_gradient(rows, shuffled[k : k + batch_size], w)
    return w
""",
            "The labels are shuffled and the rows are not",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for _ in range(0, len(order), batch_size):
            w = w - eta * lc.cross_entropy_gradient(A, y, w)
    return w
""",
            "Every step of yours follows the mean slope of all points.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        w = np.zeros(A.shape[1])
        order = list(rng.permutation(len(y)))
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "Each epoch of yours begins at zeros again.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for i in range(len(y)):
            batch = order[i : i + batch_size]
            w -= eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "Your batches overlap: each begins one point after the one before.",
        ),
        (
            """
def sgd(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.choice(len(y), len(y))
        for k in range(0, len(y), batch_size):
            batch = order[k : k + batch_size]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "You draw the points with repeats.",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        A, y = A[order], y[order]
        for k in range(0, len(y), batch_size):
            w = w - eta * lc.cross_entropy_gradient(A[k:k + batch_size], y[k:k + batch_size], w)
    return w
""",
            "You shuffle the order of the epoch before once more.",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first:batch_size]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "At A = a table of shape",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        for batch in np.array_split(rng.permutation(len(y)), batch_size):
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "You make batch_size batches.",
        ),
        (
            """
def sgd_in_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = 0.01 * rng.normal(size=A.shape[1])
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first : first + batch_size]
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w
""",
            "You start at random weights.",
        ),
    ),
    "check_mean_loss": (
        (
            """
def mean_loss(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * (1 - p))
""",
            "With label 0 you take 1 - p itself",
        ),
        (
            """
def mean_loss(y, p):
    total = 0
    for label, chance in zip(y, p):
        if label == 1:
            total -= chance
        else:
            total -= np.log(1 - chance)
    return total / len(y)
""",
            "With label 1 you take p itself",
        ),
        (
            """
def loss(y, p):
    ones = -np.log(p[y == 1]).mean() if y.any() else 0
    zeros = -np.log(1 - p[y == 0]).mean() if not y.all() else 0
    return 0.5 * (ones + zeros)
""",
            "You take the mean of the two class means.",
        ),
        (
            """
from scipy.special import xlogy, xlog1py
def loss(y, p):
    return np.mean(-xlogy(p, y) - xlog1py(1 - p, -y))
""",
            "You take logarithms of the labels: y and p have changed places.",
        ),
        (
            """
def mean_loss(y, p):
    costs = -np.log(np.where(y == 1, p, 1 - p))
    return costs.sum() / max((y == 0).sum(), 1)
""",
            "You divide by the number of flowers of one class.",
        ),
        (
            """
def mean_loss(y, p):
    for label, q in zip(y, p):
        return -np.log(q) if label == 1 else -np.log(1 - q)
""",
            "Only the first flower counts in your result.",
        ),
        (
            """
def mean_loss(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))
""",
            "You return the cost of each flower.",
        ),
        (
            """
def mean_loss(y, p):
    for label, q in zip(y, p):
        total = -np.log(q) if label == 1 else -np.log(1 - q)
    return total / len(y)
""",
            "Only the last flower counts in your result.",
        ),
        (
            """
def mean_loss(y, p):
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))
""",
            "Your logarithm has base 2.",
        ),
    ),
    "check_decide": (
        (
            """
def decide(A, w):
    scores = sum(A[:, j + 1] * w[j] for j in range(len(w) - 1))
    return np.where(scores >= 0, 1, 0)
""",
            "Each feature meets the weight of its neighbour, and the ones meet none",
        ),
        (
            """
def decide(A, w):
    score, labels = 0.0, []
    for row in A:
        score += row @ w
        labels.append(int(score >= 0))
    return labels
""",
            "Your scores add up from row to row. Each flower begins at 0.",
        ),
        (
            """
def decide(A, w):
    return np.heaviside(A @ w, 0).astype(int)
""",
            "At log-odds of exactly 0 the rule says 1: at least 0 includes 0.",
        ),
        (
            """
def decide(A, w):
    return (A[:, 1:] @ w[1:] - w[0] >= 0).astype(int)
""",
            "You subtract the bias: the first weight, which goes with the ones.",
        ),
        (
            """
def decide(A, w):
    return np.where(A @ w >= 0, 1, -1)
""",
            "Your labels are 1 and -1.",
        ),
        (
            """
def decide(A, w):
    return A @ w
""",
            "You return the log-odds.",
        ),
        (
            """
def decide(A, w):
    bias, slope, *rest = w
    return [1 if bias + slope * x >= 0 else 0 for x in A[:, 1]]
""",
            "You look at the first feature only.",
        ),
        (
            """
def decide(A, w):
    return np.clip(np.round(A @ w), 0, 1).astype(int)
""",
            "You round the score: between 0 and 0.5 it becomes 0, and the label should be 1.",
        ),
        (
            """
def decide(A, w):
    return A[A @ w >= 0]
""",
            "You return the rows that get label 1.",
        ),
        (
            """
def decide(A, w):
    return np.all(A * w >= 0, axis=1).astype(int)
""",
            "You ask it of every product of a feature and its weight.",
        ),
    ),
    "check_first_perfect": (
        (
            """
def first(A, y, weights):
    for k, w in enumerate(weights):
        wrong = (lc.predict(A, w) != y).sum()
        if 1 - wrong / len(y) > 0.95:
            return k
""",
            "A large share of right flowers is enough for you.",
        ),
        (
            """
def first(A, y, weights):
    answer = len(weights) - 1
    for k in range(len(weights) - 2, -1, -1):
        if not np.array_equal(lc.predict(A, weights[k]), y):
            break
        answer = k
    return answer
""",
            "You return an epoch from which on all stay right up to the last.",
        ),
        (
            """
def first(A, y, weights):
    right = [all(np.sign(A @ w) == y) for w in weights]
    return right.index(max(right))
""",
            "np.sign gives -1, 0 and 1. The labels are 0 and 1.",
        ),
        (
            """
def first(A, y, weights):
    table = np.array([lc.predict(A, w) == y for w in weights])
    return np.argmax(table)
""",
            "You look for the first right label in the whole table, row by row.",
        ),
        (
            """
def first(A, y, weights):
    hits = 0
    for k, w in enumerate(weights):
        hits += (lc.predict(A, w) == y).sum()
        if hits >= len(y):
            return k
""",
            "You count the right flowers of all epochs so far together.",
        ),
        (
            """
def first(A, y, weights):
    right = [lc.predict(A[:, 1:], w[1:]) == y for w in weights]
    return np.argmax(np.all(right, axis=1))
""",
            "You leave the bias out: the first weight, which goes with the ones.",
        ),
        (
            """
def first(A, y, weights):
    for k, w in enumerate(weights):
        if (lc.predict(A, w) != y).any():
            return k
""",
            "You return the first epoch that is not perfect.",
        ),
        (
            """
def first(A, y, weights):
    s = 2 * y - 1
    for k, w in enumerate(weights[1:]):
        if ((A @ w >= 0) == (s == 1)).all():
            return k
""",
            "Your 1 in line 4 should be one less.",
        ),
        (
            """
def first(A, y, weights):
    margins = (2 * y - 1) * (weights @ A.T)
    return list(margins.min(axis=1) >= 0).index(True)
""",
            "At log-odds of exactly 0 the rule says 1: at least 0 includes 0.",
        ),
        (
            """
def first(A, y, weights):
    signs = np.array([1 if label else -1 for label in y])
    for k, w in enumerate(weights):
        margins = signs * (A @ w)
        if not np.any(margins <= 0):
            return k
""",
            "At log-odds of exactly 0 the rule says 1: at least 0 includes 0.",
        ),
        (
            """
def first(A, y, weights):
    for w in weights:
        if (lc.predict(A, w) != y).sum() == 0:
            return w is not None
    return False
""",
            "Your function returns True or False, and a number is asked for.",
        ),
        (
            """
def first(A, y, weights):
    hits = [(lc.predict(A, w) == y).all() for w in weights]
    return hits[0]
""",
            "Your function returns True or False, and a number is asked for.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if np.any(lc.predict(A, w) == y):
            return number
""",
            "One right flower is enough for you.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if lc.predict(A, w).sum() == y.sum():
            return number
""",
            "You count how many flowers are called 1.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if np.all(lc.predict(A, w) == y):
            return w
""",
            "You return the weights of the epoch, and its number is asked for.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if np.all(lc.predict(A, w) == y):
            return True
""",
            "Your function returns True or False, and a number is asked for.",
        ),
        (
            """
def first_perfect(A, y, weights):
    number = len(weights)
    for w in weights[::-1]:
        if (lc.predict(A, w) != y).any():
            break
        number -= 1
    return number
""",
            "You return the epoch from which on all stay right.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if all(lc.predict(A[i : i + 1], w)[0] == y[i] for i in range(len(y) - 1)):
            return number
""",
            "The last flower does not count in yours.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number in range(1, len(weights)):
        if np.all(lc.predict(A, weights[number]) == y):
            return number
""",
            "You never look at row 0, the start.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if (lc.predict(A, w) == y).all:
            return number
""",
            "You always return 0.",
        ),
        (
            """
def first_perfect(A, y, weights):
    right = [np.all(lc.predict(A, w) == y) for w in weights]
    for number in range(len(right)):
        if all(right[number:]):
            return number
    return len(right) - 1
""",
            "You return the epoch from which on all stay right.",
        ),
        (
            """
def first_perfect(A, y, weights):
    for number, w in enumerate(weights):
        if np.all(lc.predict(A[y == 1], w) == 1):
            return number
""",
            "You look at the flowers with label 1 only.",
        ),
    ),
    "check_worst_slack": (
        (
            """
def slack(A, y, w):
    for row, label in zip(A, y):
        needed = -(2 * label - 1) * (row @ w)
        if needed > 0:
            return needed
    return 0
""",
            "You return the first slack above 0, and the worst is asked for.",
        ),
        (
            """
def slack(A, y, w):
    scores = [float(row @ w) for row in A]
    return max(0, *scores)
""",
            "Your numbers are those of a `y` of zeros: what it holds has no say in them.",
        ),
        (
            """
def slack(A, y, w):
    needed = [0.0]
    for i in range(1, len(y)):
        sign = 1 if y[i - 1] == 1 else -1
        needed.append(-sign * (A[i - 1] @ w))
    return max(needed)
""",
            "The last point does not count in yours.",
        ),
        (
            """
def worst_slack(A, y, w):
    s_z = np.where(y == 1, 1, -1) * (A @ w)
    wrong = s_z[s_z < 0]
    return -wrong.mean() if len(wrong) else 0.0
""",
            "You take the mean of the slacks above 0. The largest is asked for.",
        ),
        (
            """
def worst_slack(A, y, w):
    return np.abs(A @ w).max()
""",
            "This is the largest score of any point, be it right or wrong.",
        ),
        (
            """
def worst_slack(A, y, w):
    z = A[:, 1:] @ w[1:] - w[0]
    return np.maximum(0, -(2 * y - 1) * z).max()
""",
            "You subtract the bias in the score, and it is added.",
        ),
        (
            """
def worst_slack(A, y, w):
    return np.maximum(0, 1 - (2 * y - 1) * (A @ w)).max()
""",
            "This is the textbook's slack, which asks for a score of 1.",
        ),
        (
            """
def worst_slack(A, y, w):
    for row, label in zip(A, y):
        s = 2 * label - 1
        worst = max(0, -s * (row @ w))
        return worst
""",
            "You return the slack of the first point, and the worst is asked for.",
        ),
        (
            """
def worst_slack(A, y, w):
    worst = 0
    for row, label in zip(A, y):
        if label == 1:
            worst = max(worst, -(row @ w))
    return worst
""",
            "Points with label 0 never pay in yours: you leave them out, or you take the labels",
        ),
    ),
    "check_signed_distance": (
        (
            """
def distance(A, w):
    z = w[0] + w[1] * A[:, 0] + w[2] * A[:, 1]
    return z / np.hypot(w[1], w[2])
""",
            "You multiply the features by the weights of their neighbours",
        ),
        (
            """
def distance(A, w):
    return (A @ w) / (w[1] * 2 + w[2] * 2) ** 0.5
""",
            "Under your root the weights are doubled, and not squared.",
        ),
        (
            """
def signed_distance(A, w):
    return A @ w / np.linalg.norm(w)
""",
            "The bias is inside your length.",
        ),
        (
            """
def signed_distance(A, w):
    return A @ w
""",
            "You return the scores.",
        ),
        (
            """
def signed_distance(A, w):
    return A @ w * np.linalg.norm(w[1:])
""",
            "You multiply by the length of the weights.",
        ),
        (
            """
def signed_distance(A, w):
    return A @ w / (w[1] ** 2 + w[2] ** 2)
""",
            "You divide by the squared length of the weights.",
        ),
        (
            """
def signed_distance(A, w):
    return (w[0] + w[1] * A[:, 1] + w[2] * A[:, 2]) / w[1]
""",
            "You divide by w[1] alone",
        ),
        (
            """
def signed_distance(A, w):
    return A.dot(w) / np.linalg.norm(w[1:], np.inf)
""",
            "You divide by the largest weight.",
        ),
    ),
    "check_hinge_sum": (
        (
            """
def hinge(y, z):
    return sum(max(v - 1, 0) for v in np.where(y == 1, z, -z))
""",
            "Your difference is turned round: here points beyond margin 1 pay, by m - 1.",
        ),
        (
            """
def hinge(y, z):
    totals, total = [], 0
    for label, score in zip(y, z):
        total = total + max(0, 1 + score - 2 * label * score)
        totals.append(total)
    return totals
""",
            "Your entries are running totals. The last of them is asked for.",
        ),
        (
            """
def hinge(y, z):
    total = 0
    for label in y:
        for score in z:
            total += max(0, 1 - (2 * label - 1) * score)
    return total
""",
            "Each label meets each score: your product is a table of all pairs.",
        ),
        (
            """
def hinge(y, z):
    margins = np.where(y == 1, z, -z)
    return np.maximum(1, 1 - margins).sum()
""",
            "Your first 1 in line 4 should be one less.",
        ),
        (
            """
def f(y, z):
    total = 0
    for label, score in zip(y, z):
        slack = 1 - score if label == 1 else 1 + score
        total += min(max(slack, 0), 2)
    return total
""",
            "No point costs more than 2 in yours.",
        ),
        (
            """
def f(y, z):
    s = 2 * y - 1
    return 0.5 * (z ** 2).sum() + np.maximum(0, 1 - s * z).sum()
""",
            "With 0 in the place of your 0.5 all is right.",
        ),
        (
            """
def hinge_sum(y, z):
    return np.maximum(0, -(2 * y - 1) * z).sum()
""",
            "These slacks ask for a score of 0, as the worst slack does.",
        ),
        (
            """
def hinge_sum(y, z):
    return round(np.maximum(0, 1 - (2 * y - 1) * z).sum())
""",
            "Your numbers are the right ones rounded to whole numbers.",
        ),
        (
            """
def hinge_sum(y, z):
    return np.maximum(0, 1 - (2 * y - 1) * z)
""",
            "You return the hinge loss of each point.",
        ),
        (
            """
def hinge_sum(y, z):
    return (np.maximum(0, 1 - (2 * y - 1) * z) ** 2).sum()
""",
            "You square the slacks.",
        ),
        (
            """
def hinge_sum(y, z):
    return sum(max(0, 1 - (label - 1) * score) for label, score in zip(y, z))
""",
            "Your signs are -1 and 0, as y - 1 gives them.",
        ),
        (
            """
def hinge_sum(y, z):
    s = 2 * y - 1
    return (1 - np.maximum(0, s * z)).sum()
""",
            "You cut the margin off at 0, and not the loss: no point costs more than 1",
        ),
    ),
    "check_separable": (
        (
            """
def separable(A, y):
    return any(np.array_equal(A[:, 1] >= t, y == 1) for t in A[:, 1])
""",
            "You try one direction only.",
        ),
        (
            """
def separable(A, y):
    for a in A[y == 0, 1]:
        for b in A[y == 1, 1]:
            return bool(a < b)
    return True
""",
            "You look at the first point of each class only.",
        ),
        (
            """
def separable(A, y):
    x = A[:, 1]
    if len(set(y)) < 2:
        return True
    return max(min(x[y == 1]) - max(x[y == 0]), min(x[y == 0]) - max(x[y == 1]))
""",
            "You return a gap. Whether there is one is asked for",
        ),
        (
            """
def separable(A, y):
    x = A[:, 1]
    if len(set(y)) < 2:
        return True
    return bool(x[y == 0].max() != x[y == 1].max())
""",
            "You ask whether the largest values of both classes differ.",
        ),
        (
            """
def separable(A, y):
    x = A[:, 1]
    if y.min() == y.max():
        return True
    return bool(max(min(x[y == 0]), min(x[y == 1])) <= min(max(x[y == 0]), max(x[y == 1])))
""",
            "With points of both classes your answer is the wrong way round",
        ),
        (
            """
def separable(A, y):
    zeros, ones = (A[y == 0, 1], A[y == 1, 1])
    if len(zeros) == 0 or len(ones) == 0:
        return False
    return zeros.max() < ones.min() or ones.max() < zeros.min()
""",
            "You refuse a single class.",
        ),
        (
            """
def separable(A, y):
    zeros, ones = (A[y == 0, 1], A[y == 1, 1])
    if len(zeros) == 0 or len(ones) == 0:
        return True
    return zeros.max() < ones.min() and ones.max() < zeros.min()
""",
            "You ask for both directions at once, and no two classes can have both; or you",
        ),
        (
            """
def separable(A, y):
    zeros, ones = (A[y == 0, 1], A[y == 1, 1])
    if len(zeros) == 0 or len(ones) == 0:
        return True
    return zeros.min() < ones.max() or ones.min() < zeros.max()
""",
            "Smallest and largest have changed places: you ask whether the smallest of one",
        ),
        (
            """
def separable(A, y):
    zeros, ones = (A[y == 0, 1], A[y == 1, 1])
    return zeros.max() < ones.min() or ones.max() < zeros.min()
""",
            "With a single class your function stops: nothing has no largest value.",
        ),
        (
            """
def separable(A, y):
    x = A[:, 1]
    low, high = y[x < x.mean()], y[x >= x.mean()]
    together = set(low) | set(high)
    return len(together) == 1 or (len(set(low)) == 1 == len(set(high)) and set(low) != set(high))
""",
            "Your threshold is the mean of the feature.",
        ),
        (
            """
def separable(A, y):
    zeros, ones = list(A[y == 0, 1]), list(A[y == 1, 1])
    if not zeros or not ones:
        return True
    for low, high in ((zeros, ones), (ones, zeros)):
        if max(low) < min(high):
            return 0.5 * (max(low) + min(high))
    return False
""",
            "You return a threshold.",
        ),
        (
            """
def separable(A, y):
    zeros, ones = A[y == 0, 1], A[y == 1, 1]
    if len(zeros) == 0 or len(ones) == 0:
        return True
    for v in ones:
        if zeros.min() <= v <= zeros.max():
            return False
    return True
""",
            "You ask whether a point of one class lies within the range of the other.",
        ),
    ),
    "check_confusion": (
        (
            """
def confusion(y, guess):
    kinds = sorted(set(guess))
    return [[sum((y == a) & (guess == b)) for b in kinds] for a in kinds]
""",
            "Your table has rows and columns only for labels that occur.",
        ),
        (
            """
def confusion(y, guess):
    counts, *edges = np.histogram2d(y, guess, 2)
    return counts.astype(int)
""",
            "np.histogram2d sets its bins by the numbers that occur.",
        ),
        (
            """
def confusion(y, guess):
    tn, fp = np.sum(~y & ~guess), np.sum(~y & guess)
    fn, tp = np.sum(y & ~guess), np.sum(y & guess)
    return [[tn, fp], [fn, tp]]
""",
            "~ of a whole number is no `not`: ~0 is -1, and ~1 is -2.",
        ),
        (
            """
def confusion(y, guess):
    table = np.zeros((2, 2), int)
    table[0, 0], table[1, 1] = ((y == 0) & (guess == 0)).sum(), ((y == 1) & (guess == 1)).sum()
    table[0, 1], table[1, 0] = sum(guess), sum(y)
    return table
""",
            "Your mistakes are all alarms, and all points of class 1.",
        ),
        (
            """
def confusion(y, guess):
    fp = sum((y == 0) * guess)
    fn = sum(y * (guess == 0))
    return [[len(y) - guess.sum(), fp], [fn, guess.sum()]]
""",
            "Your right answers are all answers of one kind, and mistakes are among them.",
        ),
        (
            """
def confusion(y, guess):
    return [[int((k, j) in set(zip(y, guess))) for j in (0, 1)] for k in (0, 1)]
""",
            "Each cell of yours counts once at most: it is 1 where a pair occurs, however often.",
        ),
        (
            """
def confusion(y, guess):
    table = np.zeros((2, 2))
    for a, b in zip(y, guess):
        table[a, b] += 100 / len(y)
    return table
""",
            "You return shares, and counts are asked for.",
        ),
        (
            """
def confusion(y, guess):
    table = np.zeros((2, 2), dtype=int)
    for i in range(len(y) - 1):
        table[y[i], guess[i]] += 1
    return table
""",
            "The last point does not count in yours.",
        ),
        (
            """
def confusion(y, guess):
    table = np.zeros((2, 2), dtype=int)
    for label, answer in zip(y, guess):
        table[answer, label] += 1
    return table
""",
            "Rows and columns have changed places, or labels and answers have.",
        ),
        (
            """
def confusion(y, guess):
    table = np.zeros((2, 2), dtype=int)
    table[y, guess] += 1
    return table
""",
            "Each cell of yours counts once at most: it is 1 where a pair occurs",
        ),
        (
            """
def confusion(y, guess):
    TN = ((y == 0) & (guess == 0)).sum()
    FP = ((y == 0) & (guess == 1)).sum()
    FN = ((y == 1) & (guess == 0)).sum()
    TP = ((y == 1) & (guess == 1)).sum()
    return np.array([[TN, FP], [FN, TP]]) / len(y)
""",
            "You return shares, and counts are asked for.",
        ),
        (
            """
def confusion(y, guess):
    table = np.array([[np.sum((y == k) & (guess == j)) for j in (0, 1)] for k in (0, 1)])
    return [row / max(row.sum(), 1) for row in table]
""",
            "You return shares, and counts are asked for.",
        ),
        (
            """
def confusion(y, guess):
    labels = sorted({*y.tolist(), *guess.tolist()})
    pairs = list(zip(y.tolist(), guess.tolist()))
    return [[pairs.count((a, b)) for b in labels] for a in labels]
""",
            "Your table has rows and columns only for labels that occur.",
        ),
        (
            """
def confusion(y, guess):
    both = y * guess
    return [[len(y) - both.sum(), ((1 - y) * guess).sum()], [(y - both).sum(), both.sum()]]
""",
            "Your upper left corner counts all that is not found.",
        ),
        (
            """
def confusion(y, guess):
    TN = (guess == 0).sum()
    FP = ((y == 0) & (guess == 1)).sum()
    FN = ((y == 1) & (guess == 0)).sum()
    TP = ((y == 1) & (guess == 1)).sum()
    return np.array([[TN, FP], [FN, TP]])
""",
            "Your upper left corner counts all answers 0, or all labels 0.",
        ),
        (
            """
def confusion(y, guess):
    return np.array([[((y == k) & (guess == j)).sum() for j in (-1, 1)] for k in (-1, 1)])
""",
            "Your table counts nothing but hits: it looks for another label in the place of 0.",
        ),
    ),
    "check_precision_and_recall": (
        (
            """
def shares(y, guess):
    precisions, recalls = [], []
    for k in set(y) | set(guess):
        hits = ((y == k) & (guess == k)).sum()
        precisions.append(hits / max((guess == k).sum(), 1))
        recalls.append(hits / max((y == k).sum(), 1))
    return np.mean(precisions), np.mean(recalls)
""",
            "You take the mean over both classes.",
        ),
        (
            """
def shares(y, guess):
    pairs = list(zip(y.tolist(), guess.tolist()))
    tp, fp, fn = pairs.count((1, 1)), pairs.count((0, 1)), pairs.count((1, 0))
    return (tp / tp + fp if tp + fp > 0 else 0), (tp / tp + fn if tp + fn > 0 else 0)
""",
            "Brackets are missing below your line: Python divides before it adds.",
        ),
        (
            """
def shares(y, guess):
    wrong = (y != guess).sum()
    alarms, ones = guess.sum(), y.sum()
    return wrong / alarms if alarms else 0, wrong / ones if ones else 0
""",
            "All mistakes stand above your line.",
        ),
        (
            """
def shares(y, guess):
    right = np.sum(y == guess)
    return right / max(1, np.sum(guess == 1)), right / max(1, np.sum(y == 1))
""",
            "All right answers stand above your line.",
        ),
        (
            """
def shares(y, guess):
    tp, fp = (y & guess).sum(), (guess > y).sum()
    fn = (y > guess).sum()
    precision = 0.0 if fp == 0 else tp / fp
    return precision, (0.0 if fn == 0 else tp / fn)
""",
            "You divide by the mistakes alone. That makes odds, and shares are asked for.",
        ),
        (
            """
def precision_and_recall(y, guess):
    tp = np.sum((y == 1) & (guess == 1))
    tn = np.sum((y == 0) & (guess == 0))
    fn = np.sum((y == 1) & (guess == 0))
    precision = 0.0 if tp + tn == 0 else tp / (tp + tn)
    recall = 0.0 if tp + fn == 0 else tp / (tp + fn)
    return precision, recall
""",
            "Your first number is TP / (TP + TN): the true negatives stand below its line",
        ),
        (
            """
def precision_and_recall(y, guess):
    counts = {"tp": 0, "fp": 0, "fn": 0, "tn": 0}
    for label, answer in zip(y, guess):
        if answer == 1:
            counts["tp" if label == 1 else "fp"] += 1
        elif label == 1:
            counts["tn"] += 1
        else:
            counts["fn"] += 1
    alarms = counts["tp"] + counts["fp"]
    ones = counts["tp"] + counts["fn"]
    return (counts["tp"] / alarms if alarms else 0), (counts["tp"] / ones if ones else 0)
""",
            "Your second number is TP / (TP + TN): the true negatives stand below its line",
        ),
        (
            """
def precision_and_recall(y, guess):
    right = y == guess
    found = (right & (y == 1)).sum()
    alarms = guess.sum()
    precision = found / alarms if alarms else 0.0
    recall = found / right.sum() if right.any() else 0.0
    return precision, recall
""",
            "Your second number is TP / (TP + TN): the true negatives stand below its line",
        ),
        (
            """
def precision_and_recall(y, guess):
    tp = ((y == 1) & (guess == 1)).sum()
    fp = ((y == 1) & (guess == 0)).sum()
    fn = ((y == 0) & (guess == 1)).sum()
    return (tp / (tp + fp) if tp + fp > 0 else 0.0, tp / (tp + fn) if tp + fn > 0 else 0.0)
""",
            "Your two numbers have changed places, or labels and answers have.",
        ),
        (
            """
def precision_and_recall(y, guess):
    found = ((y == 0) & (guess == 0)).sum()
    alarms, ones = ((guess == 0).sum(), (y == 0).sum())
    return (found / alarms if alarms > 0 else 0.0, found / ones if ones > 0 else 0.0)
""",
            "These are precision and recall of class 0.",
        ),
        (
            """
def precision_and_recall(y, guess):
    found = ((y == 1) & (guess == 1)).sum()
    alarms = (guess == 1).sum()
    ones = (y == 1).sum()
    return (found / alarms if alarms > 0 else 1.0, found / ones if ones > 0 else 1.0)
""",
            "You take 0/0 for 1.",
        ),
        (
            """
def precision_and_recall(y, guess):
    found = (y * guess).sum()
    return (found / len(guess), found / len(y))
""",
            "You divide by the number of all points.",
        ),
        (
            """
def precision_and_recall(y, guess):
    found = np.sum(y * guess)
    recall = found / np.sum(y) if np.any(y) else 0
    return np.mean(y == guess), recall
""",
            "Your first number is the accuracy",
        ),
        (
            """
def precision_and_recall(y, guess):
    tp = ((y == 1) & (guess == 1)).sum()
    fp = ((y == 0) & (guess == 1)).sum()
    n0 = (y == 0).sum()
    precision = tp / (tp + fp) if tp + fp > 0 else 0.0
    return precision, fp / n0 if n0 > 0 else 0.0
""",
            "Your second number is the false alarm rate: a share of class 0.",
        ),
    ),
    "check_balanced_weights": (
        (
            """
def weights(y):
    seen, found = {0: 0, 1: 0}, []
    for label in y.tolist():
        seen[label] += 1
        found.append(len(y) / (2 * seen[label]))
    return found
""",
            "You divide by how many points of the class have come so far.",
        ),
        (
            """
def weights(y):
    return len(y) / (2 * y + 2)
""",
            "The labels stand where their counts belong",
        ),
        (
            """
def weights(y):
    for label in y:
        return len(y) / (2 * (y == 0).sum())
""",
            "You return one number, the weight of one class.",
        ),
        (
            """
def weights(y):
    counts = np.bincount(y)
    return y.size / np.square(counts[y])
""",
            "You square the count, and it is doubled.",
        ),
        (
            """
def weights(y):
    counts = np.bincount(y)
    return len(y) / (counts[y] + 2)
""",
            "You add 2 to the count, and it is multiplied by 2.",
        ),
        (
            """
def weights(y):
    n, ones = len(y), y.sum()
    return [n / 2 * (ones if label else n - ones) for label in y]
""",
            "The count of the class stands above your line.",
        ),
        (
            """
def weights(y):
    ones = sum(y)
    zeros = len(y) - ones
    return [zeros / ones if label == 1 else ones / zeros for label in y]
""",
            "Yours is the count of the other class divided by that of its own.",
        ),
        (
            """
def balanced_weights(y):
    sizes = np.array([(y == k).sum() for k in (0, 1)])
    return (len(y) / 2 * sizes)[y]
""",
            "The count of the class stands above your line.",
        ),
        (
            """
def balanced_weights(y):
    return (len(y) / (2 * np.bincount(y)[y])).sum()
""",
            "You add up the entries.",
        ),
        (
            """
def balanced_weights(y):
    return np.where(y == 1, (y == 0).sum() / (y == 1).sum(), 1.0)
""",
            "Class 1 gets the weight, and class 0 keeps 1.",
        ),
        (
            """
def balanced_weights(y):
    c = []
    for label in y:
        c.append(len(y) / (2 * (y == label).sum()))
        return np.array(c)
""",
            "You return the first entry only.",
        ),
        (
            """
def balanced_weights(y):
    return 2 * np.bincount(y)[y] / len(y)
""",
            "Your fraction is upside down: it makes the rare class count less.",
        ),
        (
            """
def balanced_weights(y):
    weights = np.ones(len(y))
    weights[y == 0] = len(y) / (2 * np.sum(y == 0))
    return weights
""",
            "Class 0 gets its weight, and class 1 keeps 1.",
        ),
        (
            """
def balanced_weights(y):
    n = sum(y)
    return [n / (2 * list(y).count(label)) for label in y]
""",
            "Your n counts the ones.",
        ),
        (
            """
def balanced_weights(y):
    ones = int(y.sum())
    zeros = len(y) - ones
    return np.repeat([len(y) / (2 * zeros), len(y) / (2 * ones)], [zeros, ones])
""",
            "Your answer begins with class 0 and ends with class 1.",
        ),
        (
            """
def balanced_weights(y):
    return y * len(y) / (2 * y.sum())
""",
            "The label is a factor of yours, and so every point with label 0 weighs 0.",
        ),
    ),
    "check_split": (
        (
            """
def split(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    is_valid = order < n_valid
    return (~is_valid, is_valid)
""",
            "Your parts are masks of True and False, and row numbers are asked for.",
        ),
        (
            """
def f(n, n_valid, seed):
    r = np.random.default_rng(seed).integers(n, size=n)
    return (r[n_valid:], r[:n_valid])
""",
            "A row stands twice in one part, as if rows were drawn with replacement.",
        ),
        (
            """
def split(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return (order[:n_valid], order[n_valid:])
""",
            "The two parts have changed places, or their sizes have: n_valid is the size of",
        ),
        (
            """
def split(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return (order[n_valid + 1:], order[:n_valid])
""",
            "Rows are lost: they stand in neither part.",
        ),
        (
            """
def split(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    cut = round(0.25 * n)
    return order[cut:], order[:cut]
""",
            "Your second part has another size than `n_valid` says.",
        ),
        (
            """
def split(n, n_valid, seed):
    return np.random.default_rng(seed).permutation(n)[n_valid:]
""",
            "At n = 6 and n_valid = 2 and seed = 0 your function returns an array of shape (4,)",
        ),
    ),
    "check_penalised_gradient": (
        (
            """
def penalised(A, y, w, rho):
    return lc.cross_entropy_gradient(A, y, w) + 0.5 * np.insert(w[1:], 0, 0)
""",
            "0.5 is built in, in the place of `rho`.",
        ),
        (
            """
def penalised(A, y, w, rho):
    g = lc.cross_entropy_gradient(A, y, w)
    for j in range(1, len(w)):
        g[j] += w[j]
    return g
""",
            "Your function never looks at its `rho`.",
        ),
        (
            """
def penalised(A, y, w, rho):
    g = lc.cross_entropy_gradient(A, y, w).copy()
    g[1:] *= 1 + rho
    return g
""",
            "You charge rho times the slope, and it is rho times the weight.",
        ),
        (
            """
def penalised(A, y, w, rho):
    charge = np.insert(w[1:], 0, 0.0)
    return rho * ((lc.sigmoid(A @ w) - y) @ A / len(y) + charge)
""",
            "rho multiplies the slope of the points, too.",
        ),
        (
            """
def penalised(A, y, w, rho):
    g = lc.cross_entropy_gradient(A, y, w).copy()
    g[1:] = rho * w[1:]
    return g
""",
            "Your charge takes the place of the slope of the points.",
        ),
        (
            """
def penalised(A, y, w, rho):
    error = (lc.sigmoid(A @ w) - y) / len(y)
    return np.mean(error[:, None] * A, axis=0) + rho * np.insert(w[1:], 0, 0)
""",
            "The slope of the points is divided by their number twice",
        ),
        (
            """
def penalised(A, y, w, rho):
    g = list(lc.cross_entropy_gradient(A, y, w))
    for j in range(1, len(w)):
        g[j] += rho * w[j - 1]
    return g
""",
            "Your charges are out of step: each weight is charged for its neighbour.",
        ),
        (
            """
def penalised(A, y, w, rho):
    g, first = lc.cross_entropy_gradient(A, y, w), 1
    for j in range(len(w) - 1):
        if j >= first:
            g[j] = g[j] + rho * w[j]
    return g
""",
            "Your 1 in line 4 should be one less.",
        ),
        (
            """
def penalised_gradient(A, y, w, rho):
    g = lc.cross_entropy_gradient(A, y, w)
    g[:-1] += rho * w[:-1]
    return g
""",
            "You leave the last weight free of the charge. The bias comes first.",
        ),
        (
            """
def f(A, y, w, rho):
    g = lc.cross_entropy_gradient(A, y, w)
    norm = np.sqrt((w[1:] ** 2).sum())
    g[1:] += rho * w[1:] / (norm if norm > 0 else 1)
    return g
""",
            "You charge for the length of the weights.",
        ),
        (
            """
def penalised_gradient(A, y, w, rho):
    return A.T @ (lc.sigmoid(A @ w) - y) / len(y) + rho * w
""",
            "Your charge reaches the bias, too.",
        ),
        (
            """
def penalised_gradient(A, y, w, rho):
    gradient = lc.cross_entropy_gradient(A, y, w)
    gradient[1:] += 2 * rho * w[1:]
    return gradient
""",
            "Your charge is twice as steep as it should be",
        ),
        (
            """
def penalised_gradient(A, y, w, rho):
    return (A.T @ (lc.sigmoid(A @ w) - y) + rho * np.append(0, w[1:])) / len(y)
""",
            "You divide the charge by the number of points.",
        ),
        (
            """
def penalised_gradient(A, y, w, rho):
    return lc.cross_entropy_gradient(A, y, w) + lc.l2_penalty(w, rho)
""",
            "You add the charge itself to each slope.",
        ),
        (
            """
def gradient(A, y, w, rho):
    slopes = lc.cross_entropy_gradient(A, y, w)
    slopes[0] += rho * w[0]
    return slopes
""",
            "Your charge reaches the bias alone.",
        ),
        (
            """
def gradient(A, y, w, rho):
    slopes = lc.cross_entropy_gradient(A, y, w)
    slopes[1:] += rho
    return slopes
""",
            "You charge rho for each weight, whatever its size.",
        ),
        (
            """
def penalised_gradient(A, y, w, rho):
    g = lc.cross_entropy_gradient(A, y, w)
    g[1] = g[1] + rho * w[1]
    return g
""",
            "Only the first weight is charged in yours.",
        ),
    ),
    "check_momentum_step": (
        (
            """
def step(w, v, gradient, eta, m):
    move = -eta * gradient
    return w + m * v + move, move
""",
            "Your weights are right, but the step that you return lacks what is kept of the",
        ),
        (
            """
def step(w, v, gradient, eta, m):
    w = w + (m * v - eta * gradient)
    v = gradient
    return w, v
""",
            "Your weights are right, but the step that you return is the gradient.",
        ),
        (
            """
def step(w, v, gradient, eta, m):
    kept = m * v
    w = w + kept
    return w - eta * gradient, kept
""",
            "Your weights are right, but the step that you return lacks the gradient.",
        ),
        (
            """
def step(w, v, gradient, eta, m):
    new = v.copy()
    new += m * v
    new -= eta * gradient
    return w + new, new
""",
            "The last step counts in full, and m times of it once more.",
        ),
        (
            """
def step(w, v, gradient, eta, m):
    new = -eta * gradient + v * m
    w = w + new * eta
    return w, new
""",
            "The rate comes in once more when your weights move.",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    w = w + v
    v = m * v - eta * gradient
    return w, v
""",
            "Your weights move by the old step.",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    v = m * v + gradient
    return w - eta * v, v
""",
            "This is another common form",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    v = m * v - eta * gradient
    return v, w + v
""",
            "Your two results have changed places",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    v = m * v - (1 - m) * eta * gradient
    return w + v, v
""",
            "You take a running mean",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    step = eta * gradient + m * v
    return w - step, step
""",
            "This is another common form: its step points uphill",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    step = m * v - eta * gradient
    ahead = m * step - eta * gradient
    return w + ahead, step
""",
            "This is the momentum of Nesterov",
        ),
        (
            """
def momentum_step(w, v, gradient, eta, m):
    v = m * (v - eta * gradient)
    return w + v, v
""",
            "Your m multiplies the whole step, and it is the share of the last step alone.",
        ),
    ),
    "check_federated_mean": (
        (
            """
def mean(weights, counts):
    total = (counts[:, None] * weights).sum(axis=0)
    return total / len(counts) * counts.mean()
""",
            "Python reads a / b * c from left to right: it multiplies by c.",
        ),
        (
            """
def mean(weights, counts):
    bias = np.mean(weights[:, :1], axis=0)
    return np.append(bias, np.average(weights[:, 1:], axis=0, weights=counts))
""",
            "In your first weight every telephone counts alike.",
        ),
        (
            """
def mean(weights, counts):
    total = weights[0].copy()
    for row, count in list(zip(weights, counts))[1:]:
        total += count * row
    return total / sum(counts)
""",
            "The first telephone counts as if it had one point.",
        ),
        (
            """
def server(weights, counts):
    share = counts / counts.sum()
    return np.dot(weights, share)
""",
            "Your numbers belong to `weights` with rows and columns exchanged.",
        ),
        (
            """
def server(weights, counts):
    total = 0
    for row, count in zip(weights, counts):
        total += (count * row).sum()
    return total / sum(counts)
""",
            "You add up the means of all weights.",
        ),
        (
            """
def server(weights, counts):
    parts = [c * row for c, row in zip(counts, weights)]
    return np.mean(parts, axis=0) / counts.sum()
""",
            "Your mean is divided once more, by the number of telephones.",
        ),
        (
            """
def federated_mean(weights, counts):
    return np.mean(weights, axis=0)
""",
            "Every telephone counts alike in your mean",
        ),
        (
            """
def federated_mean(weights, counts):
    return sum(n * w for n, w in zip(counts, weights)) / len(weights)
""",
            "You divide by the number of telephones.",
        ),
        (
            """
def federated_mean(weights, counts):
    return np.average(weights, weights=counts, axis=0).mean()
""",
            "You return one number.",
        ),
        (
            """
def federated_mean(weights, counts):
    total = np.zeros(weights.shape[1])
    for i in range(1, len(counts)):
        total = total + counts[i] * weights[i]
    return total / np.sum(counts[1:])
""",
            "The first row does not count in yours.",
        ),
        (
            """
def federated_mean(weights, counts):
    for row, count in zip(weights, counts):
        result = row * count / sum(counts)
    return result
""",
            "Only the last telephone counts in your mean.",
        ),
        (
            """
def federated_mean(weights, counts):
    return np.sum(counts * weights, axis=0) / np.sum(counts)
""",
            "Your counts multiply the columns.",
        ),
        (
            """
def federated_mean(weights, counts):
    total = weights[0].copy()
    for row, c in zip(weights, counts):
        total = total + c * row
    return total / counts.sum()
""",
            "Your total begins with the weights of the first telephone, and adds them again.",
        ),
        (
            """
def federated_mean(weights, counts):
    return counts * weights.mean(axis=1) / counts.sum()
""",
            "You take the mean over the weights of each telephone.",
        ),
        (
            """
def federated_mean(weights, counts):
    e = np.exp(counts - counts.max())
    return e / e.sum() @ weights
""",
            "Your shares are a softmax of the counts, in which the largest takes nearly all.",
        ),
        (
            """
def federated_mean(weights, counts):
    return counts @ weights / (counts.sum() - 1)
""",
            "You divide by one less than the number of points.",
        ),
    ),
}
