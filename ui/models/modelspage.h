// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace Gatehouse::Llm {
class PriceCatalog;
}

namespace Gatehouse::Ui {

class InlineMessage;
class PageHeader;
class PriceModel;
class PriceProxyModel;
class TableView;
struct PricedRow;

// Models & Prices: what each model costs at each provider, where that price comes from, and what is without one. GUI
// only.
class ModelsPage final : public Page
{
    Q_OBJECT
public:
    explicit ModelsPage(const Context &context, QWidget *parent = nullptr);
    ~ModelsPage() override;

    void reload() override;
    void focusFilter() override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    void preparePicture() override;

protected:
    void activate() override;

private:
    void build();
    [[nodiscard]] QWidget *makeCalculator();
    void updateFromConfiguration();
    void askUsage();
    void updateSelection();
    void updateCalculation();
    void updateState(); // banner, subtitle, empty state
    [[nodiscard]] const PricedRow *selected() const;
    void editPrice();
    void resetPrice();
    void viewRequests();

    std::shared_ptr<const Llm::PriceCatalog> m_catalog;
    PriceModel *m_model;
    PriceProxyModel *m_proxy;
    PageHeader *m_header;
    QLineEdit *m_filter;
    QLabel *m_count;
    QToolButton *m_unpriced;
    InlineMessage *m_message;
    QStackedWidget *m_pages;
    TableView *m_table;
    QPushButton *m_edit;
    QPushButton *m_reset;
    QPushButton *m_requests;
    QLabel *m_chosen = nullptr;
    QSpinBox *m_input = nullptr;
    QSpinBox *m_cached = nullptr;
    QSpinBox *m_output = nullptr;
    QLabel *m_result = nullptr;
};

} // namespace Gatehouse::Ui
