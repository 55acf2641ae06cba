// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/questions.h"
#include "ui/providers/providermodel.h"

#include <QObject>

namespace Gatehouse::Ui {

// Asks the store how the providers have done and hands it on as values. GUI only; owned by the page.
class ProvidersFeed final : public QObject
{
    Q_OBJECT
public:
    static constexpr int Days = 30;

    ProvidersFeed(Questions &questions, const Clock &clock, QObject *parent = nullptr);

    void refresh();

signals:
    void usageChanged(const QHash<Gatehouse::EntityId, Gatehouse::Ui::ProviderUsage> &usage);
    void errorsChanged(const QList<Gatehouse::Store::ErrorGroup> &errors); // of 24 hours
    void failed(const Gatehouse::Error &error);

private:
    Questions &m_questions;
    const Clock &m_clock;
    QHash<EntityId, ProviderUsage> m_usage; // being put together from several answers
};

} // namespace Gatehouse::Ui
