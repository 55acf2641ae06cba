// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <array>
#include <random>

namespace Gatehouse::Test {

// Makes damaged texts out of sound ones: the same ones in every run.
class Mutator final
{
public:
    Mutator(QList<QByteArray> seeds, QList<QByteArray> words)
        : m_seeds(std::move(seeds))
        , m_words(std::move(words))
    {}

    QByteArray next()
    {
        QByteArray text = m_seeds.at(below(m_seeds.size()));
        for (qsizetype count = below(5); count > 0; --count)
            mutate(text);
        return text;
    }

    qsizetype below(qsizetype bound) // 0 for 0
    {
        return bound <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<quint64>(bound));
    }

private:
    void mutate(QByteArray &text)
    {
        const qsizetype at = below(text.size());
        switch (below(7)) {
        case 0:
            if (!text.isEmpty())
                text[at] = static_cast<char>(below(256));
            break;
        case 1:
            if (!text.isEmpty())
                text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 2:
            text.insert(at, m_words.at(below(m_words.size())));
            break;
        case 3:
            text.remove(at, 1 + below(8));
            break;
        case 4:
            text.insert(below(text.size()), text.sliced(at, std::min(text.size() - at, 1 + below(32))));
            break;
        case 5:
            text.truncate(at);
            break;
        default:
            text.append(m_seeds.at(below(m_seeds.size())));
            break;
        }
    }

    QList<QByteArray> m_seeds;
    QList<QByteArray> m_words;
    std::mt19937_64 m_random{20260101};
};

} // namespace Gatehouse::Test
