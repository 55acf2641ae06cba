// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/settings.h"

#include <QWidget>

class QFormLayout;
class QVBoxLayout;

namespace Gatehouse::Ui {

class InlineMessage;
class SettingsStore;

// One page of the settings: a form whose fields apply at once, with the way back to the defaults. GUI only.
class SettingsPanel : public QWidget
{
    Q_OBJECT
public:
    SettingsPanel(SettingsStore &store, const QString &title, QWidget *parent);

    [[nodiscard]] QString title() const { return m_title; }
    // What the search finds: the labels of the fields.
    [[nodiscard]] virtual QString searchText() const;

protected:
    virtual void show(const Settings &settings) = 0; // fields that are being edited keep their edits
    virtual void discardEdits() {}
    [[nodiscard]] SettingsStore &store() { return m_store; }
    [[nodiscard]] QFormLayout *form() { return m_form; }
    [[nodiscard]] QVBoxLayout *body() { return m_body; }
    [[nodiscard]] InlineMessage *message() { return m_message; }
    void addSection(const QString &title);
    void addResetButton(const QString &name, const std::function<Settings(Settings)> &defaults);
    void start(); // at the end of the constructor

private:
    SettingsStore &m_store;
    QString m_title;
    InlineMessage *m_message;
    QVBoxLayout *m_body;
    QFormLayout *m_form;
};

} // namespace Gatehouse::Ui
