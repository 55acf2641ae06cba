// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/messagewidget.h"

#include "ui/common/formats.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/inspector/body/visibletext.h"
#include "ui/inspector/detail/messagetext.h"
#include "ui/tr.h"

#include <QBoxLayout>
#include <QBuffer>
#include <QImageReader>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

using Role = ConversationMessage::Role;
using Kind = ConversationPart::Kind;

constexpr qsizetype FirstCharacters = 8'000; // of one text; the rest comes by a press
constexpr int StripeWidth = 3;
constexpr int TextLeft = 36;
constexpr int ThumbnailHeight = 160;
constexpr qint64 MaxImagePixels = 40'000'000; // a small file can claim to be a huge picture

QString roleInWords(const ConversationMessage &message)
{
    switch (message.role) {
    case Role::System:
        return Tr::tr("System");
    case Role::User:
        return Tr::tr("User");
    case Role::Assistant:
        return Tr::tr("Assistant");
    case Role::Tool:
        return message.name.isEmpty() ? Tr::tr("Tool") : visibleLine(message.name, 80);
    case Role::Input:
        return Tr::tr("Input");
    case Role::Error:
        return Tr::tr("Error");
    case Role::Other:
        break;
    }
    return message.name.isEmpty() ? Tr::tr("JSON") : visibleLine(message.name, 80);
}

QString roleGlyph(Role role)
{
    switch (role) {
    case Role::System:
        return u"terminal"_s;
    case Role::User:
    case Role::Input:
        return u"user"_s;
    case Role::Assistant:
        return u"robot"_s;
    case Role::Tool:
        return u"tool"_s;
    case Role::Error:
        return u"error"_s;
    case Role::Other:
        break;
    }
    return u"document"_s;
}

QLabel *label(const QString &text, const QFont &font, QWidget *parent)
{
    auto *result = new QLabel(text, parent);
    result->setTextFormat(Qt::PlainText);
    result->setFont(font);
    return result;
}

void makeQuiet(QLabel *quiet)
{
    quiet->setForegroundRole(QPalette::PlaceholderText);
}

// "report.pdf, application/pdf, 3.2 MB"
QString mediaFacts(const ConversationPart &part)
{
    QStringList facts;
    for (const QString &fact : {visibleLine(part.name, 120), visibleLine(part.text, 200)}) {
        if (!fact.isEmpty())
            facts.append(fact);
    }
    if (part.sizeBytes > 0)
        facts.append(Formats::bytes(part.sizeBytes));
    return facts.isEmpty() ? Tr::tr("type not said") : facts.join(u", "_s);
}

} // namespace

MessageWidget::MessageWidget(const ConversationMessage &message, bool isMarkdown, QWidget *parent)
    : QWidget(parent)
    , m_message(message)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(TextLeft, 0, 0, 2);
    layout->setSpacing(2);
    addHeading(layout);
    for (const ConversationPart &part : message.parts)
        addPart(layout, part, isMarkdown);
    if (message.parts.isEmpty())
        addNote(layout, Tr::tr("Without a word"));
    setAccessibleName(roleInWords(message));
}

void MessageWidget::addHeading(QVBoxLayout *layout)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(Metrics::Gap);
    line->addWidget(label(roleInWords(m_message), Fonts::strong(), this));
    QString detail = visibleLine(m_message.detail, 120);
    if (m_message.role != Role::Tool && m_message.role != Role::Other && !m_message.name.isEmpty())
        detail = detail.isEmpty() ? visibleLine(m_message.name, 80)
                                  : QString(visibleLine(m_message.name, 80) % u"  "_s % detail);
    if (!detail.isEmpty()) {
        QLabel *quiet = label(detail, Fonts::body(), this);
        makeQuiet(quiet);
        line->addWidget(quiet);
    }
    line->addStretch();
    if (m_message.tokens > 0) {
        const QString count = Formats::count(m_message.tokens);
        QLabel *tokens = label(m_message.isEstimated ? QString(u"\u2248 "_s % count) : count, Fonts::secondary(), this);
        tokens->setToolTip(
            m_message.isEstimated
                ? Tr::tr("Tokens, estimated: the share of this message in all tokens sent, by its length")
                : Tr::tr("Tokens, as the provider counted them"));
        makeQuiet(tokens);
        line->addWidget(tokens);
    }
    layout->addLayout(line);
}

void MessageWidget::addPart(QVBoxLayout *layout, const ConversationPart &part, bool isMarkdown)
{
    switch (part.kind) {
    case Kind::Text:
    case Kind::Refusal:
        addText(layout, part.text, int(isMarkdown ? MessageText::Form::Markdown : MessageText::Form::Plain));
        break;
    case Kind::Json:
        if (!part.name.isEmpty())
            addNote(layout, visibleLine(part.name, 80));
        addText(layout, part.text, int(MessageText::Form::Code));
        break;
    case Kind::Call:
        addTool(layout, Tr::tr("call"), part.text);
        break;
    case Kind::Result:
        addTool(layout, part.isFailure ? Tr::tr("failed") : Tr::tr("back"), part.text);
        break;
    case Kind::Reasoning:
        if (part.text.isEmpty())
            addNote(layout, Tr::tr("Reasoning, encrypted by the provider"));
        else
            addFolded(layout, Tr::tr("Reasoning, %1 characters").arg(Formats::count(part.text.size())), part.text);
        break;
    case Kind::Citation:
        addNote(layout, part.name.isEmpty() || part.name == part.text
                            ? Tr::tr("Source: %1").arg(visibleLine(part.text, 200))
                            : Tr::tr("Source: %1, %2").arg(visibleLine(part.text, 200), visibleLine(part.name, 200)));
        break;
    case Kind::Image:
        addImage(layout, part);
        break;
    case Kind::Audio:
        addNote(layout, Tr::tr("Audio (%1), not played").arg(mediaFacts(part)));
        break;
    case Kind::Video:
        addNote(layout, Tr::tr("Video (%1), not played").arg(mediaFacts(part)));
        break;
    case Kind::File:
        if (part.bytes.isEmpty())
            addNote(layout, Tr::tr("File: %1").arg(mediaFacts(part)));
        else
            addFolded(layout, Tr::tr("File: %1").arg(mediaFacts(part)), QString::fromUtf8(part.bytes));
        break;
    case Kind::Vector:
        addNote(layout, part.name.isEmpty() ? Tr::tr("Vector of %1 numbers").arg(part.text)
                                            : Tr::tr("Vector of %1 numbers: %2 …").arg(part.text, part.name));
        break;
    }
}

void MessageWidget::addText(QVBoxLayout *layout, const QString &text, int form)
{
    const auto kind = MessageText::Form(form);
    layout->addWidget(new MessageText(text.left(FirstCharacters), kind, this));
    if (text.size() <= FirstCharacters)
        return;
    auto *more = new QToolButton(this);
    more->setProperty(StyleProperty::Link, true);
    more->setText(Tr::tr("Show %1 more characters").arg(Formats::count(text.size() - FirstCharacters)));
    layout->addWidget(more);
    connect(more, &QToolButton::clicked, this, [this, layout, more, kind, rest = text.mid(FirstCharacters)]() mutable {
        // A bound for each press: a text of megabytes is read in the Request tab.
        constexpr qsizetype step = FirstCharacters * 4;
        layout->insertWidget(layout->indexOf(more), new MessageText(rest.left(step), kind, this));
        rest = rest.mid(step);
        more->setVisible(!rest.isEmpty());
        more->setText(Tr::tr("Show %1 more characters").arg(Formats::count(rest.size())));
    });
}

void MessageWidget::addTool(QVBoxLayout *layout, const QString &word, const QString &text)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(Metrics::Gap);
    QLabel *what = label(word, Fonts::fixed(), this);
    makeQuiet(what);
    line->addWidget(what, 0, Qt::AlignTop);
    auto *body = new QVBoxLayout;
    line->addLayout(body, 1);
    layout->addLayout(line);
    addText(body, text, int(MessageText::Form::Code));
}

void MessageWidget::addFolded(QVBoxLayout *layout, const QString &title, const QString &text)
{
    auto *fold = new QToolButton(this);
    fold->setProperty(StyleProperty::Link, true);
    fold->setCheckable(true);
    fold->setText(title);
    layout->addWidget(fold);
    auto *inside = new QWidget(this);
    auto *body = new QVBoxLayout(inside);
    body->setContentsMargins(0, 0, 0, 0);
    inside->hide();
    layout->addWidget(inside);
    connect(fold, &QToolButton::toggled, this, [this, inside, body, text](bool isOpen) {
        if (isOpen && body->isEmpty())
            addText(body, text, int(MessageText::Form::Plain));
        inside->setVisible(isOpen);
    });
}

void MessageWidget::addImage(QVBoxLayout *layout, const ConversationPart &part)
{
    QByteArray bytes = part.bytes;
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer);
    const QSize size = reader.size();
    if (bytes.isEmpty()) {
        addNote(layout, Tr::tr("Image at %1 (not fetched)").arg(visibleLine(part.text, 200)));
        return;
    }
    if (!size.isValid() || qint64(size.width()) * size.height() > MaxImagePixels) {
        addNote(layout, Tr::tr("Image (%1, %2) that cannot be shown")
                            .arg(visibleLine(part.text, 60), Formats::bytes(bytes.size())));
        return;
    }
    if (size.height() > ThumbnailHeight)
        reader.setScaledSize(size.scaled(size.width(), ThumbnailHeight, Qt::KeepAspectRatio));
    auto *picture = new QLabel(this);
    picture->setPixmap(QPixmap::fromImage(reader.read()));
    picture->setAccessibleName(Tr::tr("Image"));
    layout->addWidget(picture);
    addNote(layout, Tr::tr("%1, %2 × %3, %4")
                        .arg(visibleLine(part.text, 60))
                        .arg(size.width())
                        .arg(size.height())
                        .arg(Formats::bytes(bytes.size())));
}

void MessageWidget::addNote(QVBoxLayout *layout, const QString &text)
{
    QLabel *note = label(text, Fonts::secondary(), this);
    note->setWordWrap(true);
    makeQuiet(note);
    layout->addWidget(note);
}

QColor MessageWidget::stripe() const
{
    const Colours &colours = Colours::of(palette());
    switch (m_message.role) {
    case Role::User:
    case Role::Input:
        return colours.series(0);
    case Role::Assistant:
        return colours.series(2);
    case Role::Tool:
        return colours.series(5);
    case Role::Error:
        return colours.toneFill(Tone::Error);
    default:
        return colours.series(-1);
    }
}

void MessageWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = Colours::of(palette());
    painter.fillRect(QRect(0, 0, StripeWidth, height()), stripe());
    const QColor glyph = m_message.role == Role::Error ? colours.toneText(Tone::Error) : colours.text;
    Icons::paint(&painter, QRectF(13, 2, Metrics::Icon, Metrics::Icon), roleGlyph(m_message.role), glyph);
}

} // namespace Gatehouse::Ui
