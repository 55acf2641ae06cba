// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Gatehouse::Engine {
class Control;
struct ProviderTest;
} // namespace Gatehouse::Engine

namespace Gatehouse::Ui {

class InlineMessage;
class ModelChooser;
class ProviderModelsModel;
class TableView;

// The models a provider offers: edited in place, added by name or pattern, or chosen from what the provider lists.
// GUI only.
class ModelsPanel final : public QWidget
{
    Q_OBJECT
public:
    ModelsPanel(Engine::Control &control, QWidget *parent);

    void setProvider(const Provider &provider, const QList<Model> &models);
    [[nodiscard]] int modelCount() const;

signals:
    void changesRequested(const QList<Gatehouse::Change> &changes);

private:
    void build();
    void addTyped();
    void addNames(const QStringList &names);
    void discover();
    void showDiscovered(const Engine::ProviderTest &test);
    void removeSelected();

    Engine::Control &m_control;
    Provider m_provider;
    ProviderModelsModel *m_model;
    QStackedWidget *m_pages;
    TableView *m_table;
    QLineEdit *m_name;
    QLabel *m_problem;
    QPushButton *m_discover;
    QPushButton *m_remove;
    InlineMessage *m_message;
    ModelChooser *m_chooser;
};

} // namespace Gatehouse::Ui
