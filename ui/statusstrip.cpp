// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusstrip.h"

#include "ui/common/buttons.h"
#include "ui/common/colours.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/questions.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QClipboard>
#include <QDateTime>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct StateLook {
    QString text;
    QString icon;
    Tone tone;
};

StateLook lookOf(Engine::EngineState state)
{
    switch (state) {
    case Engine::EngineState::Stopped:
        return {Tr::tr("Stopped"), u"stop"_s, Tone::Neutral};
    case Engine::EngineState::Starting:
        return {Tr::tr("Starting"), u"clock"_s, Tone::Info};
    case Engine::EngineState::Serving:
        return {Tr::tr("Serving"), u"ok"_s, Tone::Ok};
    case Engine::EngineState::Draining:
        return {Tr::tr("Finishing"), u"hourglass"_s, Tone::Warning};
    case Engine::EngineState::Failed:
        return {Tr::tr("Failed"), u"error"_s, Tone::Error};
    case Engine::EngineState::Unreachable:
        return {Tr::tr("Unreachable"), u"error"_s, Tone::Error};
    }
    return {};
}

} // namespace

StatusStrip::StatusStrip(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_state(new QToolButton(this))
    , m_address(new QToolButton(this))
    , m_timer(new QTimer(this))
{
    setFixedHeight(Metrics::StatusBar);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 1, 16, 0);
    layout->setSpacing(12);
    for (QToolButton *button : {m_state, m_address}) {
        button->setAutoRaise(true);
        button->setFixedHeight(22);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(button);
        layout->addWidget(makeVerticalLine(this));
    }
    m_state->setFont(Fonts::secondaryStrong());
    m_state->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_state->setFocusPolicy(Qt::NoFocus);
    m_address->setFont(Fonts::fixedSmall());
    m_address->setLayoutDirection(Qt::RightToLeft);
    m_address->setIcon(Icons::icon(u"copy"_s));
    m_address->setIconSize(QSize(12, 12));
    m_inFlight = addFigure(Tr::tr("In flight"));
    m_rate = addFigure(Tr::tr("Requests a second"));
    m_today = addFigure(Tr::tr("Spent today"));
    layout->addStretch(1);
    m_size = makeSecondary({}, this);
    m_size->setForegroundRole(QPalette::WindowText);
    layout->addWidget(m_size);
    connect(m_address, &QToolButton::clicked, this, &StatusStrip::copyAddress);
    m_timer->setInterval(5s);
    connect(m_timer, &QTimer::timeout, this, &StatusStrip::ask);
}

QLabel *StatusStrip::addFigure(const QString &accessibleName)
{
    auto *label = new QLabel(this);
    label->setFont(Fonts::secondary());
    label->setTextFormat(Qt::RichText);
    label->setAccessibleName(accessibleName);
    layout()->addWidget(label);
    layout()->addWidget(makeVerticalLine(this));
    return label;
}

void StatusStrip::setStatus(const Engine::EngineStatus &status)
{
    const StateLook look = lookOf(status.state);
    m_state->setText(look.text);
    m_state->setIcon(Icons::icon(look.icon, look.tone));
    QPalette tinted = palette();
    tinted.setColor(QPalette::ButtonText, Colours::current().toneText(look.tone));
    m_state->setPalette(tinted);
    m_state->setToolTip(status.message);
    m_address->setText(status.address.isEmpty() ? Tr::tr("no address") : status.address);
    m_address->setEnabled(!status.address.isEmpty());
    m_address->setToolTip(Tr::tr("Copy the address that clients call"));
    m_address->setAccessibleName(Tr::tr("Address %1, copy").arg(status.address));
    m_inFlight->setText(Tr::tr("<b>%1</b> in flight").arg(Formats::count(status.inFlight)));
    m_rate->setText(Tr::tr("<b>%1</b> req/s").arg(Formats::rate(status.requestsPerSecond)));
}

void StatusStrip::setActive(bool active)
{
    if (active == m_timer->isActive())
        return;
    if (!active) {
        m_timer->stop();
        return;
    }
    m_timer->start();
    ask();
}

void StatusStrip::ask()
{
    const Timestamp now = m_context.clock.now();
    const QDateTime midnight = Formats::local(now).date().startOfDay();
    const Store::SeriesQuery today{.from = fromMicroseconds(midnight.toMSecsSinceEpoch() * 1000),
                                   .to = now,
                                   .bucket = Store::Bucket::Hour,
                                   .groupBy = Store::GroupBy::None,
                                   .clients = {}};
    m_context.questions.groups(this, today, [this](const Result<QList<Store::GroupTotals>> &result) {
        Money sum;
        if (result) {
            for (const Store::GroupTotals &group : *result)
                sum += group.totals.cost;
        }
        m_today->setText(result ? Tr::tr("<b>%1</b> today").arg(Formats::money(sum)) : Tr::tr("<b>\u2013</b> today"));
    });
    m_context.questions.facts(this, [this](const Result<Store::StoreFacts> &facts) {
        m_size->setText(facts ? Tr::tr("Store %1").arg(Formats::bytes(facts->sizeBytes)) : QString());
        m_size->setToolTip(facts ? facts->path : QString());
    });
}

void StatusStrip::copyAddress()
{
    QGuiApplication::clipboard()->setText(m_address->text());
    QToolTip::showText(m_address->mapToGlobal(QPoint(0, -8)), Tr::tr("Copied"), m_address);
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, Colours::of(palette()).hairline);
}

} // namespace Gatehouse::Ui
