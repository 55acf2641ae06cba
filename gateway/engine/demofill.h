// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/money.h"
#include "gateway/core/base/result.h"

#include <QString>
#include <QtTypes>

namespace Gatehouse::Store {
class Store;
}

namespace Gatehouse::Engine {

// A month of invented traffic, told by DemoStory, through the store's own writer: rows, tries, ledger and bodies as the
// engine would have written them. The same seed and time give the same traffic.
struct DemoFillOptions {
    QString dataDirectory;
    qint64 requests = 10'000;
    const Clock *clock = nullptr;
    quint64 seed = 1;
};

struct DemoFilled {
    qint64 requests = 0;
    Money cost;
};

// Opens the store of the directory as its owner, and makes the story's configuration where it is missing.
[[nodiscard]] Result<DemoFilled> fillDemoStore(const DemoFillOptions &options);

// The same with a store that is open already. Waits until everything is committed.
[[nodiscard]] Result<DemoFilled> fillDemo(Store::Store &store, const DemoFillOptions &options);

} // namespace Gatehouse::Engine
