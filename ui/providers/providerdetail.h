// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/providers/providermodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace Gatehouse::Engine {
struct ProviderTest;
}

namespace Gatehouse::Ui {

class Badge;
class ConnectionForm;
class CredentialsPanel;
class FailureModel;
class ElidedLabel;
class InlineMessage;
class ModelsPanel;

// One provider: how it is reached, its keys, its models, what went wrong. GUI only; owned by the page.
class ProviderDetail final : public QWidget
{
    Q_OBJECT
public:
    enum Tab { ConnectionTab, CredentialsTab, ModelsTab, FailuresTab };

    ProviderDetail(const Context &context, QWidget *parent);

    void setProvider(const Provider &provider, const Configuration &configuration);
    void setHealth(ProviderState state, const Engine::ProviderHealth &health);
    void setErrors(const QList<Store::ErrorGroup> &errors);
    void showTab(Tab tab);
    void testNow();

signals:
    void viewRequests(Gatehouse::EntityId providerId, const QByteArray &errorCode);
    void enableRequested(Gatehouse::EntityId providerId, bool enabled);
    void removeRequested(const Gatehouse::Provider &provider);
    void credentialRemoveRequested(const Gatehouse::Credential &credential);
    void changesRequested(const QList<Gatehouse::Change> &changes);

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeFailures();
    void showTest(const Engine::ProviderTest &test);
    void showHealthMessage();

    Context m_context;
    Provider m_provider;
    Engine::ProviderHealth m_health;
    bool m_hasTestResult = false; // of this provider, not closed yet
    QString m_shownTrouble;       // the message that stands there; the same again leaves its buttons alone
    QLabel *m_name;
    Badge *m_state;
    QLabel *m_vendor; // where the name does not say it
    ElidedLabel *m_sentence;
    QPushButton *m_enable;
    QPushButton *m_test;
    InlineMessage *m_message;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    ConnectionForm *m_connection;
    CredentialsPanel *m_credentials;
    ModelsPanel *m_models;
    FailureModel *m_failures;
};

} // namespace Gatehouse::Ui
