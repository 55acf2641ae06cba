// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/secret.h"
#include "gateway/engine/control.h"
#include "gateway/http/client.h"
#include "gateway/upstream/simulator/simulatorrandom.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace Gatehouse::Engine {

// The live part of the demo: the story's clients call the gateway's own port, so that every page shows what it shows
// for real traffic. Never stops while it lives. Lives on the main thread; owned by the program; the Control outlives
// it.
class DemoTraffic final : public QObject
{
    Q_OBJECT
public:
    DemoTraffic(Control &control, const Clock &clock, QObject *parent = nullptr);
    ~DemoTraffic() override;

    // Gives every client of the story a fresh secret for its key, then begins to call.
    void start();

private:
    struct Caller {
        std::size_t story; // into DemoStory::clients()
        Secret key;
    };

    void takeKeys();
    void scheduleNext();
    void callOnce();

    Control &m_control;
    Http::ClientPool m_pool;
    Upstream::SimulatorRandom m_random;
    QTimer m_timer;
    std::vector<Caller> m_callers;
    std::map<int, std::unique_ptr<Http::ClientCall>> m_calls; // on their way, by number
    int m_lastCall = 0;
};

} // namespace Gatehouse::Engine
