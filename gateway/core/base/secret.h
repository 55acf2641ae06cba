// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

class QDebug;

namespace Gatehouse {

// A vendor key or a client key in clear. Wiped when destroyed; cannot be logged, compared by accident or copied without
// saying so. Lives on one thread at a time.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes); // takes the bytes over; the caller keeps no copy
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    [[nodiscard]] Secret clone() const;
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }

    // The clear bytes, for the one place that sends or seals them. The view dies with the secret.
    [[nodiscard]] QByteArrayView reveal() const { return m_bytes; }

private:
    void wipe();
    QByteArray m_bytes;
};

QDebug operator<<(QDebug, const Secret &) = delete;

} // namespace Gatehouse
