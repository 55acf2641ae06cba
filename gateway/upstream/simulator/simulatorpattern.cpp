// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatorpattern.h"

namespace Gatehouse::Upstream {

namespace {

constexpr int MostDepth = 16;
constexpr int MostRepeats = 64;

// Walks the pattern from left to right and writes the text as it goes. Recursive descent with a bound.
class PatternWriter
{
public:
    PatternWriter(std::string_view pattern, SimulatorRandom &random)
        : m_pattern(pattern)
        , m_random(random)
    {}

    std::optional<std::string> whole()
    {
        auto text = alternatives(0);
        return m_isKnown && m_at == m_pattern.size() ? std::optional(std::move(text)) : std::nullopt;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_pattern.size(); }
    [[nodiscard]] char here() const { return atEnd() ? '\0' : m_pattern[m_at]; }

    // The first alternative is taken; the others are read all the same.
    std::string alternatives(int depth)
    {
        if (depth > MostDepth)
            m_isKnown = false;
        auto text = sequence(depth);
        while (m_isKnown && here() == '|') {
            ++m_at;
            static_cast<void>(sequence(depth));
        }
        return text;
    }

    std::string sequence(int depth)
    {
        std::string text;
        while (m_isKnown && !atEnd() && here() != '|' && here() != ')') {
            const auto start = m_at;
            auto piece = atom(depth);
            const int times = repeats();
            for (int i = 0; i < times && m_isKnown; ++i) {
                text += piece;
                if (i + 1 < times) { // the same atom again, for another choice in its classes
                    const auto end = m_at;
                    m_at = start;
                    piece = atom(depth);
                    m_at = end;
                }
            }
        }
        return text;
    }

    std::string atom(int depth)
    {
        const char byte = m_pattern[m_at++];
        switch (byte) {
        case '^':
        case '$':
            return {};
        case '.':
            return "a";
        case '(':
            return group(depth);
        case '[':
            return one(characterClass());
        case '\\':
            return one(escape());
        case '*':
        case '+':
        case '?':
        case '{':
            m_isKnown = false;
            return {};
        default:
            return std::string(1, byte);
        }
    }

    std::string group(int depth)
    {
        if (here() == '?') {
            if (m_pattern.substr(m_at, 2) != "?:") {
                m_isKnown = false;
                return {};
            }
            m_at += 2;
        }
        auto text = alternatives(depth + 1);
        if (here() == ')')
            ++m_at;
        else
            m_isKnown = false;
        return text;
    }

    std::string one(const std::string &choices)
    {
        if (choices.empty()) {
            m_isKnown = false;
            return {};
        }
        return std::string(1, choices[static_cast<std::size_t>(m_random.below(static_cast<int>(choices.size())))]);
    }

    // What an escape may stand for.
    std::string escape()
    {
        if (atEnd())
            return {};
        const char byte = m_pattern[m_at++];
        switch (byte) {
        case 'd':
            return "0123456789";
        case 'w':
            return "abcdefghijklmnopqrstuvwxyz";
        case 's':
            return " ";
        case 'D':
        case 'S':
            return "abcdef";
        case 'W':
            return "-";
        case 't':
            return "\t";
        case 'n':
            return "\n";
        default:
            // Letters and digits that are left have a meaning that is not known here.
            return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
                       ? std::string()
                       : std::string(1, byte);
        }
    }

    std::string characterClass()
    {
        const bool isNegated = here() == '^';
        if (isNegated)
            ++m_at;
        std::string members;
        while (!atEnd() && here() != ']') {
            const char byte = m_pattern[m_at++];
            if (byte == '\\') {
                members += escape();
            } else if (here() == '-' && m_at + 1 < m_pattern.size() && m_pattern[m_at + 1] != ']') {
                const char last = m_pattern[m_at + 1];
                m_at += 2;
                for (int value = byte; value <= last; ++value)
                    members += static_cast<char>(value);
            } else {
                members += byte;
            }
        }
        if (atEnd())
            m_isKnown = false;
        else
            ++m_at;
        if (!isNegated)
            return members;
        std::string others;
        for (const char byte : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789")) {
            if (members.find(byte) == std::string::npos)
                others += byte;
        }
        return others;
    }

    int repeats()
    {
        int least = 1;
        int most = 1;
        switch (here()) {
        case '*':
            least = 0;
            most = 6;
            break;
        case '+':
            most = 6;
            break;
        case '?':
            least = 0;
            break;
        case '{':
            return bounds();
        default:
            return 1;
        }
        ++m_at;
        if (here() == '?') // as few as possible
            ++m_at;
        return m_random.between(least, most);
    }

    int number()
    {
        int value = 0;
        while (here() >= '0' && here() <= '9' && value <= MostRepeats)
            value = value * 10 + (m_pattern[m_at++] - '0');
        return value;
    }

    int bounds()
    {
        ++m_at;
        const int least = number();
        int most = least;
        if (here() == ',') {
            ++m_at;
            most = here() == '}' ? least + 2 : number();
        }
        if (here() != '}' || most < least || most > MostRepeats) {
            m_isKnown = false;
            return 0;
        }
        ++m_at;
        return m_random.between(least, most);
    }

    std::string_view m_pattern;
    SimulatorRandom &m_random;
    std::size_t m_at = 0;
    bool m_isKnown = true;
};

} // namespace

std::optional<std::string> textMatching(std::string_view pattern, SimulatorRandom &random)
{
    return PatternWriter(pattern, random).whole();
}

} // namespace Gatehouse::Upstream
