// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/similar.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace Gatehouse {

namespace {

// Names are short; what is longer is not compared, so that the cost of an error stays bounded.
constexpr qsizetype MaxLength = 128;

// Optimal string alignment distance, three rows of the usual table.
int distance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> above(width);
    std::vector<int> row(width);
    for (std::size_t j = 0; j < width; ++j)
        above[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < width; ++j) {
            const QChar left = a[i - 1];
            const QChar right = b[static_cast<qsizetype>(j) - 1];
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (left == right ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && left == b[static_cast<qsizetype>(j) - 2] && a[i - 2] == right;
            if (swapped)
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[width - 1];
}

} // namespace

QStringList similarWords(QStringView word, const QStringList &candidates, qsizetype count)
{
    if (word.isEmpty() || word.size() > MaxLength)
        return {};
    const QString lower = word.toString().toLower();
    const int farthest = std::max(2, static_cast<int>(word.size()) / 3);
    std::vector<std::pair<int, QString>> found;
    for (const QString &candidate : candidates) {
        if (candidate.size() > MaxLength)
            continue;
        const QString other = candidate.toLower();
        int score = distance(lower, other);
        const bool contained =
            lower.size() >= 3 && other.size() >= 3 && (other.contains(lower) || lower.contains(other));
        if (contained)
            score = std::min(score, farthest);
        // A word that shares nothing is not near, however short both are.
        if (score <= farthest && score < static_cast<int>(std::max(lower.size(), other.size())))
            found.emplace_back(score, candidate);
    }
    std::ranges::sort(found);
    QStringList words;
    for (const auto &[score, candidate] : found) {
        if (words.size() == count)
            break;
        words.append(candidate);
    }
    return words;
}

QString didYouMean(QStringView word, const QStringList &candidates)
{
    const QStringList near = similarWords(word, candidates, 1);
    return near.isEmpty() ? QString() : u" Did you mean '%1'?"_s.arg(near.first());
}

} // namespace Gatehouse
