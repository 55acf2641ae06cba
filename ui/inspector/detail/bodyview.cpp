// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/bodyview.h"

#include "ui/common/formats.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/theme.h"
#include "ui/inspector/body/answerassembly.h"
#include "ui/inspector/body/prettyjson.h"
#include "ui/inspector/detail/textviewer.h"
#include "ui/tr.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

BodyView::BodyView(QWidget *parent)
    : QWidget(parent)
    , m_modes(new QButtonGroup(this))
    , m_facts(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_text(new TextViewer(this))
    , m_reason(new QLabel(this))
    , m_load(new QPushButton(this))
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::GroupGap, 6, Metrics::GroupGap, 6);
    bar->setSpacing(0);
    const QStringList names = {Tr::tr("Pretty"), Tr::tr("Raw"), Tr::tr("Headers"), Tr::tr("Events")};
    for (int mode = 0; mode < names.size(); ++mode) {
        auto *button = new QToolButton(this);
        button->setText(names.at(mode));
        button->setCheckable(true);
        button->setProperty(StyleProperty::Small, true);
        button->setProperty(StyleProperty::Segment, mode == 0                  ? FirstSegment
                                                    : mode + 1 == names.size() ? LastSegment
                                                                               : MiddleSegment);
        m_modes->addButton(button, mode);
        bar->addWidget(button);
    }
    m_modes->button(Pretty)->setChecked(true);
    bar->addStretch();
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setFont(Fonts::secondary());
    bar->addWidget(m_facts);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setMargin(Metrics::PageEdge);
    auto *loadPage = new QWidget(this);
    auto *loadLayout = new QVBoxLayout(loadPage);
    loadLayout->addWidget(m_load, 0, Qt::AlignCenter);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_reason);
    m_stack->addWidget(loadPage);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_stack, 1);
    connect(m_modes, &QButtonGroup::idClicked, this, &BodyView::show);
    connect(m_load, &QPushButton::clicked, this, &BodyView::load);
}

void BodyView::setBody(const Store::StoredBody *body, const BodyForm &form, const Store::StoredBody *headers,
                       const QString &reason)
{
    m_form = form;
    m_hasBody = body != nullptr;
    m_body = body ? body->body.bytes : QByteArray();
    m_headers = headers ? headers->body.bytes : QByteArray();
    m_isLoaded = m_body.size() <= LargeBytes;
    m_reason->setText(reason);
    m_modes->button(Headers)->setVisible(headers != nullptr);
    m_modes->button(Events)->setVisible(body && framingOf(m_body, m_form));
    if (!m_modes->checkedButton()->isVisibleTo(this))
        m_modes->button(Pretty)->setChecked(true);
    QString facts;
    if (body) {
        facts = body->body.truncated ? Tr::tr("first %1 of %2; longer bodies are cut (setting content.max_bytes)")
                                           .arg(Formats::bytes(m_body.size()), Formats::bytes(body->originalSizeBytes))
                                     : Formats::bytes(m_body.size());
    }
    m_facts->setText(facts);
    m_load->setText(Tr::tr("Load %1").arg(Formats::bytes(m_body.size())));
    show(m_modes->checkedId());
}

void BodyView::load()
{
    m_isLoaded = true;
    show(m_modes->checkedId());
}

void BodyView::show(int mode)
{
    if (mode != Headers && !m_hasBody) {
        m_stack->setCurrentIndex(1);
        return;
    }
    if (mode != Headers && !m_isLoaded) {
        m_stack->setCurrentIndex(2);
        return;
    }
    m_stack->setCurrentIndex(0);
    switch (mode) {
    case Raw:
        m_text->showText(rawText(), looksLikeJson(m_body));
        break;
    case Headers:
        m_text->showText(QString::fromUtf8(m_headers), false);
        break;
    case Events:
        m_text->showText(eventList(), false);
        break;
    default: {
        // A stream is read best as the answer it adds up to.
        const QByteArray assembled = framingOf(m_body, m_form) ? assembledAnswer(m_body, m_form) : QByteArray();
        const QByteArray whole = assembled.isEmpty() ? m_body : assembled;
        const bool isJson = looksLikeJson(whole);
        m_text->showText(isJson ? QString::fromUtf8(prettyJson(whole)) : rawText(), isJson);
    }
    }
}

// A body that is no text is named by its size; its bytes would say nothing.
QString BodyView::rawText() const
{
    if (m_body.contains('\0'))
        return Tr::tr("Binary, %1").arg(Formats::bytes(m_body.size()));
    return QString::fromUtf8(m_body);
}

QString BodyView::eventList() const
{
    QString list;
    int number = 0;
    const auto framing = framingOf(m_body, m_form);
    for (const StreamEvent &event : framing ? streamEvents(m_body, *framing) : QList<StreamEvent>()) {
        list += u"%1  %2  %3  %4\n"_s.arg(++number, 5)
                    .arg(Formats::bytes(event.data.size()), 8)
                    .arg(event.type.isEmpty() ? u"message"_s : QString::fromUtf8(event.type),
                         QString::fromUtf8(event.data));
    }
    return list;
}

} // namespace Gatehouse::Ui
