// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QList>

class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace Gatehouse::Ui {

class SettingsPanel;
class SettingsStore;

// Settings: pages at the left, their fields at the right; everything applies at once. GUI only.
class SettingsPage final : public Page
{
    Q_OBJECT
public:
    explicit SettingsPage(const Context &context, QWidget *parent = nullptr);

    void focusFilter() override;

private:
    void addPanel(SettingsPanel *panel, const QString &icon);
    void search(const QString &text);

    SettingsStore *m_store;
    QLineEdit *m_search;
    QListWidget *m_list;
    QStackedWidget *m_pages;
    QList<SettingsPanel *> m_panels;
};

} // namespace Gatehouse::Ui
