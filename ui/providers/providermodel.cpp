// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/providermodel.h"

#include "gateway/core/config/settings.h"
#include "ui/common/formats.h"
#include "ui/providers/providerpresets.h"
#include "ui/tr.h"

#include <QUrl>

#include <algorithm>
#include <ranges>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes HalfHourLength{30};

// "api.openai.com" for a vendor on the Internet; the whole address where port or plain HTTP matter.
QString shownAddress(const Provider &provider)
{
    if (provider.type == ProviderType::Simulator)
        return Tr::tr("on this computer");
    const QString address = baseUrlOf(provider);
    const QUrl url(address);
    return url.scheme() == "https"_L1 && url.port() < 0 ? url.host() : address;
}

QString glyphOf(ProviderState state)
{
    switch (state) {
    case ProviderState::Down:
        return u"error"_s;
    case ProviderState::Degraded:
        return u"warning"_s;
    case ProviderState::Healthy:
        return u"ok"_s;
    case ProviderState::Quiet:
        return u"clock"_s;
    case ProviderState::Disabled:
        return u"pause"_s;
    }
    return {};
}

double errorShare(const Engine::ProviderHealth &health)
{
    return health.attempts > 0 ? static_cast<double>(health.failures) / static_cast<double>(health.attempts) : 0.0;
}

} // namespace

Timestamp stripStart(Timestamp now)
{
    const auto sinceEpoch = std::chrono::ceil<std::chrono::duration<qint64, std::ratio<1800>>>(now.time_since_epoch());
    return Timestamp(sinceEpoch) - StripLength * HalfHourLength;
}

QHash<EntityId, HealthStrip> healthStrips(const QList<Store::SeriesPoint> &points, Timestamp now)
{
    const Timestamp start = stripStart(now);
    QHash<EntityId, HealthStrip> strips;
    for (const Store::SeriesPoint &point : points) {
        const auto cell = (point.start - start) / HalfHourLength;
        if (point.start < start || cell >= StripLength)
            continue;
        HalfHour &sum = strips[point.groupId][static_cast<std::size_t>(cell)];
        sum.requests += point.totals.requests;
        sum.failures += point.totals.upstreamErrors;
    }
    return strips;
}

QList<int> severities(const HealthStrip &strip)
{
    QList<int> cells;
    for (const HalfHour &halfHour : strip) {
        if (halfHour.requests == 0)
            cells.append(NoTraffic);
        else if (halfHour.failures == 0)
            cells.append(AllFine);
        else
            cells.append(halfHour.failures * 2 >= halfHour.requests ? MostFail : SomeFail);
    }
    return cells;
}

Tone toneOf(ProviderState state)
{
    switch (state) {
    case ProviderState::Down:
        return Tone::Error;
    case ProviderState::Degraded:
        return Tone::Warning;
    case ProviderState::Healthy:
        return Tone::Ok;
    case ProviderState::Quiet:
    case ProviderState::Disabled:
        break;
    }
    return Tone::Neutral;
}

QString providerStateText(ProviderState state)
{
    switch (state) {
    case ProviderState::Down:
        return Tr::tr("Down");
    case ProviderState::Degraded:
        return Tr::tr("Degraded");
    case ProviderState::Healthy:
        return Tr::tr("Healthy");
    case ProviderState::Quiet:
        return Tr::tr("Quiet");
    case ProviderState::Disabled:
        return Tr::tr("Disabled");
    }
    return {};
}

void ProviderModel::setConfiguration(const Configuration &configuration)
{
    QList<Provider> providers = configuration.providers;
    // The simulator answers only while the setting says so too.
    const auto settings = settingsFrom(configuration.settings);
    for (Provider &provider : providers) {
        if (provider.type == ProviderType::Simulator && settings && !settings->simulatorEnabled)
            provider.enabled = false;
    }

    for (std::size_t i = m_rows.size(); i-- > 0;) {
        if (std::ranges::contains(providers, m_rows[i].provider.id, &Provider::id))
            continue;
        beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(i));
        endRemoveRows();
    }
    for (const Provider &provider : std::as_const(providers)) {
        Row row{.provider = provider, .health = m_health.value(provider.id), .usage = m_usage.value(provider.id)};
        for (const Credential &credential : configuration.credentials) {
            row.credentials += credential.providerId == provider.id ? 1 : 0;
            row.usableCredentials += credential.providerId == provider.id && credential.enabled ? 1 : 0;
        }
        row.models = static_cast<int>(std::ranges::count_if(configuration.models, [&](const Model &model) {
            return model.providerId == provider.id && model.enabled;
        }));
        putRow(std::move(row));
    }
}

void ProviderModel::putRow(Row row)
{
    if (const int known = rowOf(row.provider.id); known >= 0) {
        Row &old = m_rows[static_cast<std::size_t>(known)];
        if (old == row)
            return;
        old = std::move(row);
        emit dataChanged(index(known, 0), index(known, ColumnCount - 1));
        return;
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back(std::move(row));
    endInsertRows();
}

void ProviderModel::setHealth(const QList<Engine::ProviderHealth> &health)
{
    m_health.clear();
    for (const Engine::ProviderHealth &each : health)
        m_health.insert(each.providerId, each);
    for (const Row &row : m_rows) {
        Row next = row;
        next.health = m_health.value(row.provider.id);
        putRow(std::move(next));
    }
}

void ProviderModel::setUsage(const QHash<EntityId, ProviderUsage> &usage)
{
    m_usage = usage;
    for (const Row &row : m_rows) {
        Row next = row;
        next.usage = m_usage.value(row.provider.id);
        putRow(std::move(next));
    }
}

int ProviderModel::rowOf(EntityId providerId) const
{
    const auto found = std::ranges::find(m_rows, providerId, [](const Row &row) { return row.provider.id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

std::optional<Provider> ProviderModel::provider(EntityId providerId) const
{
    const int row = rowOf(providerId);
    return row < 0 ? std::nullopt : std::optional(m_rows[static_cast<std::size_t>(row)].provider);
}

std::optional<Engine::ProviderHealth> ProviderModel::health(EntityId providerId) const
{
    const int row = rowOf(providerId);
    return row < 0 ? std::nullopt : std::optional(m_rows[static_cast<std::size_t>(row)].health);
}

ProviderState ProviderModel::state(EntityId providerId) const
{
    const int row = rowOf(providerId);
    return row < 0 ? ProviderState::Quiet : stateOf(m_rows[static_cast<std::size_t>(row)]);
}

ProviderState ProviderModel::stateOf(const Row &row)
{
    if (!row.provider.enabled)
        return ProviderState::Disabled;
    switch (row.health.level) {
    case Engine::ProviderHealth::Level::Down:
        return ProviderState::Down;
    case Engine::ProviderHealth::Level::Degraded:
        return ProviderState::Degraded;
    case Engine::ProviderHealth::Level::Healthy:
        return ProviderState::Healthy;
    case Engine::ProviderHealth::Level::Unknown:
        break;
    }
    return ProviderState::Quiet;
}

int ProviderModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProviderModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProviderModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::CheckStateRole:
        if (index.column() == EnabledColumn)
            return row.provider.enabled ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        if (index.column() >= KeysColumn && index.column() != StripColumn && index.column() != EnabledColumn)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case Qt::AccessibleTextRole:
        if (index.column() == NameColumn) {
            return Tr::tr("%1, %2, %n key(s)", nullptr, row.credentials)
                .arg(row.provider.name, providerStateText(stateOf(row)));
        }
        return index.column() == StripColumn ? toolTip(row, StripColumn) : QVariant();
    case IdRole:
        return QVariant::fromValue(row.provider.id);
    case StateRole:
        return static_cast<int>(stateOf(row));
    case EnabledRole:
        return row.provider.enabled;
    case HealthRole:
        return index.column() == StripColumn ? QVariant::fromValue(severities(row.usage.strip)) : QVariant();
    case ToneRole:
        return tone(row, index.column());
    case GlyphRole:
        return index.column() == HealthColumn ? QVariant(glyphOf(stateOf(row))) : QVariant();
    case StrongRole:
        return index.column() == NameColumn && stateOf(row) <= ProviderState::Degraded;
    case QuietRole:
        return !row.provider.enabled || (index.column() == KeysColumn && row.credentials == 0)
               || (index.column() == ModelsColumn && row.models == 0);
    case MonospaceRole:
        return index.column() == AddressColumn;
    case SimulatorRole:
        return row.provider.type == ProviderType::Simulator;
    case SortRole:
        return sortValue(row, index.column());
    case SearchRole:
        return QStringList{row.provider.name, providerVendor(row.provider), baseUrlOf(row.provider),
                           providerStateText(stateOf(row))}
            .join(u'\n');
    default:
        return {};
    }
}

QVariant ProviderModel::text(const Row &row, int column)
{
    const bool isSimulator = row.provider.type == ProviderType::Simulator;
    switch (column) {
    case HealthColumn:
        return providerStateText(stateOf(row));
    case NameColumn:
        return row.provider.name;
    case TypeColumn:
        return providerVendor(row.provider);
    case AddressColumn:
        return shownAddress(row.provider);
    case KeysColumn:
        if (row.credentials == 0)
            return Tr::tr("none");
        if (row.credentials == row.usableCredentials)
            return Formats::count(row.credentials);
        return Tr::tr("%1 of %2").arg(Formats::count(row.usableCredentials), Formats::count(row.credentials));
    case ModelsColumn:
        if (isSimulator && row.models == 0)
            return u"sim/*"_s;
        return row.models > 0 ? Formats::count(row.models) : Tr::tr("none");
    case LatencyColumn:
        return row.usage.p95 ? Formats::duration(*row.usage.p95) : QString();
    case ErrorsColumn:
        return row.health.attempts > 0 ? Formats::percent(errorShare(row.health)) : QString();
    case SpendColumn:
        if (row.usage.spend30Days == Money())
            return row.usage.isPartlyUnpriced ? Tr::tr("unpriced") : QString();
        return Formats::money(row.usage.spend30Days);
    default:
        return {};
    }
}

QVariant ProviderModel::tone(const Row &row, int column)
{
    if (column == HealthColumn)
        return QVariant::fromValue(toneOf(stateOf(row)));
    if (column == ErrorsColumn && row.health.failures > 0)
        return QVariant::fromValue(errorShare(row.health) >= 0.2 ? Tone::Error : Tone::Warning);
    if (column == KeysColumn && row.usableCredentials < row.credentials)
        return QVariant::fromValue(Tone::Warning);
    return {};
}

QVariant ProviderModel::toolTip(const Row &row, int column)
{
    switch (column) {
    case HealthColumn:
        if (row.health.attempts > 0) {
            return Tr::tr("%1 of %2 attempts failed in the last 5 minutes")
                .arg(Formats::count(row.health.failures), Formats::count(row.health.attempts));
        }
        return Tr::tr("No attempt in the last 5 minutes");
    case NameColumn:
        return row.provider.name;
    case AddressColumn:
        return baseUrlOf(row.provider);
    case StripColumn: {
        qint64 requests = 0;
        qint64 failures = 0;
        for (const HalfHour &cell : row.usage.strip) {
            requests += cell.requests;
            failures += cell.failures;
        }
        if (requests == 0)
            return Tr::tr("No traffic in the last 24 hours");
        return Tr::tr("Last 24 hours: %1 requests, %2 failed").arg(Formats::count(requests), Formats::count(failures));
    }
    case EnabledColumn:
        return row.provider.enabled ? Tr::tr("Requests are sent here") : Tr::tr("No request is sent here");
    default:
        return {};
    }
}

QVariant ProviderModel::sortValue(const Row &row, int column)
{
    switch (column) {
    case HealthColumn:
        return static_cast<int>(stateOf(row));
    case KeysColumn:
        return row.credentials;
    case ModelsColumn:
        return row.models;
    case StripColumn: {
        qint64 requests = 0;
        for (const HalfHour &cell : row.usage.strip)
            requests += cell.requests;
        return requests;
    }
    case LatencyColumn:
        return row.usage.p95 ? qint64{row.usage.p95->count()} : qint64{-1};
    case ErrorsColumn:
        return row.health.attempts > 0 ? errorShare(row.health) : -1.0;
    case SpendColumn:
        return row.usage.spend30Days.nanos();
    case EnabledColumn:
        return row.provider.enabled ? 1 : 0;
    default:
        return text(row, column).toString().toCaseFolded();
    }
}

bool ProviderModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != EnabledColumn || role != Qt::CheckStateRole)
        return false;
    emit enableRequested(m_rows[static_cast<std::size_t>(index.row())].provider.id, value.toInt() == Qt::Checked);
    return false; // the configuration decides
}

Qt::ItemFlags ProviderModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == EnabledColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant ProviderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= KeysColumn && section != StripColumn && section != EnabledColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case HealthColumn:
        return Tr::tr("Health");
    case NameColumn:
        return Tr::tr("Name");
    case TypeColumn:
        return Tr::tr("Type");
    case AddressColumn:
        return Tr::tr("Address");
    case KeysColumn:
        return Tr::tr("Keys");
    case ModelsColumn:
        return Tr::tr("Models");
    case StripColumn:
        return Tr::tr("24 h");
    case LatencyColumn:
        return Tr::tr("p95, 24 h");
    case ErrorsColumn:
        return Tr::tr("Errors, 5 min");
    case SpendColumn:
        return Tr::tr("Spend, 30 d");
    case EnabledColumn:
        return Tr::tr("On");
    default:
        return {};
    }
}

} // namespace Gatehouse::Ui
