// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/keymodel.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

KeyState keyStateOf(const ApiKey &key, Timestamp now)
{
    if (!key.enabled)
        return KeyState::Disabled;
    if (!key.expiresAt)
        return KeyState::Active;
    if (*key.expiresAt <= now)
        return KeyState::Expired;
    return *key.expiresAt - now <= ExpiringWithin ? KeyState::Expiring : KeyState::Active;
}

Tone toneOf(KeyState state)
{
    switch (state) {
    case KeyState::Active:
        return Tone::Ok;
    case KeyState::Expiring:
        return Tone::Warning;
    case KeyState::Expired:
        return Tone::Error;
    case KeyState::Disabled:
        break;
    }
    return Tone::Neutral;
}

QString keyStateText(const ApiKey &key, Timestamp now)
{
    switch (keyStateOf(key, now)) {
    case KeyState::Active:
        return Tr::tr("active");
    case KeyState::Expired:
        return Tr::tr("expired");
    case KeyState::Disabled:
        return Tr::tr("disabled");
    case KeyState::Expiring:
        break;
    }
    const auto left = *key.expiresAt - now;
    if (const auto days = std::chrono::floor<std::chrono::days>(left).count(); days > 0)
        return Tr::tr("expires in %n day(s)", nullptr, static_cast<int>(days));
    const auto hours = std::chrono::ceil<std::chrono::hours>(left).count();
    return Tr::tr("expires in %n hour(s)", nullptr, static_cast<int>(hours));
}

QString maskedKey(const ApiKey &key)
{
    return u"sk-gh-%1…%2"_s.arg(QString::fromLatin1(key.publicId.left(4)), key.lastFour);
}

void KeyModel::setKeys(EntityId clientId, const QList<ApiKey> &allKeys, Timestamp now)
{
    m_now = now;
    std::vector<ApiKey> next;
    std::ranges::copy_if(allKeys, std::back_inserter(next),
                         [clientId](const ApiKey &key) { return key.clientId == clientId; });
    if (clientId != m_clientId) {
        beginResetModel();
        m_clientId = clientId;
        m_keys = std::move(next);
        endResetModel();
        return;
    }
    for (std::size_t i = m_keys.size(); i-- > 0;) {
        if (std::ranges::contains(next, m_keys[i].id, &ApiKey::id))
            continue;
        beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
        m_keys.erase(m_keys.begin() + static_cast<std::ptrdiff_t>(i));
        endRemoveRows();
    }
    for (ApiKey &key : next) {
        if (const int row = rowOf(key.id); row >= 0) {
            m_keys[static_cast<std::size_t>(row)] = std::move(key);
            continue;
        }
        const int row = static_cast<int>(m_keys.size());
        beginInsertRows({}, row, row);
        m_keys.push_back(std::move(key));
        endInsertRows();
    }
    // Also when no key changed: time did, and with it what a key is good for.
    if (!m_keys.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void KeyModel::setUsage(const QHash<EntityId, Timestamp> &lastUsed, const QHash<EntityId, Money> &spend30Days)
{
    m_lastUsed = lastUsed;
    m_spend = spend30Days;
    if (!m_keys.empty())
        emit dataChanged(index(0, UsedColumn), index(rowCount() - 1, SpendColumn));
}

std::optional<ApiKey> KeyModel::keyAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    return m_keys[static_cast<std::size_t>(row)];
}

int KeyModel::rowOf(EntityId keyId) const
{
    const auto found = std::ranges::find(m_keys, keyId, &ApiKey::id);
    return found == m_keys.end() ? -1 : static_cast<int>(found - m_keys.begin());
}

int KeyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

int KeyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ApiKey &key = m_keys[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(key, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() >= CreatedColumn)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case Qt::ToolTipRole:
        if (index.column() == ExpiresColumn && key.expiresAt)
            return Formats::fullTime(*key.expiresAt);
        if (index.column() == MaskedColumn)
            return Tr::tr("Public id %1").arg(QString::fromLatin1(key.publicId));
        return {};
    case Qt::AccessibleTextRole:
        if (index.column() == NameColumn)
            return Tr::tr("Key %1, %2").arg(key.name, keyStateText(key, m_now));
        return {};
    case ToneRole:
        if (index.column() == StateColumn)
            return QVariant::fromValue(toneOf(keyStateOf(key, m_now)));
        return {};
    case GlyphRole:
        return index.column() == NameColumn ? u"key"_s : QVariant();
    case MonospaceRole:
        return index.column() == MaskedColumn;
    case QuietRole:
        return keyStateOf(key, m_now) == KeyState::Disabled || keyStateOf(key, m_now) == KeyState::Expired;
    case IdRole:
        return QVariant::fromValue(key.id);
    case StateRole:
        return static_cast<int>(keyStateOf(key, m_now));
    case SortRole:
        return sortValue(key, index.column());
    default:
        return {};
    }
}

QVariant KeyModel::text(const ApiKey &key, int column) const
{
    switch (column) {
    case NameColumn:
        return key.name;
    case MaskedColumn:
        return maskedKey(key);
    case StateColumn:
        return keyStateText(key, m_now);
    case CreatedColumn:
        return Formats::date(key.createdAt);
    case ExpiresColumn:
        return key.expiresAt ? Formats::date(*key.expiresAt) : QString();
    case UsedColumn:
        return m_lastUsed.contains(key.id) ? Formats::timeOrDay(m_lastUsed.value(key.id), m_now) : Tr::tr("never");
    case SpendColumn:
        return m_spend.contains(key.id) ? Formats::money(m_spend.value(key.id)) : QString();
    default:
        return {};
    }
}

QVariant KeyModel::sortValue(const ApiKey &key, int column) const
{
    switch (column) {
    case CreatedColumn:
        return toMicroseconds(key.createdAt);
    case ExpiresColumn:
        return key.expiresAt ? toMicroseconds(*key.expiresAt) : std::numeric_limits<qint64>::max();
    case UsedColumn:
        return toMicroseconds(m_lastUsed.value(key.id));
    case SpendColumn:
        return m_spend.value(key.id).nanos();
    default:
        return text(key, column).toString().toCaseFolded();
    }
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= CreatedColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return Tr::tr("Key");
    case MaskedColumn:
        return Tr::tr("Shown as");
    case StateColumn:
        return Tr::tr("State");
    case CreatedColumn:
        return Tr::tr("Created");
    case ExpiresColumn:
        return Tr::tr("Expires");
    case UsedColumn:
        return Tr::tr("Last used");
    case SpendColumn:
        return Tr::tr("Spend, 30 d");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
