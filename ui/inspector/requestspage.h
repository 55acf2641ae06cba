// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/engine/control.h"
#include "ui/common/page.h"
#include "ui/common/timerange.h"
#include "ui/inspector/entitynames.h"

#include <QTimer>

class QLabel;
class QHBoxLayout;
class QSplitter;
class QStringListModel;
class QToolButton;
class QVBoxLayout;

namespace Gatehouse::Ui {

class FilterEdit;
class HistogramStrip;
class PriceBook;
class RangeSelector;
class RequestDetailPanel;
class RequestList;
class RequestModel;

// Every request there was and is: filter, density over time, table, detail. GUI only; owned by the window.
class RequestsPage final : public Page
{
    Q_OBJECT
public:
    explicit RequestsPage(const Context &context, QWidget *parent = nullptr);
    ~RequestsPage() override;

    void reload() override;
    void focusFilter() override;
    void focusRange() override;
    void toggleLive() override;
    void showRequests(const Store::RequestFilter &filter) override;
    void showEntity(qint64 id) override; // a client
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    void preparePicture() override;

    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const;

protected:
    void activate() override;
    void deactivate() override;
    void changeEvent(QEvent *event) override;

private:
    enum Chip : quint8 { ErrorsChip, SlowChip, ExpensiveChip, InFlightChip, UnpricedChip, ChipCount };

    void buildHeader(QVBoxLayout *layout);
    void buildFilter(QVBoxLayout *layout);
    void buildChips(QHBoxLayout *line);
    void connectList();

    void takeConfiguration();
    void takeLive(const Engine::LiveBatch &batch);
    enum class Reading : quint8 { IfChanged, Anew };
    void applyFilter(Reading reading = Reading::IfChanged);
    void showDetail(const Store::RequestDetail &detail);
    void askNumbers(); // histogram, counts
    void takeSeries(const QList<Store::SeriesPoint> &points);
    void askCount(std::optional<Chip> chip);
    void showEcho();
    void tellScope(); // to the list's empty states
    void selectionChanged(int count);
    void askDetail();
    void addCondition(const QString &condition);
    void toggleChip(Chip chip, bool isOn);
    [[nodiscard]] QString chipCondition(Chip chip) const;
    void proposeWords();
    void copyText(const QString &text);
    [[nodiscard]] TimeSpan span() const;

    RequestModel *m_model;
    RequestList *m_list;
    EntityNames m_names;
    RangeSelector *m_range;
    QToolButton *m_follow;
    FilterEdit *m_filter = nullptr;
    QStringListModel *m_words;
    QLabel *m_echo;
    QToolButton *m_fix; // "Use client": puts the suggestion in
    QLabel *m_count;
    std::array<QToolButton *, ChipCount> m_chips = {};
    HistogramStrip *m_histogram;
    QSplitter *m_splitter;
    RequestDetailPanel *m_detail;
    QTimer m_tick;
    QTimer m_numbersTimer;
    std::optional<TimeSpan> m_chosenSpan; // dragged in the histogram
    std::optional<qint64> m_matching;
    std::optional<qint64> m_inRange;
    std::optional<std::chrono::microseconds> m_slow;
    std::unique_ptr<PriceBook> m_prices;
    std::optional<std::pair<QString, std::pair<TimeRange, std::optional<TimeSpan>>>> m_applied;
    quint64 m_detailGeneration = 0;
    quint64 m_numbersGeneration = 0;
};

} // namespace Gatehouse::Ui
