// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "ui/common/formdialog.h"
#include "ui/models/pricemodel.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;

namespace Gatehouse::Ui {

// Sets a price of the administrator's own for a model, from a time on. What was charged before stays as it is. GUI
// only; deletes itself when closed.
class PriceForm final : public FormDialog
{
    Q_OBJECT
public:
    PriceForm(Engine::Control &control, const Clock &clock, PricedRow row, QWidget *parent);

protected:
    void save() override;

private:
    struct Field {
        QLineEdit *edit = nullptr;
        QLabel *problem = nullptr;
    };
    [[nodiscard]] Field makeField(const QString &name, const QString &label, std::optional<qint64> price);
    [[nodiscard]] bool check();
    [[nodiscard]] bool check(const Field &field, bool mayBeEmpty);
    [[nodiscard]] PriceOverride edited() const;

    const Clock &m_clock;
    PricedRow m_row;
    QComboBox *m_provider;
    Field m_input;
    Field m_output;
    Field m_cacheRead;
    Field m_cacheWrite;
    QComboBox *m_from;
    QDateTimeEdit *m_date;
};

} // namespace Gatehouse::Ui
