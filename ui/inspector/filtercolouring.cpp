// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filtercolouring.h"

#include "ui/common/colours.h"
#include "ui/inspector/filter/filterlexer.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QTextCharFormat>

namespace Gatehouse::Ui {

namespace {

QColor colourOf(FilterSpan::Kind kind, const Colours &colours)
{
    switch (kind) {
    case FilterSpan::Kind::Key:
        return colours.codeAction;
    case FilterSpan::Kind::Number:
        return colours.codeNumber;
    case FilterSpan::Kind::String:
        return colours.codeString;
    case FilterSpan::Kind::Keyword:
        return colours.codeKeyword;
    case FilterSpan::Kind::Pattern:
        return colours.codeRegex;
    case FilterSpan::Kind::Word:
        break;
    }
    return colours.text;
}

} // namespace

void colourFilter(QLineEdit *field, const std::optional<FilterRange> &wrong)
{
    // A QLineEdit has no highlighter; the formats of an input method are the one way to colour parts of its text. Their
    // places are counted from the cursor.
    // The application's scheme: at a change of it the field has not been told yet.
    const Colours &colours = Colours::current();
    QList<QInputMethodEvent::Attribute> attributes;
    const auto add = [&](FilterRange range, const QTextCharFormat &format) {
        attributes.append(QInputMethodEvent::Attribute(
            QInputMethodEvent::TextFormat, int(range.start) - field->cursorPosition(), int(range.length), format));
    };
    for (const FilterSpan &span : filterSpans(field->text())) {
        QTextCharFormat format;
        format.setForeground(colourOf(span.kind, colours));
        if (wrong && span.range.start < wrong->start + wrong->length
            && wrong->start < span.range.start + span.range.length) {
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(colours.toneFill(Tone::Error));
        }
        add(span.range, format);
    }
    QInputMethodEvent event({}, attributes);
    QCoreApplication::sendEvent(field, &event);
}

} // namespace Gatehouse::Ui
