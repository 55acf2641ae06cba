// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtTypes>

#include <string_view>

namespace Gatehouse::Upstream {

// Chance that is none: SplitMix64 (Steele, Lea, Flood 2014), seeded with the request, so that the same request always
// gets the same answer on every machine. Value type, on one thread.
class SimulatorRandom final
{
public:
    explicit constexpr SimulatorRandom(quint64 seed)
        : m_state(seed)
    {}

    constexpr quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        quint64 mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }

    // From 0 up to, not including, `bound`, which is above 0.
    constexpr int below(int bound) { return static_cast<int>(next() % static_cast<quint64>(bound)); }
    // Both ends included.
    constexpr int between(int low, int high) { return low + below(high - low + 1); }
    // From 0 up to, not including, 1.
    constexpr double fraction() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    constexpr bool chance(double probability) { return fraction() < probability; }

private:
    quint64 m_state;
};

// FNV-1a, 64 bits.
[[nodiscard]] constexpr quint64 simulatorSeed(std::string_view bytes, quint64 start = 0xcbf29ce484222325ULL)
{
    quint64 hash = start;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return hash;
}

} // namespace Gatehouse::Upstream
