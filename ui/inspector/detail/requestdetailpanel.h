// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/pricing.h"
#include "gateway/store/reader.h"
#include "ui/inspector/entitynames.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QStackedWidget;
class QTabBar;

namespace Gatehouse::Ui {

class AttemptModel;
class BodyView;
class ConversationView;
class TableView;
class FactsModel;

// All that is known of one request, in tabs. Takes values; asks nothing. GUI only; owned by the Requests page.
class RequestDetailPanel final : public QWidget
{
    Q_OBJECT
public:
    enum Tab : quint8 { ConversationTab, RequestTab, ResponseTab, AttemptsTab, CostTab, TimingTab };

    explicit RequestDetailPanel(QWidget *parent = nullptr);

    // `price`: of the charge, when it is known.
    void showDetail(const Store::RequestDetail &detail, const EntityNames &names,
                    const std::optional<Llm::Price> &price);
    void showMessage(const QString &text); // instead of a request
    [[nodiscard]] int currentTab() const;
    void setCurrentTab(int tab);

signals:
    void closed();

private:
    [[nodiscard]] QWidget *makeConversationTab();
    [[nodiscard]] QWidget *makeAttemptsTab();
    [[nodiscard]] QWidget *makeCostTab();
    [[nodiscard]] QWidget *makeTimingTab();
    void fillFacts(const Store::RequestDetail &detail, const EntityNames &names);
    void fitFacts();
    void addFact(const QString &name, const QString &value, bool isCode = false);
    void fillBodies(const Store::RequestDetail &detail, const EntityNames &names);
    void fillCost(const Store::RequestDetail &detail, const std::optional<Llm::Price> &price);

    QTabBar *m_tabs;
    QStackedWidget *m_outer; // message or tabs
    QStackedWidget *m_stack;
    QLabel *m_message;
    ConversationView *m_conversation;
    QWidget *m_facts;
    QFormLayout *m_factsLayout;
    BodyView *m_request;
    BodyView *m_response;
    AttemptModel *m_attempts;
    TableView *m_attemptTable;
    QLabel *m_story;
    FactsModel *m_tokens;
    FactsModel *m_charges;
    QLabel *m_costNote;
    FactsModel *m_timing;
};

} // namespace Gatehouse::Ui
