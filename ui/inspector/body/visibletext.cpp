// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/body/visibletext.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t ControlPictures = 0x2400;
constexpr char16_t DeletePicture = 0x2421;
constexpr char16_t NewLineSign = 0x23CE;

// Format characters that change how the text around them is seen, and that text has no honest use for on its own. The
// joiners (U+200C, U+200D) are not among them: Persian and emoji need them.
bool isHidden(char32_t c)
{
    return c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E)
           || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x180E || c == 0x00AD || c == 0x115F || c == 0x1160
           || c == 0x3164 || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool isPlain(QChar c)
{
    const char16_t unit = c.unicode();
    return (unit >= 0x20 && unit < 0x7F) || (unit > 0xA0 && unit < 0xAD) || (unit > 0xAD && unit < 0x0600);
}

QString named(char32_t c)
{
    return u"[U+%1]"_s.arg(QString::number(uint(c), 16).toUpper(), 4, u'0');
}

void appendControl(QString &result, char16_t c, Lines lines)
{
    if (c == u'\n' && lines == Lines::Keep)
        result += QChar(c);
    else if (c == u'\t')
        result += lines == Lines::Keep ? QChar(c) : QChar(u' ');
    else if (c == u'\n')
        result += QChar(NewLineSign);
    else if (c < 0x20)
        result += QChar(char16_t(ControlPictures + c));
    else if (c == 0x7F)
        result += QChar(DeletePicture);
    else
        result += named(c);
}

} // namespace

QString visibleText(QStringView text, Lines lines)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isPlain(c)) {
            result += c;
            continue;
        }
        if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            continue; // CR LF is one line break
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0)) {
            appendControl(result, c.unicode(), lines);
            continue;
        }
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            const char32_t wide = QChar::surrogateToUcs4(c, text[i + 1]);
            if (isHidden(wide))
                result += named(wide);
            else
                result += text.mid(i, 2);
            ++i;
            continue;
        }
        if (isHidden(c.unicode()) || c.isSurrogate())
            result += named(c.unicode());
        else
            result += c;
    }
    return result;
}

QString visibleLine(QStringView text, qsizetype limit)
{
    QString line = visibleText(text.left(limit), Lines::Join);
    if (text.size() > limit)
        line += QChar(0x2026);
    return line;
}

} // namespace Gatehouse::Ui
