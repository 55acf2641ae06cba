// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/clients/clientmodel.h"
#include "ui/common/questions.h"

#include <QObject>

namespace Gatehouse::Ui {

// Asks the store what the clients, and one client in particular, have used, and hands it on as values. Answers about a
// client that is no longer looked at are dropped. GUI only; owned by the page.
class ClientsFeed final : public QObject
{
    Q_OBJECT
public:
    static constexpr int Days = 30;

    ClientsFeed(Questions &questions, const Clock &clock, QObject *parent = nullptr);

    void refresh();                    // everything
    void setClient(EntityId clientId); // 0 = none; asks about it at once

signals:
    void usageChanged(const QHash<Gatehouse::EntityId, Gatehouse::Ui::ClientUsage> &usage);
    void keysChanged(const QHash<Gatehouse::EntityId, Gatehouse::Timestamp> &lastUsed,
                     const QHash<Gatehouse::EntityId, Gatehouse::Money> &spend);
    void modelsChanged(const QList<Gatehouse::Store::GroupTotals> &models);
    void seriesChanged(const QList<Gatehouse::Store::SeriesPoint> &days);
    void failed(const Gatehouse::Error &error);

private:
    void askUsage();
    void askKeys();
    void askClient();

    Questions &m_questions;
    const Clock &m_clock;
    EntityId m_clientId = 0;
    int m_generation = 0; // of the client that is looked at
    QHash<EntityId, ClientUsage> m_usage;
    QHash<EntityId, Timestamp> m_lastUsed;
};

} // namespace Gatehouse::Ui
