// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/budgetform.h"

#include "gateway/engine/control.h"
#include "ui/budgets/rulewords.h"
#include "ui/budgets/subjectpicker.h"
#include "ui/clients/modelpatterns.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/theme.h"
#include "ui/models/pricecalculation.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Limits::WindowKind;

constexpr std::array Windows{WindowKind::Hour,    WindowKind::Day,  WindowKind::Week,     WindowKind::Month,
                             WindowKind::Quarter, WindowKind::Year, WindowKind::Lifetime, WindowKind::Rolling};

} // namespace

BudgetForm::BudgetForm(Engine::Control &control, const Clock &clock, const Budget &budget, QWidget *parent)
    : FormDialog(control, u"budget"_s, budget.id == 0 ? Tr::tr("Create budget") : Tr::tr("Save"), parent)
    , m_clock(clock)
    , m_budget(budget)
    , m_name(new QLineEdit(this))
    , m_nameProblem(FormWidgets::problem(this))
    , m_subject(new SubjectPicker(control.configuration(), this))
    , m_amount(new QLineEdit(this))
    , m_amountProblem(FormWidgets::problem(this))
    , m_window(new QComboBox(this))
    , m_zone(new QComboBox(this))
    , m_hours(new QSpinBox(this))
    , m_enforcement(new QComboBox(this))
    , m_unpriced(new QComboBox(this))
    , m_downgrade(new QComboBox(this))
    , m_downgradeAt(new QSpinBox(this))
    , m_sentence(makeHint({}, this))
{
    setWindowTitle(budget.id == 0 ? Tr::tr("New budget") : Tr::tr("Edit %1").arg(budget.name));
    build();
    fill();
    update();
    resize(560, sizeHint().height());
    m_name->setFocus();
}

void BudgetForm::build()
{
    m_name->setObjectName(u"budget.name"_s);
    m_name->setMaxLength(200);
    m_name->setPlaceholderText(Tr::tr("e.g. Research, monthly"));
    m_amount->setObjectName(u"budget.amount"_s);
    m_amount->setPlaceholderText(Tr::tr("US dollars, e.g. 200"));
    m_window->setObjectName(u"budget.window"_s);
    m_zone->setObjectName(u"budget.zone"_s);
    m_zone->setEditable(true);
    m_hours->setObjectName(u"budget.hours"_s);
    m_hours->setRange(1, 24 * 366);
    m_hours->setSuffix(Tr::tr(" hours"));
    m_enforcement->setObjectName(u"budget.enforcement"_s);
    m_unpriced->setObjectName(u"budget.unpriced"_s);
    m_sentence->setObjectName(u"budget.sentence"_s);
    m_downgrade->setObjectName(u"budget.downgrade"_s);
    m_downgrade->setEditable(true);
    m_downgrade->lineEdit()->setPlaceholderText(Tr::tr("The model that is asked for"));
    m_downgradeAt->setObjectName(u"budget.downgradeAt"_s);
    m_downgradeAt->setRange(1, 100);
    m_downgradeAt->setPrefix(Tr::tr("from "));
    m_downgradeAt->setSuffix(Tr::tr(" % on"));
    const std::array<std::pair<QWidget *, QString>, 9> names{{{m_downgrade, Tr::tr("Model that is used instead")},
                                                              {m_downgradeAt, Tr::tr("From how much of the budget on")},
                                                              {m_name, Tr::tr("Name")},
                                                              {m_amount, Tr::tr("Amount in US dollars")},
                                                              {m_window, Tr::tr("Window")},
                                                              {m_zone, Tr::tr("Time zone")},
                                                              {m_hours, Tr::tr("Length of the window")},
                                                              {m_enforcement, Tr::tr("When it is used up")},
                                                              {m_unpriced, Tr::tr("Requests without a known price")}}};
    for (const auto &[field, name] : names)
        field->setAccessibleName(name);

    auto *window = new QWidget(this);
    auto *windowLayout = new QHBoxLayout(window);
    windowLayout->setContentsMargins(0, 0, 0, 0);
    windowLayout->setSpacing(Metrics::Gap);
    windowLayout->addWidget(m_window);
    windowLayout->addWidget(m_zone, 1);
    windowLayout->addWidget(m_hours, 1);

    auto *downgrade = new QWidget(this);
    auto *downgradeLayout = new QHBoxLayout(downgrade);
    downgradeLayout->setContentsMargins(0, 0, 0, 0);
    downgradeLayout->setSpacing(Metrics::Gap);
    downgradeLayout->addWidget(m_downgrade, 1);
    downgradeLayout->addWidget(m_downgradeAt);

    addProblemRow(Tr::tr("&Name"), m_name, m_nameProblem);
    addRow(Tr::tr("&For"), m_subject, m_subject->scopeField());
    addProblemRow(Tr::tr("&Amount"), m_amount, m_amountProblem);
    addRow(Tr::tr("&Window"), window, m_window);
    addRow(Tr::tr("Use &instead"), downgrade, m_downgrade);
    addRow(Tr::tr("When used &up"), m_enforcement, m_enforcement);
    addRow(Tr::tr("Un&priced"), m_unpriced, m_unpriced);
    addSentence(m_sentence, 3);

    connect(m_name, &QLineEdit::textEdited, this, [this] { static_cast<void>(check()); });
    connect(m_amount, &QLineEdit::textEdited, this, [this] {
        static_cast<void>(check());
        update();
    });
    connect(m_subject, &SubjectPicker::changed, this, &BudgetForm::update);
    for (QComboBox *box : {m_window, m_zone, m_enforcement, m_unpriced, m_downgrade})
        connect(box, &QComboBox::currentTextChanged, this, &BudgetForm::update);
    for (QSpinBox *box : {m_hours, m_downgradeAt})
        connect(box, &QSpinBox::valueChanged, this, &BudgetForm::update);
}

void BudgetForm::fill()
{
    for (const WindowKind kind : Windows)
        m_window->addItem(RuleWords::windowKind(kind), static_cast<int>(kind));
    m_zone->addItem(u"UTC"_s);
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds()) {
        if (zone.contains('/'))
            m_zone->addItem(QString::fromLatin1(zone));
    }
    m_enforcement->addItem(Tr::tr("Refuse requests that could pass it (hard)"), static_cast<int>(Enforcement::Hard));
    m_enforcement->addItem(Tr::tr("Let them pass and show it (soft)"), static_cast<int>(Enforcement::Soft));
    m_unpriced->addItem(Tr::tr("Refuse requests whose price is not known"), static_cast<int>(UnpricedRule::Block));
    m_unpriced->addItem(Tr::tr("Let them pass, counting nothing"), static_cast<int>(UnpricedRule::Allow));

    m_downgrade->addItem(QString());
    m_downgrade->addItems(knownModels(control().configuration()));

    m_name->setText(m_budget.name);
    m_downgrade->setCurrentText(m_budget.downgradeModel);
    m_downgradeAt->setValue(m_budget.downgradeAt);
    m_subject->setSubject(m_budget.scope, m_budget.subject);
    if (m_budget.id != 0)
        m_amount->setText(Money::fromNanos(m_budget.amount).toUsd().replace(u'.', Formats::locale().decimalPoint()));
    m_window->setCurrentIndex(m_window->findData(static_cast<int>(m_budget.window.kind)));
    // A new one is for the days of whoever makes it.
    const QByteArray zone = m_budget.id == 0 ? QTimeZone::systemTimeZoneId() : m_budget.window.zone;
    m_zone->setCurrentText(zone.isEmpty() ? u"UTC"_s : QString::fromLatin1(zone));
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(m_budget.window.length).count();
    m_hours->setValue(hours > 0 ? static_cast<int>(hours) : 24);
    m_enforcement->setCurrentIndex(m_enforcement->findData(static_cast<int>(m_budget.enforcement)));
    m_unpriced->setCurrentIndex(m_unpriced->findData(static_cast<int>(m_budget.unpriced)));
}

Budget BudgetForm::edited() const
{
    Budget budget = m_budget;
    budget.name = m_name->text().trimmed();
    budget.scope = m_subject->scope();
    budget.subject = m_subject->subject();
    budget.amount = amountFromText(m_amount->text()).value_or(Money()).nanos();
    budget.window.kind = static_cast<WindowKind>(m_window->currentData().toInt());
    const QString zone = m_zone->currentText().trimmed();
    budget.window.zone = zone == "UTC"_L1 ? QByteArray() : zone.toLatin1();
    budget.window.length =
        budget.window.kind == WindowKind::Rolling ? std::chrono::hours(m_hours->value()) : std::chrono::hours(0);
    budget.enforcement = static_cast<Enforcement>(m_enforcement->currentData().toInt());
    budget.unpriced = static_cast<UnpricedRule>(m_unpriced->currentData().toInt());
    budget.downgradeModel = m_downgrade->currentText().trimmed();
    budget.downgradeAt = m_downgradeAt->value();
    return budget;
}

// What the budget will do, in words, and which fields it has.
void BudgetForm::update()
{
    const Budget budget = edited();
    const bool isRolling = budget.window.kind == WindowKind::Rolling;
    m_hours->setVisible(isRolling);
    m_zone->setVisible(!isRolling && budget.window.kind != WindowKind::Lifetime);
    m_downgradeAt->setEnabled(!budget.downgradeModel.isEmpty());
    m_unpriced->setEnabled(budget.enforcement == Enforcement::Hard);
    if (!amountFromText(m_amount->text())) {
        m_sentence->setText({});
        return;
    }
    const QString subject = RuleWords::subject(budget.scope, budget.subject);
    const QString amount = Formats::money(Money::fromNanos(budget.amount));
    const QString window = RuleWords::window(budget.window);
    QString sentence = budget.enforcement == Enforcement::Hard
                           ? Tr::tr("%1 stops at %2 (%3).").arg(subject, amount, window)
                           : Tr::tr("%1 is shown when it passes %2 (%3).").arg(subject, amount, window);
    if (!isRolling && budget.window.kind != WindowKind::Lifetime && Limits::checkRule(budget.window))
        sentence += u' '
                    + Tr::tr("It resets next on %1.")
                          .arg(RuleWords::moment(Limits::windowAt(budget.window, m_clock.now()).end));
    if (!budget.downgradeModel.isEmpty())
        sentence += u' '
                    + Tr::tr("From %1 on requests get %2.")
                          .arg(Formats::percent(budget.downgradeAt / 100.0, 0), budget.downgradeModel);
    m_sentence->setText(sentence);
}

bool BudgetForm::check()
{
    const QString name = m_name->text().trimmed();
    const QList<Budget> budgets = control().configuration().budgets;
    const bool isTaken = std::ranges::any_of(
        budgets, [&](const Budget &budget) { return budget.id != m_budget.id && budget.name == name; });
    const QString nameProblem = name.isEmpty() ? Tr::tr("Give the budget a name.")
                                : isTaken ? Tr::tr("There is a budget “%1” already. Choose another name.").arg(name)
                                          : QString();
    const QString amountProblem =
        amountFromText(m_amount->text()) ? QString() : Tr::tr("Give an amount in US dollars, such as 200 or 12.50.");
    FormWidgets::showProblem(m_nameProblem, nameProblem, m_name);
    FormWidgets::showProblem(m_amountProblem, amountProblem, m_amount);
    return nameProblem.isEmpty() && amountProblem.isEmpty();
}

void BudgetForm::save()
{
    if (!check()) {
        (amountFromText(m_amount->text()) ? m_name : m_amount)->setFocus();
        return;
    }
    m_budget = edited();
    store({putChange(m_budget)}, Tr::tr("The budget was not saved."));
}

void BudgetForm::stored(const Configuration &configuration)
{
    const auto found = std::ranges::find(configuration.budgets, m_budget.name, &Budget::name);
    if (found != configuration.budgets.end())
        emit saved(found->id);
}

} // namespace Gatehouse::Ui
