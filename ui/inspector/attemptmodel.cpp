// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/attemptmodel.h"

#include "ui/common/formats.h"
#include "ui/inspector/body/visibletext.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

bool isFailed(const Store::AttemptRecord &attempt)
{
    return !attempt.errorCode.isEmpty();
}

} // namespace

void AttemptModel::setRequest(const Store::RequestDetail &detail, const EntityNames &names)
{
    beginResetModel();
    m_attempts = detail.attempts;
    m_names = names;
    m_start = m_attempts.isEmpty() ? Timestamp{} : m_attempts.constFirst().startedAt;
    m_axis = std::chrono::microseconds(1);
    for (const Store::AttemptRecord &attempt : std::as_const(m_attempts))
        m_axis = std::max(m_axis, attempt.startedAt + attempt.duration - m_start);
    endResetModel();
}

int AttemptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_attempts.size());
}

int AttemptModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

AttemptModel::Span AttemptModel::span(qsizetype row) const
{
    const Store::AttemptRecord &attempt = m_attempts.at(row);
    const auto share = [this](std::chrono::microseconds offset) {
        return std::clamp(double(offset.count()) / double(m_axis.count()), 0.0, 1.0);
    };
    const auto start = attempt.startedAt - m_start;
    Span span{.start = share(start), .isFailed = isFailed(attempt)};
    span.connected = share(start + attempt.connect);
    span.end = share(start + attempt.duration);
    span.firstByte = attempt.firstByte.count() == 0 ? span.end : share(start + attempt.firstByte);
    span.next = row + 1 < m_attempts.size() ? share(m_attempts.at(row + 1).startedAt - m_start) : span.end;
    return span;
}

QString AttemptModel::text(const Store::AttemptRecord &attempt, int column) const
{
    switch (column) {
    case Try:
        return QString::number(attempt.number);
    case Provider:
        return visibleLine(m_names.provider(attempt.providerId));
    case Model:
        return visibleLine(attempt.model);
    case Key:
        return visibleLine(m_names.credential(attempt.credentialId));
    case Status:
        return attempt.status == 0 ? visibleLine(QString::fromUtf8(attempt.errorCode))
                                   : QString::number(attempt.status);
    case FirstByte:
        return attempt.firstByte.count() == 0 ? QString() : Formats::duration(attempt.firstByte);
    case Took:
        return Formats::duration(attempt.duration);
    default:
        return {};
    }
}

QVariant AttemptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Store::AttemptRecord &attempt = m_attempts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(attempt, index.column());
    case Qt::ToolTipRole:
        return visibleLine(attempt.message.isEmpty() ? text(attempt, index.column()) : attempt.message, 1000);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter
                   | (index.column() == Try || index.column() >= FirstByte ? Qt::AlignRight : Qt::AlignLeft));
    case GlyphRole:
        return index.column() == Status ? QVariant(isFailed(attempt) ? u"error"_s : u"ok"_s) : QVariant();
    case ToneRole:
        return index.column() == Status ? QVariant::fromValue(isFailed(attempt) ? Tone::Error : Tone::Ok) : QVariant();
    case SpanRole:
        return index.column() == Waterfall ? QVariant::fromValue(span(index.row())) : QVariant();
    default:
        return {};
    }
}

QVariant AttemptModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Try || section >= FirstByte ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Try:
        return Tr::tr("Try");
    case Provider:
        return Tr::tr("Provider");
    case Model:
        return Tr::tr("Model");
    case Key:
        return Tr::tr("Key");
    case Status:
        return Tr::tr("Status");
    case Waterfall:
        return Tr::tr("0 to %1").arg(Formats::duration(m_axis));
    case FirstByte:
        return Tr::tr("First byte");
    case Took:
        return Tr::tr("Took");
    default:
        return {};
    }
}

QString AttemptModel::story() const
{
    QStringList sentences;
    for (qsizetype i = 0; i < m_attempts.size(); ++i) {
        const Store::AttemptRecord &attempt = m_attempts.at(i);
        if (!isFailed(attempt))
            continue;
        const QString what = attempt.message.isEmpty() ? QString::fromUtf8(attempt.errorCode) : attempt.message;
        const QString who = visibleLine(m_names.provider(attempt.providerId));
        const QString why = attempt.status == 0
                                ? visibleLine(what, 200)
                                : QString(QString::number(attempt.status) % u", "_s % visibleLine(what, 200));
        if (i + 1 == m_attempts.size()) {
            sentences.append(Tr::tr("%1 failed (%2): no more tries.").arg(who, why));
            continue;
        }
        const auto pause = m_attempts.at(i + 1).startedAt - (attempt.startedAt + attempt.duration);
        sentences.append(pause > std::chrono::milliseconds(10)
                             ? Tr::tr("%1 failed (%2): waited %3.").arg(who, why, Formats::duration(pause))
                             : Tr::tr("%1 failed (%2): next target at once.").arg(who, why));
    }
    return sentences.join(u' ');
}

} // namespace Gatehouse::Ui
