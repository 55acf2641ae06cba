// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/topupform.h"

#include "ui/budgets/rulewords.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/theme.h"
#include "ui/models/pricecalculation.h"
#include "ui/tr.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days UsualSpan{7};

// A budget resets what was spent with its window, and a top-up for it ends there too unless it is told otherwise.
Timestamp usualEnd(const Budget &budget, Timestamp now)
{
    using enum Limits::WindowKind;
    const bool hasEnd = budget.window.kind != Lifetime && budget.window.kind != Rolling;
    return hasEnd && Limits::checkRule(budget.window) ? Limits::windowAt(budget.window, now).end : now + UsualSpan;
}

} // namespace

TopUpForm::TopUpForm(Engine::Control &control, const Clock &clock, const Budget &budget, QWidget *parent)
    : FormDialog(control, u"topUp"_s, Tr::tr("Top up"), parent)
    , m_clock(clock)
    , m_budget(budget)
    , m_amount(new QLineEdit(this))
    , m_amountProblem(FormWidgets::problem(this))
    , m_until(new QDateTimeEdit(Formats::local(usualEnd(budget, clock.now())), this))
    , m_untilProblem(FormWidgets::problem(this))
    , m_reason(new QLineEdit(this))
    , m_reasonProblem(FormWidgets::problem(this))
    , m_sentence(makeHint({}, this))
{
    setWindowTitle(Tr::tr("Top up %1").arg(budget.name));
    build();
    update();
    resize(520, sizeHint().height());
    m_amount->setFocus();
}

void TopUpForm::build()
{
    m_amount->setObjectName(u"topUp.amount"_s);
    m_amount->setPlaceholderText(Tr::tr("US dollars, e.g. 20"));
    m_amount->setAccessibleName(Tr::tr("Amount in US dollars"));
    m_until->setObjectName(u"topUp.until"_s);
    m_until->setCalendarPopup(true);
    m_until->setDisplayFormat(Formats::locale().dateTimeFormat(QLocale::ShortFormat));
    m_until->setAccessibleName(Tr::tr("Until"));
    m_reason->setObjectName(u"topUp.reason"_s);
    m_reason->setMaxLength(200);
    m_reason->setPlaceholderText(Tr::tr("Why, e.g. product launch"));
    m_reason->setAccessibleName(Tr::tr("Reason"));
    addProblemRow(Tr::tr("&Amount"), m_amount, m_amountProblem);
    addProblemRow(Tr::tr("&Until"), m_until, m_untilProblem);
    addProblemRow(Tr::tr("&Reason"), m_reason, m_reasonProblem);
    addSentence(m_sentence, 2);
    connect(m_amount, &QLineEdit::textEdited, this, &TopUpForm::update);
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, &TopUpForm::update);
}

Timestamp TopUpForm::until() const
{
    return fromMicroseconds(m_until->dateTime().toMSecsSinceEpoch() * 1000);
}

void TopUpForm::update()
{
    const auto amount = amountFromText(m_amount->text());
    const bool hasOld = m_budget.topUp > 0 && m_budget.topUpUntil && *m_budget.topUpUntil > m_clock.now();
    QString sentence;
    if (amount)
        sentence = Tr::tr("%1 has %2 until %3.")
                       .arg(m_budget.name, Formats::money(Money::fromNanos(m_budget.amount) + *amount),
                            RuleWords::moment(until()));
    if (hasOld)
        sentence +=
            (sentence.isEmpty() ? QString() : u" "_s)
            + Tr::tr("This takes the place of the top-up of %1.").arg(Formats::money(Money::fromNanos(m_budget.topUp)));
    m_sentence->setText(sentence);
}

bool TopUpForm::check()
{
    const auto amount = amountFromText(m_amount->text());
    const bool hasAmount = amount && *amount > Money();
    const bool isLater = until() > m_clock.now();
    const bool hasReason = !m_reason->text().trimmed().isEmpty();
    FormWidgets::showProblem(m_amountProblem,
                             hasAmount ? QString() : Tr::tr("Give an amount in US dollars, such as 20 or 12.50."),
                             m_amount);
    FormWidgets::showProblem(m_untilProblem, isLater ? QString() : Tr::tr("This time has passed. Choose a later one."),
                             m_until);
    FormWidgets::showProblem(m_reasonProblem, hasReason ? QString() : Tr::tr("Say why, for those who ask later."),
                             m_reason);
    return hasAmount && isLater && hasReason;
}

void TopUpForm::save()
{
    if (!check())
        return;
    m_budget.topUp = amountFromText(m_amount->text()).value_or(Money()).nanos();
    m_budget.topUpUntil = until();
    m_budget.topUpReason = m_reason->text().trimmed();
    store({putChange(m_budget)}, Tr::tr("The budget was not topped up."));
}

} // namespace Gatehouse::Ui
