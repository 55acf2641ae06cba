// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/textviewer.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/inspector/body/visibletext.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QMimeData>
#include <QTextBlock>
#include <QTimerEvent>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestPiece = 2000; // characters that are laid out as one line
constexpr qsizetype SliceSize = 64'000;  // characters that are added before the window is served again
constexpr qsizetype MaxHighlighted = 512'000;
constexpr int ContinuationProperty = QTextFormat::UserProperty + 1;

// Loading the definitions takes a moment and all viewers share them.
KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository shared;
    return shared;
}

// The definition says what a word is; the colour is ours (mockups: code).
class JsonHighlighter final : public KSyntaxHighlighting::SyntaxHighlighter
{
public:
    explicit JsonHighlighter(QTextDocument *document)
        : SyntaxHighlighter(document)
    {}

    void setColours(const Colours &colours)
    {
        m_colours = &colours;
        rehighlight();
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        using Style = KSyntaxHighlighting::Theme;
        switch (format.textStyle()) {
        case Style::DataType:
            setFormat(offset, length, m_colours->codeAction); // a member's name
            break;
        case Style::String:
        case Style::SpecialChar:
            setFormat(offset, length, m_colours->codeString);
            break;
        case Style::DecVal:
        case Style::Float:
        case Style::BaseN:
            setFormat(offset, length, m_colours->codeNumber);
            break;
        case Style::Constant:
        case Style::Keyword:
            setFormat(offset, length, m_colours->codeKeyword);
            break;
        default:
            break; // brackets and commas are text
        }
    }

private:
    const Colours *m_colours = &Colours::current();
};

} // namespace

TextViewer::TextViewer(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setFont(Fonts::fixed());
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(8);
}

TextViewer::~TextViewer() = default;

void TextViewer::showText(const QString &text, bool isJson)
{
    m_highlighter.reset();
    clear();
    if (isJson && text.size() <= MaxHighlighted) {
        m_highlighter = std::make_unique<JsonHighlighter>(document());
        m_highlighter->setDefinition(repository().definitionForName(u"JSON"_s));
    }
    m_source = text;
    m_position = 0;
    m_isInLine = false;
    appendSlice();
    moveCursor(QTextCursor::Start);
}

void TextViewer::appendSlice()
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    const qsizetype sliceEnd = m_position + SliceSize;
    while (!isComplete() && m_position < sliceEnd) {
        const bool isFirst = m_position == 0;
        const QStringView rest = QStringView(m_source).sliced(m_position);
        qsizetype length = rest.first(std::min(rest.size(), LongestPiece)).indexOf(u'\n');
        const bool endsLine = length >= 0 || rest.size() <= LongestPiece;
        if (length < 0)
            length = std::min(rest.size(), LongestPiece);
        if (!endsLine && rest[length - 1].isHighSurrogate())
            --length; // the two halves of a character stay together
        if (!isFirst) {
            QTextBlockFormat format;
            if (m_isInLine)
                format.setProperty(ContinuationProperty, true);
            cursor.insertBlock(format);
        }
        cursor.insertText(visibleText(rest.first(length)));
        m_position += length + (endsLine ? 1 : 0);
        m_isInLine = !endsLine;
    }
    cursor.endEditBlock();
    if (m_timer != 0 && isComplete()) {
        killTimer(m_timer);
        m_timer = 0;
    } else if (m_timer == 0 && !isComplete()) {
        m_timer = startTimer(0);
    }
}

void TextViewer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer)
        appendSlice();
    else
        QPlainTextEdit::timerEvent(event);
}

// The pieces of a long line are one line again on the clipboard.
QMimeData *TextViewer::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    QString text;
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    while (block.isValid() && block.position() < cursor.selectionEnd()) {
        const int from = std::max(cursor.selectionStart() - block.position(), 0);
        const int to = std::min(cursor.selectionEnd() - block.position(), int(block.text().size()));
        if (block.position() > cursor.selectionStart() && !block.blockFormat().hasProperty(ContinuationProperty))
            text += u'\n';
        text += QStringView(block.text()).mid(from, to - from);
        block = block.next();
    }
    auto *content = new QMimeData;
    content->setText(text);
    return content;
}

void TextViewer::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void TextViewer::applyTheme()
{
    if (m_highlighter)
        static_cast<JsonHighlighter *>(m_highlighter.get())->setColours(Colours::of(palette()));
}

} // namespace Gatehouse::Ui
