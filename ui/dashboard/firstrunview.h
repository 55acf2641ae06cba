// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/core/base/secret.h"
#include "gateway/core/config/entities.h"
#include "ui/common/page.h"

#include <memory>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSyntaxHighlighter;
class QTabBar;

namespace Gatehouse::Engine {
struct LiveBatch;
}

namespace Gatehouse::Ui {

class CopyField;
class FirstRow;
class SecretOnceField;

// The Overview of an empty store: address, a key that is shown once, a line to run; the waiting line turns into the
// first row when it has been run. The clear key lives in this widget only and goes with it. GUI only.
class FirstRunView final : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRunView(const Context &context, QWidget *parent);

    void takeLive(const Engine::LiveBatch &batch);
    // Whether a key is in sight that cannot be shown again.
    [[nodiscard]] bool isKeyInUse() const { return !m_key.isEmpty() && !m_isDone; }

signals:
    void openPage(const QString &name);
    void notice(const QString &text);
    void finished(); // the user goes on to the charts

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyScheme();
    QWidget *makeSteps();
    QWidget *makeSide();
    QWidget *makeStep(int number, const QString &title, QWidget *content);
    QWidget *makeSnippets();
    void makeKey();
    void takeKey(const Result<Configuration> &result, const std::shared_ptr<Secret> &key);
    void updateAddress();
    void updateSnippet();
    void copySnippet();
    [[nodiscard]] QString shownKey() const;

    Context m_context;
    CopyField *m_address = nullptr;
    SecretOnceField *m_keyField = nullptr;
    QPushButton *m_makeKey = nullptr;
    QLabel *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_keyGlyph = nullptr;
    QLabel *m_keyHint = nullptr;
    QTabBar *m_tabs = nullptr;
    QPlainTextEdit *m_snippet = nullptr;
    QSyntaxHighlighter *m_highlighter = nullptr;
    FirstRow *m_row = nullptr;
    QWidget *m_simulator = nullptr;
    QPushButton *m_continue = nullptr;
    Secret m_key;
    bool m_isDone = false;
};

} // namespace Gatehouse::Ui
