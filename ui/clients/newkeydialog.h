// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/core/base/ids.h"
#include "gateway/core/config/entities.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class InlineMessage;
class KeyRestrictions;

// Makes a key for a client and shows it, once: what the dialog shows is wiped when it closes, and nobody can get at it
// again (R49b). When the new key takes the place of another, that one goes on for as long as its users need. GUI only;
// deletes itself when closed.
class NewKeyDialog final : public QDialog
{
    Q_OBJECT
public:
    NewKeyDialog(Engine::Control &control, const Clock &clock, const Client &client, std::optional<ApiKey> former,
                 QWidget *parent);

private:
    [[nodiscard]] QWidget *makeFormPage();
    [[nodiscard]] QWidget *makeKeyPage();
    void addGrace(QFormLayout *form, QWidget *page);
    [[nodiscard]] std::optional<Change> endOfFormer() const;
    void updateExpiry();
    [[nodiscard]] std::optional<Timestamp> expiry() const;
    void create();
    void finish(const Result<Configuration> &result);
    void showSnippet(int index);
    void copySnippet();
    void saveToFile();
    [[nodiscard]] QString exampleModel() const;
    [[nodiscard]] QString address() const;

    Engine::Control &m_control;
    const Clock &m_clock;
    Client m_client;
    std::optional<ApiKey> m_former; // the key whose place the new one takes
    ClientKey m_key;
    QStackedWidget *m_pages;
    QLineEdit *m_name = nullptr;
    QComboBox *m_lifetime = nullptr;
    QDateTimeEdit *m_date = nullptr;
    QLabel *m_resolved = nullptr;
    QLabel *m_expiryProblem = nullptr;
    KeyRestrictions *m_restrictions = nullptr;
    QComboBox *m_grace = nullptr; // with a former key
    InlineMessage *m_message = nullptr;
    QPushButton *m_create = nullptr;
    QTabBar *m_tabs = nullptr;
    QPlainTextEdit *m_snippet = nullptr;
    QLabel *m_saved = nullptr;
};

} // namespace Gatehouse::Ui
