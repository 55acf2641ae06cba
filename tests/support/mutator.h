// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <algorithm>
#include <random>

namespace Gatehouse::Test {

// How many broken inputs a fuzz test makes. More of them: GATEHOUSE_FUZZ_ROUNDS=1000000, best in the sanitizer build.
inline int fuzzRounds(int usual)
{
    const int asked = qEnvironmentVariableIntValue("GATEHOUSE_FUZZ_ROUNDS");
    return asked > 0 ? asked : usual;
}

// Breaks good inputs in the ways that parsers stumble over: bytes, members, events and parts of others, at random but
// the same in every run. `words` are what a grammar has of its own, beside those of JSON and of event streams.
class Mutator final
{
public:
    explicit Mutator(QByteArrayList seeds, const QByteArrayList &words = {})
        : m_seeds(std::move(seeds))
        , m_words(usualWords() + words)
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
    static QByteArrayList usualWords()
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
    const QByteArray &any(const QByteArrayList &list) { return list[below(list.size())]; }

    void change(QByteArray &text)
    {
        const qsizetype at = below(text.size());
        switch (below(8)) {
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
        default: // the same again
            text.insert(at, text.mid(at, 1 + below(200)));
        }
    }

    QByteArrayList m_seeds;
    QByteArrayList m_words;
    std::mt19937_64 m_random{20261124}; // NOLINT(cert-msc51-cpp): the same inputs in every run
};

} // namespace Gatehouse::Test
