// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientmodel.h"

#include "ui/clients/keymodel.h"
#include "ui/common/formats.h"
#include "ui/tr.h"

#include <algorithm>
#include <ranges>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

ClientModel::ClientModel(QObject *parent)
    : QAbstractItemModel(parent)
{}

ClientModel::~ClientModel() = default;

void ClientModel::setConfiguration(const Configuration &configuration, Timestamp now)
{
    m_now = now;
    removeMissing(configuration.clients);
    for (const Client &client : configuration.clients) {
        Row row{.client = client, .series = seriesIndex(configuration, client.id), .usage = m_usage.value(client.id)};
        for (const ApiKey &key : configuration.keys) {
            if (key.clientId != client.id)
                continue;
            ++row.keys;
            row.expiringKeys += keyStateOf(key, now) == KeyState::Expiring ? 1 : 0;
        }
        putRow(std::move(row));
    }
}

void ClientModel::setUsage(const QHash<EntityId, ClientUsage> &usage, Timestamp now)
{
    m_now = now;
    m_usage = usage;
    for (const auto &team : m_teams) {
        bool hasChanged = false;
        for (std::size_t i = 0; i < team->rows.size(); ++i) {
            Row &row = team->rows[i];
            ClientUsage next = usage.value(row.client.id);
            if (row.usage == next)
                continue;
            row.usage = std::move(next);
            hasChanged = true;
            emit dataChanged(createIndex(static_cast<int>(i), SpendColumn, team.get()),
                             createIndex(static_cast<int>(i), SeenColumn, team.get()));
        }
        if (hasChanged)
            emit dataChanged(teamIndex(team.get(), SpendColumn), teamIndex(team.get(), SeenColumn));
    }
}

QModelIndex ClientModel::indexOf(EntityId clientId) const
{
    for (const auto &team : m_teams) {
        const auto found = std::ranges::find(team->rows, clientId, [](const Row &row) { return row.client.id; });
        if (found != team->rows.end())
            return createIndex(static_cast<int>(found - team->rows.begin()), NameColumn, team.get());
    }
    return {};
}

std::optional<Client> ClientModel::client(EntityId clientId) const
{
    const QModelIndex found = indexOf(clientId);
    if (!found.isValid())
        return std::nullopt;
    return static_cast<const Team *>(found.constInternalPointer())->rows[static_cast<std::size_t>(found.row())].client;
}

QStringList ClientModel::teams() const
{
    QStringList names;
    for (const auto &team : m_teams) {
        if (!team->name.isEmpty())
            names.append(team->name);
    }
    return names;
}

int ClientModel::clientCount() const
{
    int count = 0;
    for (const auto &team : m_teams)
        count += static_cast<int>(team->rows.size());
    return count;
}

// A client that has moved to another team leaves here and is put there as a new row.
void ClientModel::removeMissing(const QList<Client> &clients)
{
    for (std::size_t t = m_teams.size(); t-- > 0;) {
        Team &team = *m_teams[t];
        for (std::size_t i = team.rows.size(); i-- > 0;) {
            const EntityId id = team.rows[i].client.id;
            const bool stays = std::ranges::any_of(
                clients, [&](const Client &client) { return client.id == id && client.team.trimmed() == team.name; });
            if (stays)
                continue;
            beginRemoveRows(teamIndex(&team, 0), static_cast<int>(i), static_cast<int>(i));
            team.rows.erase(team.rows.begin() + static_cast<std::ptrdiff_t>(i));
            endRemoveRows();
        }
        if (team.rows.empty()) {
            beginRemoveRows({}, static_cast<int>(t), static_cast<int>(t));
            m_teams.erase(m_teams.begin() + static_cast<std::ptrdiff_t>(t));
            endRemoveRows();
        }
    }
}

void ClientModel::putRow(Row row)
{
    if (const QModelIndex known = indexOf(row.client.id); known.isValid()) {
        Row &old = static_cast<Team *>(known.internalPointer())->rows[static_cast<std::size_t>(known.row())];
        if (old == row)
            return;
        old = std::move(row);
        emit dataChanged(known, known.siblingAtColumn(ColumnCount - 1));
        return;
    }
    Team &team = teamFor(row.client.team.trimmed());
    const int position = static_cast<int>(team.rows.size());
    beginInsertRows(teamIndex(&team, 0), position, position);
    team.rows.push_back(std::move(row));
    endInsertRows();
}

ClientModel::Team &ClientModel::teamFor(const QString &name)
{
    const auto found = std::ranges::find(m_teams, name, [](const auto &team) { return team->name; });
    if (found != m_teams.end())
        return **found;
    const auto place = std::ranges::find_if(
        m_teams, [&](const auto &team) { return team->name.isEmpty() || team->name.localeAwareCompare(name) > 0; });
    // Clients without a team come last.
    const auto position = name.isEmpty() ? m_teams.end() : place;
    const int row = static_cast<int>(position - m_teams.begin());
    beginInsertRows({}, row, row);
    const auto inserted = m_teams.insert(position, std::make_unique<Team>(Team{.name = name, .rows = {}}));
    endInsertRows();
    return **inserted;
}

QModelIndex ClientModel::teamIndex(const Team *team, int column) const
{
    const auto found = std::ranges::find(m_teams, team, [](const auto &each) { return each.get(); });
    return createIndex(static_cast<int>(found - m_teams.begin()), column, nullptr);
}

QModelIndex ClientModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, nullptr);
    return createIndex(row, column, m_teams[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex ClientModel::parent(const QModelIndex &child) const
{
    const auto *team = static_cast<const Team *>(child.constInternalPointer());
    return child.isValid() && team ? teamIndex(team, 0) : QModelIndex();
}

int ClientModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_teams.size());
    const bool isTeam = !parent.constInternalPointer() && parent.column() == 0;
    return isTeam ? static_cast<int>(m_teams[static_cast<std::size_t>(parent.row())]->rows.size()) : 0;
}

int ClientModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ClientModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != NameColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (const auto *team = static_cast<const Team *>(index.constInternalPointer()))
        return clientData(team->rows[static_cast<std::size_t>(index.row())], index.column(), role);
    return teamData(*m_teams[static_cast<std::size_t>(index.row())], index.column(), role);
}

QVariant ClientModel::teamData(const Team &team, int column, int role) const
{
    Money spend;
    for (const Row &row : team.rows)
        spend += row.usage.spend30Days;
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return team.name.isEmpty() ? Tr::tr("No team") : team.name;
        return column == SpendColumn ? Formats::money(spend) : QVariant();
    case StrongRole:
        return column == NameColumn;
    case IdRole:
        return QVariant::fromValue(EntityId{0});
    case TeamRole:
        return team.name;
    case SortRole:
        if (column == SpendColumn)
            return spend.nanos();
        return team.name.isEmpty() ? u"\uffff"_s : team.name.toCaseFolded(); // without a team: last
    default:
        return {};
    }
}

QVariant ClientModel::clientText(const Row &row, int column) const
{
    switch (column) {
    case NameColumn:
        return row.client.name;
    case KeysColumn:
        return row.keys > 0 ? Formats::count(row.keys) : QString();
    case SpendColumn:
        if (row.usage.spend30Days == Money() && row.usage.isPartlyUnpriced)
            return Tr::tr("unpriced");
        return row.usage.lastSeen ? Formats::money(row.usage.spend30Days) : QString();
    case RequestsColumn:
        return row.usage.requests24Hours > 0 ? Formats::count(row.usage.requests24Hours) : QString();
    case SeenColumn:
        return row.usage.lastSeen ? Formats::timeOrDay(*row.usage.lastSeen, m_now) : QString();
    default:
        return {};
    }
}

QVariant ClientModel::clientData(const Row &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return clientText(row, column);
    case Qt::ToolTipRole:
        if (column == NameColumn)
            return row.client.note.isEmpty() ? row.client.name : row.client.name + u"\n"_s + row.client.note;
        return {};
    case Qt::AccessibleTextRole:
        if (column != NameColumn)
            return {};
        return row.client.enabled ? Tr::tr("Client %1, active").arg(row.client.name)
                                  : Tr::tr("Client %1, disabled").arg(row.client.name);
    case SeriesRole:
        return column == NameColumn ? QVariant(row.series) : QVariant();
    case QuietRole:
        return !row.client.enabled;
    case SecondLineRole:
        return column == NameColumn && !row.client.enabled ? Tr::tr("off") : QVariant();
    case IdRole:
        return QVariant::fromValue(row.client.id);
    case TeamRole:
        return row.client.team;
    case EnabledRole:
        return row.client.enabled;
    case ExpiringKeysRole:
        return row.expiringKeys;
    case LastSeenRole:
        return row.usage.lastSeen ? QVariant::fromValue(toMicroseconds(*row.usage.lastSeen)) : QVariant();
    case SearchRole:
        return QStringList{row.client.name, row.client.team, row.client.note}.join(u'\n');
    case SortRole:
        switch (column) {
        case KeysColumn:
            return row.keys;
        case SpendColumn:
            return row.usage.spend30Days.nanos();
        case RequestsColumn:
            return row.usage.requests24Hours;
        case SeenColumn:
            return row.usage.lastSeen ? toMicroseconds(*row.usage.lastSeen) : qint64{0};
        default:
            return row.client.name.toCaseFolded();
        }
    default:
        return {};
    }
}

QVariant ClientModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != NameColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return Tr::tr("Client");
    case KeysColumn:
        return Tr::tr("Keys");
    case SpendColumn:
        return Tr::tr("Spend, 30 d");
    case RequestsColumn:
        return Tr::tr("Requests, 24 h");
    case SeenColumn:
        return Tr::tr("Seen");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
