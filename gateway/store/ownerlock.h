// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/store.h"

#include <QString>

#include <memory>
#include <optional>

namespace Gatehouse::Store {

// The lock on a store's directory: one process owns it (R7b). The kernel frees it when the process dies, however it
// dies; the file says who has it. Lives on the main thread.
class OwnerLock final
{
public:
    // StoreLocked when another process has it; the message says which.
    [[nodiscard]] static Result<std::unique_ptr<OwnerLock>> acquire(const QString &dataDirectory);
    ~OwnerLock();
    Q_DISABLE_COPY_MOVE(OwnerLock)

    // Whether the last owner gave the lock back itself. If not, the store is looked over before it is used.
    [[nodiscard]] bool lastExitWasClean() const { return m_lastExitWasClean; }

    void setAddress(const QString &address);

    [[nodiscard]] static std::optional<StoreOwner> owner(const QString &dataDirectory);

private:
    explicit OwnerLock(int file)
        : m_file(file)
    {}
    int m_file;
    bool m_lastExitWasClean = true;
};

} // namespace Gatehouse::Store
