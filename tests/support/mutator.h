// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QElapsedTimer>

#include <algorithm>
#include <random>

namespace Gatehouse::Test {

// How long a fuzz test goes on: its usual number of broken inputs, or so many seconds by the clock where
// GATEHOUSE_FUZZ_SECONDS says so (60 in ./dev test --all; longer in the sanitizer build).
class FuzzRounds final
{
public:
    explicit FuzzRounds(int usual)
        : m_usual(usual)
        , m_milliseconds(1000 * qEnvironmentVariableIntValue("GATEHOUSE_FUZZ_SECONDS"))
    {
        m_timer.start();
    }
    // Whether there is another round.
    bool next()
    {
        const bool isOver = m_milliseconds > 0 ? m_timer.hasExpired(m_milliseconds) : m_done >= m_usual;
        m_done += isOver ? 0 : 1;
        return !isOver;
    }
    [[nodiscard]] qint64 done() const { return m_done; }

private:
    QElapsedTimer m_timer;
    qint64 m_usual;
    qint64 m_milliseconds;
    qint64 m_done = 0;
};

// What JSON and event streams are made of, and what their parsers do not like.
inline QByteArrayList jsonWords()
{
    return {"\"",
            "\\",
            "\\u",
            "\\ud83d",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "1e9999",
            "-1",
            "0.1",
            "\n",
            "\r",
            "\xFF",
            "data: ",
            "event:",
            "\n\n",
            "\r\n\r\n",
            "[DONE]",
            "\"type\":",
            "true",
            "\"\"",
            "{}",
            "[]",
            "[[[[",
            "7",
            "\"a\":",
            "\xED\xA0\x80",
            "\xEF\xBB\xBF",
            "9007199254740993",
            "{\"error\":{}}",
            QByteArray(1, '\0')};
}

// Breaks good inputs in the ways that parsers stumble over: bytes, bits, members, events and parts of others, at random
// but the same in every run. `words` are the grammar's.
class Mutator final
{
public:
    explicit Mutator(QByteArrayList seeds, QByteArrayList words = jsonWords())
        : m_seeds(std::move(seeds))
        , m_words(std::move(words))
    {
        m_seeds.removeIf([](const QByteArray &seed) { return seed.isEmpty(); });
    }

    QByteArray next()
    {
        QByteArray text = any(m_seeds);
        for (qsizetype changes = 1 + below(6); changes > 0 && !text.isEmpty(); --changes)
            change(text);
        return text;
    }
    qsizetype below(qsizetype bound)
    {
        return bound <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<quint64>(bound));
    }

private:
    const QByteArray &any(const QByteArrayList &list) { return list[below(list.size())]; }

    void change(QByteArray &text)
    {
        const qsizetype at = below(text.size());
        switch (below(10)) {
        case 0:
            text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text.remove(at, 1 + below(40));
            break;
        case 2:
            text.insert(at, any(m_words));
            break;
        case 3: // a part of another
            text.insert(at, any(m_seeds).mid(below(200), 1 + below(100)));
            break;
        case 4: // another value for a member: often the document stays good
            if (const qsizetype colon = text.indexOf(':', at); colon >= 0) {
                const qsizetype comma = text.indexOf(',', colon);
                const qsizetype brace = text.indexOf('}', colon);
                const qsizetype end = comma < 0 ? brace : brace < 0 ? comma : std::min(comma, brace);
                if (end > colon)
                    text.replace(colon + 1, end - colon - 1, any(m_words));
            }
            break;
        case 5:
            text.truncate(at);
            break;
        case 6: { // an event less
            const qsizetype end = text.indexOf("\n\n", at);
            text.remove(at, end > at ? end - at : 1);
            break;
        }
        case 7: // one bit
            text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 8: // another behind it
            text.append(any(m_seeds));
            break;
        default: // the same again
            text.insert(at, text.mid(at, 1 + below(200)));
        }
    }

    QByteArrayList m_seeds;
    QByteArrayList m_words;
    std::mt19937_64 m_random{20261124}; // NOLINT(cert-msc51-cpp): the same inputs in every run
};

} // namespace Gatehouse::Test
