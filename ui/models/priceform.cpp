// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/priceform.h"

#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/models/pricecalculation.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

PriceForm::PriceForm(Engine::Control &control, const Clock &clock, PricedRow row, QWidget *parent)
    : FormDialog(control, u"price"_s, Tr::tr("Set price"), parent)
    , m_clock(clock)
    , m_row(std::move(row))
    , m_provider(new QComboBox(this))
    , m_from(new QComboBox(this))
    , m_date(new QDateTimeEdit(Formats::local(clock.now()), this))
{
    setWindowTitle(Tr::tr("Price of %1").arg(m_row.model));
    const std::optional<Llm::Price> &price = m_row.price;
    m_input = makeField(u"price.input"_s, Tr::tr("Input"), price ? std::optional(price->input) : std::nullopt);
    m_output = makeField(u"price.output"_s, Tr::tr("Output"), price ? std::optional(price->output) : std::nullopt);
    m_cacheRead =
        makeField(u"price.cacheRead"_s, Tr::tr("Input read from cache"), price ? price->cacheRead : std::nullopt);
    m_cacheWrite =
        makeField(u"price.cacheWrite"_s, Tr::tr("Input written to cache"), price ? price->cacheWrite : std::nullopt);
    for (const Field &field : {m_cacheRead, m_cacheWrite})
        field.edit->setPlaceholderText(Tr::tr("As input"));
    m_provider->setObjectName(u"price.provider"_s);
    m_provider->addItem(Tr::tr("At %1").arg(m_row.provider), QVariant::fromValue(m_row.providerId));
    m_provider->addItem(Tr::tr("At every provider"), QVariant::fromValue(EntityId(0)));
    m_provider->setAccessibleName(Tr::tr("Where the price holds"));
    m_from->setObjectName(u"price.from"_s);
    m_from->addItem(Tr::tr("From now on"));
    m_from->addItem(Tr::tr("From a date on"));
    m_from->setAccessibleName(Tr::tr("When the price holds"));
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(Formats::locale().dateTimeFormat(QLocale::ShortFormat));
    m_date->setAccessibleName(Tr::tr("From"));
    m_date->hide();
    addHint(Tr::tr("US dollars for a million tokens. What was charged before stays as it is."));
    addProblemRow(Tr::tr("&Input"), m_input.edit, m_input.problem);
    addProblemRow(Tr::tr("&Output"), m_output.edit, m_output.problem);
    addProblemRow(Tr::tr("&Cached input"), m_cacheRead.edit, m_cacheRead.problem);
    addProblemRow(Tr::tr("Cache &write"), m_cacheWrite.edit, m_cacheWrite.problem);
    addRow(Tr::tr("W&here"), m_provider, m_provider);
    addRow(Tr::tr("&From"), FormWidgets::stacked({m_from, m_date}, this), m_from);
    resize(480, sizeHint().height());
    connect(m_from, &QComboBox::currentIndexChanged, this, [this](int index) { m_date->setVisible(index == 1); });
    m_input.edit->setFocus();
    m_input.edit->selectAll();
}

PriceForm::Field PriceForm::makeField(const QString &name, const QString &label, std::optional<qint64> price)
{
    Field field{.edit = new QLineEdit(this), .problem = FormWidgets::problem(this)};
    field.edit->setObjectName(name);
    field.edit->setAccessibleName(label);
    if (price)
        field.edit->setText(Money::fromNanos(*price).toUsd().replace(u'.', Formats::locale().decimalPoint()));
    // What has not been written yet is not wrong yet.
    connect(field.edit, &QLineEdit::textEdited, this, [this, field] { static_cast<void>(check(field, true)); });
    return field;
}

bool PriceForm::check(const Field &field, bool mayBeEmpty)
{
    const QString text = field.edit->text().trimmed();
    const bool isFine = (text.isEmpty() && mayBeEmpty) || amountFromText(text);
    FormWidgets::showProblem(
        field.problem, isFine ? QString() : Tr::tr("Give US dollars for a million tokens, such as 0.15."), field.edit);
    return isFine;
}

bool PriceForm::check()
{
    bool isFine = true;
    for (const auto &[field, mayBeEmpty] : {std::pair(m_input, false), std::pair(m_output, false),
                                            std::pair(m_cacheRead, true), std::pair(m_cacheWrite, true)})
        isFine = check(field, mayBeEmpty) && isFine;
    return isFine;
}

PriceOverride PriceForm::edited() const
{
    const auto optional = [](const Field &field) -> std::optional<qint64> {
        const auto amount = amountFromText(field.edit->text());
        return amount ? std::optional(amount->nanos()) : std::nullopt;
    };
    return {.id = 0,
            .providerId = m_provider->currentData().value<EntityId>(),
            .model = m_row.model,
            .effectiveFrom = m_from->currentIndex() == 0
                                 ? m_clock.now()
                                 : fromMicroseconds(m_date->dateTime().toMSecsSinceEpoch() * 1000),
            .input = optional(m_input).value_or(0),
            .cacheRead = optional(m_cacheRead),
            .cacheWrite = optional(m_cacheWrite),
            .output = optional(m_output).value_or(0)};
}

void PriceForm::save()
{
    if (check())
        store({putChange(edited())}, Tr::tr("The price was not set."));
}

} // namespace Gatehouse::Ui
