// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/limitform.h"

#include "gateway/engine/control.h"
#include "ui/budgets/rulewords.h"
#include "ui/budgets/subjectpicker.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Units{LimitUnit::Requests, LimitUnit::Tokens, LimitUnit::InputTokens, LimitUnit::OutputTokens,
                           LimitUnit::Concurrency};
constexpr std::array<int, 4> PeriodUnits{1, 60, 3'600, 86'400}; // seconds

std::optional<qint64> amountOf(QString text)
{
    text.remove(u' ').remove(Formats::locale().groupSeparator());
    bool isNumber = false;
    const qint64 amount = text.toLongLong(&isNumber);
    return isNumber && amount >= 1 ? std::optional(amount) : std::nullopt;
}

} // namespace

LimitForm::LimitForm(Engine::Control &control, const Limit &limit, QWidget *parent)
    : FormDialog(control, u"limit"_s, limit.id == 0 ? Tr::tr("Create limit") : Tr::tr("Save"), parent)
    , m_limit(limit)
    , m_name(new QLineEdit(this))
    , m_nameProblem(FormWidgets::problem(this))
    , m_subject(new SubjectPicker(control.configuration(), this))
    , m_unit(new QComboBox(this))
    , m_amount(new QLineEdit(this))
    , m_amountProblem(FormWidgets::problem(this))
    , m_period(new QSpinBox(this))
    , m_periodUnit(new QComboBox(this))
    , m_periodRow(new QWidget(this))
    , m_queue(new QSpinBox(this))
    , m_wait(new QSpinBox(this))
    , m_queueRow(new QWidget(this))
    , m_sentence(makeHint({}, this))
{
    setWindowTitle(limit.id == 0 ? Tr::tr("New rate limit") : Tr::tr("Edit %1").arg(limit.name));
    build();
    fill();
    update();
    resize(560, sizeHint().height());
    m_name->setFocus();
}

void LimitForm::build()
{
    m_name->setObjectName(u"limit.name"_s);
    m_name->setMaxLength(200);
    m_name->setPlaceholderText(Tr::tr("e.g. Requests a minute"));
    m_unit->setObjectName(u"limit.unit"_s);
    m_amount->setObjectName(u"limit.amount"_s);
    m_period->setObjectName(u"limit.period"_s);
    m_period->setRange(1, 999);
    m_periodUnit->setObjectName(u"limit.periodUnit"_s);
    m_queue->setObjectName(u"limit.queue"_s);
    m_queue->setRange(0, 10'000);
    m_wait->setObjectName(u"limit.wait"_s);
    m_wait->setRange(0, 600);
    m_wait->setPrefix(Tr::tr("for at most "));
    m_wait->setSuffix(Tr::tr(" s"));
    m_queue->setSuffix(Tr::tr(" may wait"));
    m_sentence->setObjectName(u"limit.sentence"_s);
    const std::array<std::pair<QWidget *, QString>, 7> names{{{m_name, Tr::tr("Name")},
                                                              {m_unit, Tr::tr("What is counted")},
                                                              {m_amount, Tr::tr("Amount")},
                                                              {m_period, Tr::tr("Length of the period")},
                                                              {m_periodUnit, Tr::tr("Unit of the period")},
                                                              {m_queue, Tr::tr("Requests that may wait")},
                                                              {m_wait, Tr::tr("Longest wait in seconds")}}};
    for (const auto &[field, name] : names)
        field->setAccessibleName(name);
    const std::array<std::tuple<QWidget *, QWidget *, QWidget *>, 2> rows{
        {{m_periodRow, m_period, m_periodUnit}, {m_queueRow, m_queue, m_wait}}};
    for (const auto &[row, first, second] : rows) {
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Metrics::Gap);
        layout->addWidget(first, 1);
        layout->addWidget(second, 1);
    }

    addProblemRow(Tr::tr("&Name"), m_name, m_nameProblem);
    addRow(Tr::tr("&For"), m_subject, m_subject->scopeField());
    addRow(Tr::tr("&Counts"), m_unit, m_unit);
    addProblemRow(Tr::tr("&Amount"), m_amount, m_amountProblem);
    addRow(Tr::tr("&In"), m_periodRow, m_period);
    addRow(Tr::tr("&Queue"), m_queueRow, m_queue);
    m_periodLabel = qobject_cast<QLabel *>(form()->labelForField(m_periodRow));
    m_queueLabel = qobject_cast<QLabel *>(form()->labelForField(m_queueRow));
    addSentence(m_sentence, 2);

    connect(m_name, &QLineEdit::textEdited, this, [this] { static_cast<void>(check()); });
    connect(m_amount, &QLineEdit::textEdited, this, [this] {
        static_cast<void>(check());
        update();
    });
    connect(m_subject, &SubjectPicker::changed, this, &LimitForm::update);
    for (QComboBox *box : {m_unit, m_periodUnit})
        connect(box, &QComboBox::currentIndexChanged, this, &LimitForm::update);
    for (QSpinBox *box : {m_period, m_queue, m_wait})
        connect(box, &QSpinBox::valueChanged, this, &LimitForm::update);
}

void LimitForm::fill()
{
    for (const LimitUnit unit : Units)
        m_unit->addItem(RuleWords::unit(unit), static_cast<int>(unit));
    const std::array<QString, 4> words{Tr::tr("seconds"), Tr::tr("minutes"), Tr::tr("hours"), Tr::tr("days")};
    for (std::size_t i = 0; i < PeriodUnits.size(); ++i)
        m_periodUnit->addItem(words[i], PeriodUnits[i]);

    m_name->setText(m_limit.name);
    m_subject->setSubject(m_limit.scope, m_limit.subject);
    m_unit->setCurrentIndex(m_unit->findData(static_cast<int>(m_limit.unit)));
    m_amount->setText(Formats::count(m_limit.amount));
    const auto seconds = static_cast<int>(m_limit.period.count());
    for (int i = m_periodUnit->count(); i-- > 0;) {
        const int unit = m_periodUnit->itemData(i).toInt();
        if (seconds % unit == 0) {
            m_periodUnit->setCurrentIndex(i);
            m_period->setValue(seconds / unit);
            break;
        }
    }
    m_queue->setValue(m_limit.queueLength);
    m_wait->setValue(static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(m_limit.queueWait).count()));
}

Limit LimitForm::edited() const
{
    Limit limit = m_limit;
    limit.name = m_name->text().trimmed();
    limit.scope = m_subject->scope();
    limit.subject = m_subject->subject();
    limit.unit = static_cast<LimitUnit>(m_unit->currentData().toInt());
    limit.amount = amountOf(m_amount->text()).value_or(0);
    limit.period = std::chrono::seconds(qint64(m_period->value()) * m_periodUnit->currentData().toInt());
    const bool hasQueue = limit.unit == LimitUnit::Concurrency;
    limit.queueLength = hasQueue ? m_queue->value() : 0;
    limit.queueWait = hasQueue ? std::chrono::seconds(m_wait->value()) : std::chrono::seconds(0);
    return limit;
}

// What the limit will do, in words, and which fields it has.
void LimitForm::update()
{
    const Limit limit = edited();
    const bool isConcurrency = limit.unit == LimitUnit::Concurrency;
    for (QWidget *widget : {m_periodRow, static_cast<QWidget *>(m_periodLabel)})
        widget->setVisible(!isConcurrency);
    for (QWidget *widget : {m_queueRow, static_cast<QWidget *>(m_queueLabel)})
        widget->setVisible(isConcurrency);
    m_wait->setEnabled(m_queue->value() > 0);
    m_sentence->setText(limit.amount < 1 ? QString()
                                         : Tr::tr("%1: %2, %3.", "Client ci: requests, 60 in 1 minute.")
                                               .arg(RuleWords::subject(limit.scope, limit.subject),
                                                    RuleWords::unit(limit.unit).toLower(), RuleWords::limit(limit)));
}

bool LimitForm::check()
{
    const QString name = m_name->text().trimmed();
    const QList<Limit> limits = control().configuration().limits;
    const bool isTaken =
        std::ranges::any_of(limits, [&](const Limit &limit) { return limit.id != m_limit.id && limit.name == name; });
    const QString nameProblem = name.isEmpty() ? Tr::tr("Give the limit a name.")
                                : isTaken      ? Tr::tr("There is a limit “%1” already. Choose another name.").arg(name)
                                               : QString();
    const QString amountProblem =
        amountOf(m_amount->text()) ? QString() : Tr::tr("Give a whole number from 1 on, such as 60.");
    FormWidgets::showProblem(m_nameProblem, nameProblem, m_name);
    FormWidgets::showProblem(m_amountProblem, amountProblem, m_amount);
    return nameProblem.isEmpty() && amountProblem.isEmpty();
}

void LimitForm::save()
{
    if (!check()) {
        (amountOf(m_amount->text()) ? m_name : m_amount)->setFocus();
        return;
    }
    m_limit = edited();
    store({putChange(m_limit)}, Tr::tr("The limit was not saved."));
}

void LimitForm::stored(const Configuration &configuration)
{
    const auto found = std::ranges::find(configuration.limits, m_limit.name, &Limit::name);
    if (found != configuration.limits.end())
        emit saved(found->id);
}

} // namespace Gatehouse::Ui
