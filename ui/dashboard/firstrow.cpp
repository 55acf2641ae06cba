// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/firstrow.h"

#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAccessible>
#include <QPainter>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

FirstRow::FirstRow(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(36);
    setAccessibleName(Tr::tr("Waiting for the first request"));
}

void FirstRow::setAddress(const QString &address)
{
    m_address = address;
    update();
}

void FirstRow::setRequest(const Store::RequestRecord &request, const QString &client)
{
    m_request = request;
    m_client = client;
    setAccessibleName(Tr::tr("%1, %2, %3, %4")
                          .arg(Formats::clockSeconds(request.startedAt), client, request.requestedModel,
                               Formats::requestState(request.state)));
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    update();
}

void FirstRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_request ? paintRequest(&painter) : paintWaiting(&painter);
}

void FirstRow::paintWaiting(QPainter *painter) const
{
    const Colours &colours = Colours::of(palette());
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(colours.inputBorder, 1);
    pen.setDashPattern({3, 2});
    painter->setPen(pen);
    painter->drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Metrics::Radius, Metrics::Radius);
    Icons::paint(painter, QRect(12, 10, 16, 16), u"clock"_s, colours.hint);
    painter->setPen(colours.text);
    painter->setFont(Fonts::body());
    const QString words =
        m_address.isEmpty() ? Tr::tr("The gateway does not serve yet") : Tr::tr("Waiting for the first request on");
    painter->drawText(QRect(36, 0, width(), height()), Qt::AlignVCenter, words);
    const int x = 36 + painter->fontMetrics().horizontalAdvance(words) + 5;
    painter->setFont(Fonts::fixed());
    painter->drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, m_address.section(u"//"_s, 1));
    painter->setFont(Fonts::secondary());
    painter->setPen(colours.hint);
    painter->drawText(rect().adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight,
                      Tr::tr("It appears here and in Requests."));
}

void FirstRow::paintRequest(QPainter *painter) const
{
    const Colours &colours = Colours::of(palette());
    const bool isRunning = m_request->state == Store::RequestState::Running;
    const bool isFine = m_request->state == Store::RequestState::Answered;
    const Tone tone = isRunning ? Tone::Info : isFine ? Tone::Ok : Tone::Error;
    StylePainter::box(painter, rect(), colours.base, colours.toneFill(tone));
    Icons::paint(painter, QRect(12, 10, 16, 16), isRunning ? u"clock"_s : Icons::glyphName(tone),
                 colours.toneText(tone));
    painter->setFont(Fonts::body());
    int x = 36;
    const auto write = [&](const QString &text, const QColor &colour, int gap) {
        painter->setPen(colour);
        painter->drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, text);
        x += painter->fontMetrics().horizontalAdvance(text) + gap;
    };
    write(Formats::clockSeconds(m_request->startedAt), colours.text, 16);
    write(m_client, colours.text, 16);
    write(m_request->usedModel.isEmpty() ? m_request->requestedModel : m_request->usedModel, colours.text, 16);
    if (!isFine && !isRunning)
        write(m_request->errorMessage, colours.toneText(Tone::Error), 16);
    if (isRunning)
        return;
    const QString figures =
        Tr::tr("%1 tokens in, %2 out    %3    %4")
            .arg(Formats::count(m_request->usage.inputTotal()), Formats::count(m_request->usage.outputTotal()),
                 Formats::cost(m_request->cost, m_request->pricing), Formats::duration(m_request->latency));
    painter->setPen(colours.text);
    if (isFine)
        painter->drawText(rect().adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, figures);
}

} // namespace Gatehouse::Ui
