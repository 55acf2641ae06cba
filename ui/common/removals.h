// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/core/config/entities.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <vector>

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

// Removing with time to think: what is removed stops working at once and is not shown any more, but goes for good only
// when the grace has passed; until then it can be had back with everything that belongs to it. If the program ends
// before, what was removed stays, switched off. GUI only; owned by a page.
class Removals final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Grace{10};

    explicit Removals(Engine::Control &control, QObject *parent = nullptr);

    void remove(const Client &client);
    void remove(const ApiKey &key);
    void remove(const Provider &provider);
    void remove(const Credential &credential);
    void remove(const Limit &limit);
    void remove(const Budget &budget);

    void undo(EntityKind kind, EntityId id);
    void commitAll(); // at the end of the grace, and when the window closes

    // The configuration without what is being removed.
    [[nodiscard]] Configuration visible(Configuration configuration) const;

signals:
    void changed();                             // what is visible is another
    void failed(const Gatehouse::Error &error); // nothing was removed, or it could not be had back

private:
    struct Pending {
        EntityKind kind;
        EntityId id;
        Change restore;
        bool isGoing = false; // the grace is over; hidden until the configuration says so too
    };
    template <typename Entity>
    void begin(const Entity &entity);
    void commit(EntityKind kind, EntityId id);
    void forget(EntityKind kind, EntityId id);
    void apply(const Change &change, const std::function<void()> &then = {});
    [[nodiscard]] Pending *find(EntityKind kind, EntityId id);
    [[nodiscard]] bool isPending(EntityKind kind, EntityId id) const;

    Engine::Control &m_control;
    std::vector<Pending> m_pending;
};

} // namespace Gatehouse::Ui
