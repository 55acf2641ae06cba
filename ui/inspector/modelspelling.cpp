// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/modelspelling.h"

#include <QRegularExpression>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

QStringView withoutFolder(QStringView name)
{
    constexpr auto Folder = "models/"_L1;
    return name.startsWith(Folder) ? name.sliced(Folder.size()) : name;
}

// A name without its date or version: "-2024-08-06", "-20250929", "@20250929", "-0613", "-001".
QStringView undated(QStringView name)
{
    static const QRegularExpression date(u"[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{3,4})$"_s);
    const QRegularExpressionMatch match = date.matchView(name);
    return match.hasMatch() ? name.first(match.capturedStart()) : name;
}

QStringView withoutLatest(QStringView name)
{
    constexpr auto Latest = "-latest"_L1;
    return name.endsWith(Latest) ? name.chopped(Latest.size()) : name;
}

} // namespace

bool isSameModel(QStringView asked, QStringView used)
{
    // "claude-sonnet-4.6" is how people say what the vendor calls "claude-sonnet-4-6".
    const QString dashedAsked = asked.toString().replace(u'.', u'-');
    const QString dashedUsed = used.toString().replace(u'.', u'-');
    const QStringView left = withoutLatest(withoutFolder(dashedAsked));
    const QStringView right = withoutLatest(withoutFolder(dashedUsed));
    return left == right || left == undated(right) || undated(left) == right;
}

} // namespace Gatehouse::Ui
