// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/requestspage.h"

#include "ui/common/buttons.h"
#include "ui/common/filteredit.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/pageheader.h"
#include "ui/common/questions.h"
#include "ui/common/rangeselector.h"
#include "ui/common/theme.h"
#include "ui/inspector/curlcommand.h"
#include "ui/inspector/detail/requestdetailpanel.h"
#include "ui/inspector/filter/filtercompletion.h"
#include "ui/inspector/filter/filterecho.h"
#include "ui/inspector/filter/filterparser.h"
#include "ui/inspector/filter/filtertext.h"
#include "ui/inspector/filter/filtervalues.h"
#include "ui/inspector/filtercolouring.h"
#include "ui/inspector/histogramstrip.h"
#include "ui/inspector/pricebook.h"
#include "ui/inspector/requestlist.h"
#include "ui/inspector/requestmodel.h"
#include "ui/tr.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QCompleter>
#include <QLabel>
#include <QSplitter>
#include <QStringListModel>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 CountLimit = 100'000; // a count stops there and says "over"
constexpr auto NumbersPause = 2s;      // live traffic asks for the histogram at most so often
constexpr auto ExpensiveFrom = "$0.05"_L1;

// "14:02–14:31", or the days where a span is longer than one.
QString spanText(Timestamp from, Timestamp to)
{
    const bool isLong = to - from >= std::chrono::days(1);
    return Tr::tr("%1–%2").arg(isLong ? Formats::day(from) : Formats::clockTime(from),
                               isLong ? Formats::day(to) : Formats::clockTime(to));
}

QString countText(qint64 count)
{
    return count >= CountLimit ? Tr::tr("over %1").arg(Formats::count(CountLimit)) : Formats::count(count);
}

} // namespace

RequestsPage::RequestsPage(const Context &context, QWidget *parent)
    : Page(context, u"page.requests"_s, Tr::tr("Requests"), parent)
    , m_model(new RequestModel(context.questions, context.clock, this))
    , m_list(new RequestList(m_model, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHeader(layout);
    buildFilter(layout);
    m_detail = new RequestDetailPanel(this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_detail);
    m_splitter->setSizes({300, 340});
    m_splitter->setStretchFactor(0, 1);
    layout->addWidget(m_splitter, 1);
    m_detail->hide();

    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, m_model, &RequestModel::tick);
    m_numbersTimer.setSingleShot(true);
    m_numbersTimer.setInterval(NumbersPause);
    connect(&m_numbersTimer, &QTimer::timeout, this, [this] {
        if (m_list->isFollowing() && m_list->takeMissed())
            applyFilter(Reading::Anew);
        else
            askNumbers();
    });
    connect(&context.control, &Engine::Control::configurationChanged, this, &RequestsPage::takeConfiguration);
    connect(&context.control, &Engine::Control::live, this, &RequestsPage::takeLive);
    connectList();
    takeConfiguration();
}

RequestsPage::~RequestsPage() = default;

void RequestsPage::buildHeader(QVBoxLayout *layout)
{
    auto *header = new PageHeader(title(), this);
    m_range = new RangeSelector({TimeRange::QuarterHour, TimeRange::Hour, TimeRange::SixHours, TimeRange::Day,
                                 TimeRange::Week, TimeRange::Thirty},
                                this);
    m_range->setRange(TimeRange::SixHours);
    m_follow = new QToolButton(this);
    m_follow->setText(Tr::tr("Follow"));
    m_follow->setIcon(Icons::icon(u"down"_s));
    m_follow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setToolTip(Tr::tr("Show new requests at the top as they come (Ctrl+Shift+L)"));
    QToolButton *refresh = makeIconButton(u"refresh"_s, Tr::tr("Read again (F5)"), this);
    header->addAction(m_range);
    header->addSeparator();
    header->addAction(m_follow);
    header->addAction(refresh);
    layout->addWidget(header);
    connect(m_range, &RangeSelector::rangeChanged, this, [this] {
        m_chosenSpan.reset();
        applyFilter();
    });
    connect(refresh, &QToolButton::clicked, this, &RequestsPage::reload);
}

void RequestsPage::buildFilter(QVBoxLayout *layout)
{
    auto *box = new QVBoxLayout;
    box->setContentsMargins(Metrics::PageEdge, Metrics::Gap + 2, Metrics::PageEdge, Metrics::Gap);
    box->setSpacing(6);
    m_filter = new FilterEdit(this);
    m_filter->setFont(Fonts::fixed());
    m_filter->setPlaceholderText(Tr::tr("Filter, e.g. cost>$0.05 status:error"));
    box->addWidget(m_filter);
    auto *line = new QHBoxLayout;
    line->setSpacing(Metrics::Gap);
    m_echo = makeSecondary({}, this);
    m_echo->setTextFormat(Qt::PlainText);
    m_fix = makeLink({}, this);
    m_fix->hide();
    m_count = makeSecondary({}, this);
    line->addWidget(m_echo);
    line->addWidget(m_fix);
    line->addWidget(m_count);
    line->addStretch();
    buildChips(line);
    box->addLayout(line);
    m_histogram = new HistogramStrip(this);
    box->addWidget(m_histogram);
    layout->addLayout(box);

    m_words = new QStringListModel(this);
    auto *completer = new QCompleter(m_words, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    // Before the completer's own connection: the list must be the new one when it opens.
    connect(m_filter, &QLineEdit::textEdited, this, &RequestsPage::proposeWords);
    connect(m_filter, &QLineEdit::cursorPositionChanged, this, &RequestsPage::proposeWords);
    m_filter->setWordCompleter(completer);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { colourFilter(m_filter, {}); });
    connect(m_filter, &FilterEdit::filterEdited, this, [this] { applyFilter(); });
    connect(m_histogram, &HistogramStrip::rangeChosen, this, [this](Timestamp from, Timestamp to) {
        m_chosenSpan = TimeSpan{from, to};
        applyFilter();
    });
}

void RequestsPage::buildChips(QHBoxLayout *line)
{
    const std::array<QString, ChipCount> names = {Tr::tr("Errors"), Tr::tr("Slow"), Tr::tr("Expensive"),
                                                  Tr::tr("In flight"), Tr::tr("Unpriced")};
    for (std::size_t i = 0; i < ChipCount; ++i) {
        m_chips[i] = makeChip(names[i], this);
        line->addWidget(m_chips[i]);
        connect(m_chips[i], &QToolButton::clicked, this, [this, i](bool isOn) { toggleChip(Chip(i), isOn); });
    }
    m_chips[SlowChip]->setToolTip(Tr::tr("Slower than 95 of 100 requests in this range"));
    m_chips[ExpensiveChip]->setToolTip(Tr::tr("Costs %1 and more").arg(ExpensiveFrom));
    m_chips[SlowChip]->setEnabled(false); // until the range has latencies
}

void RequestsPage::connectList()
{
    connect(m_follow, &QToolButton::toggled, m_list, &RequestList::setFollow);
    connect(m_list, &RequestList::followChanged, m_follow, &QToolButton::setChecked);
    connect(m_list, &RequestList::selectionChanged, this, &RequestsPage::selectionChanged);
    connect(m_list, &RequestList::shownEnded, this, &RequestsPage::askDetail);
    connect(m_list, &RequestList::visibleRangeChanged, m_histogram, &HistogramStrip::setVisibleRange);
    connect(m_list, &RequestList::clearFilterRequested, m_filter, &QLineEdit::clear);
    connect(m_list, &RequestList::widenRequested, this, [this] {
        m_chosenSpan.reset();
        m_range->setRange(TimeRange::Thirty);
        applyFilter();
    });
    connect(m_list, &RequestList::conditionChosen, this, &RequestsPage::addCondition);
    connect(m_list, &RequestList::copyRequested, this, &RequestsPage::copyText);
    connect(m_list, &RequestList::curlRequested, this, [this](const Store::RequestRecord &request) {
        context().questions.request(this, request.id, [this, request](Result<Store::RequestDetail> detail) {
            copyText(curlCommand(request, context().control.status().address,
                                 detail ? detail->bodies : QList<Store::StoredBody>()));
        });
    });
    connect(m_detail, &RequestDetailPanel::closed, this, [this] {
        m_list->clearSelection();
        m_detail->hide();
        m_list->focusTable();
    });
}

void RequestsPage::activate()
{
    m_tick.start();
    applyFilter(Reading::Anew);
}

void RequestsPage::deactivate()
{
    m_tick.stop();
    m_numbersTimer.stop();
}

void RequestsPage::reload()
{
    applyFilter(Reading::Anew);
}

void RequestsPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_filter)
        applyFilter(); // the words of the filter have colours of the other scheme
}

void RequestsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RequestsPage::focusRange()
{
    m_range->setFocus(Qt::ShortcutFocusReason);
}

void RequestsPage::toggleLive()
{
    m_follow->toggle();
}

void RequestsPage::takeConfiguration()
{
    m_names = EntityNames(context().control.configuration());
    m_prices = std::make_unique<PriceBook>(context().control.configuration());
    m_model->setNames(m_names);
    proposeWords();
}

void RequestsPage::takeLive(const Engine::LiveBatch &batch)
{
    m_list->keepRunning(batch);
    if (!isActive())
        return; // activate() reads everything anew
    if (!m_chosenSpan)
        m_model->takeLive(batch);
    setChipCount(m_chips[InFlightChip], Tr::tr("In flight"), context().control.status().inFlight);
    if (!m_numbersTimer.isActive())
        m_numbersTimer.start();
}

void RequestsPage::setFilterText(const QString &text)
{
    m_filter->setText(text);
    applyFilter();
}

QString RequestsPage::filterText() const
{
    return m_filter->text();
}

// Another page shows what lies behind one of its numbers.
void RequestsPage::showRequests(const Store::RequestFilter &filter)
{
    m_chosenSpan.reset();
    if (filter.from)
        m_chosenSpan = TimeSpan{*filter.from, filter.to.value_or(context().clock.now())};
    setFilterText(filterTextOf(filter, m_names));
}

void RequestsPage::showEntity(qint64 id)
{
    if (const QString client = m_names.client(id); !client.isEmpty())
        setFilterText("client:"_L1 % quotedFilterValue(client));
}

QVariantMap RequestsPage::saveState() const
{
    return {{u"filter"_s, m_filter->text()},
            {u"range"_s, int(m_range->range())},
            {u"header"_s, m_list->headerState()},
            {u"splitter"_s, m_splitter->saveState()},
            {u"tab"_s, m_detail->currentTab()}};
}

void RequestsPage::restoreState(const QVariantMap &state)
{
    m_filter->setText(state.value(u"filter"_s).toString());
    if (const QVariant range = state.value(u"range"_s); range.isValid())
        m_range->setRange(TimeRange(std::clamp(range.toInt(), 0, int(TimeRange::Thirty))));
    m_list->restoreHeaderState(state.value(u"header"_s).toByteArray());
    m_splitter->restoreState(state.value(u"splitter"_s).toByteArray());
    m_detail->setCurrentTab(std::clamp(state.value(u"tab"_s).toInt(), 0, int(RequestDetailPanel::TimingTab)));
}

void RequestsPage::preparePicture()
{
    // The newest request with an answer shows most of the page.
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->row(row).state == Store::RequestState::Answered) {
            m_list->selectRow(row);
            return;
        }
    }
}

TimeSpan RequestsPage::span() const
{
    return m_chosenSpan ? *m_chosenSpan : timeSpan(m_range->range(), context().clock.now());
}

void RequestsPage::applyFilter(Reading reading)
{
    const QDateTime now = Formats::local(context().clock.now());
    const auto parsed = parseFilter(m_filter->text(), now);
    m_fix->disconnect(this);
    m_fix->setVisible(!parsed && !parsed.error().replacement.isEmpty());
    if (!parsed) {
        const FilterError error = parsed.error();
        m_filter->setState(FilterEdit::State::Invalid, error.message);
        colourFilter(m_filter, error.range);
        m_echo->setText(error.message);
        m_count->clear();
        m_fix->setText(Tr::tr("Use %1").arg(error.replacement));
        connect(m_fix, &QToolButton::clicked, this, [this, error] {
            setFilterText(m_filter->text().replace(error.range.start, error.range.length, error.replacement));
        });
        return; // the rows of the last good filter stay
    }
    m_filter->setState(m_filter->text().trimmed().isEmpty() ? FilterEdit::State::Empty : FilterEdit::State::Valid,
                       filterInWords(*parsed));
    colourFilter(m_filter, {});
    for (std::size_t i = 0; i < ChipCount; ++i) {
        const QString condition = chipCondition(Chip(i));
        m_chips[i]->setChecked(!condition.isEmpty() && m_filter->text().split(u' ').contains(condition));
    }
    const auto wanted = std::pair(m_filter->text(), std::pair(m_range->range(), m_chosenSpan));
    if (!isActive() || (reading == Reading::IfChanged && m_applied == wanted))
        return;
    m_applied = wanted;
    m_list->setShowsRunning(!m_chosenSpan);
    // An open range has no end, so that live rows are inside of it.
    m_model->setFilter(FilterMatcher(*parsed, m_names), span().from,
                       m_chosenSpan ? std::optional(m_chosenSpan->to) : std::nullopt);
    m_matching.reset();
    tellScope();
    askNumbers();
}

void RequestsPage::askNumbers()
{
    ++m_numbersGeneration;
    const TimeSpan now = span();
    Store::SeriesQuery query;
    query.from = now.from;
    query.to = now.to;
    const auto length = now.to - now.from;
    query.bucket = length > 48h ? Store::Bucket::Hour : Store::Bucket::Minute;
    query.clients = m_model->filter().narrowed().clients;
    context().questions.series(this, query,
                               [this, now, generation = m_numbersGeneration](Result<QList<Store::SeriesPoint>> points) {
                                   if (generation != m_numbersGeneration || !points)
                                       return;
                                   m_histogram->setSeries(*points, now.from, now.to);
                                   takeSeries(*points);
                                   m_list->showVisibleRange();
                               });
    if (m_model->filter().isExact() && !m_model->filter().isImpossible())
        askCount({});
    else
        showEcho();
}

void RequestsPage::takeSeries(const QList<Store::SeriesPoint> &points)
{
    Store::LatencyHistogram latency;
    qint64 requests = 0;
    for (const Store::SeriesPoint &point : points) {
        latency.merge(point.totals.latency);
        requests += point.totals.requests;
    }
    m_inRange = requests;
    m_slow = latency.percentile(0.95);
    m_chips[SlowChip]->setEnabled(m_slow.has_value());
    for (const Chip chip : {ErrorsChip, SlowChip, ExpensiveChip, UnpricedChip})
        askCount(chip);
    setChipCount(m_chips[InFlightChip], Tr::tr("In flight"), context().control.status().inFlight);
    showEcho();
}

void RequestsPage::askCount(std::optional<Chip> chip)
{
    Store::RequestFilter filter = m_model->storeFilter();
    if (chip) {
        const QDateTime now = Formats::local(context().clock.now());
        const auto parsed = parseFilter(chipCondition(*chip), now);
        if (!parsed || chipCondition(*chip).isEmpty())
            return;
        filter = FilterMatcher(*parsed, m_names).narrowed();
        filter.from = span().from;
    }
    context().questions.countRequests(
        this, filter, CountLimit, [this, chip, generation = m_numbersGeneration](Result<qint64> count) {
            if (generation != m_numbersGeneration || !count)
                return;
            if (!chip) {
                m_matching = *count;
                showEcho();
                return;
            }
            static constexpr std::array<const char *, ChipCount> names = {
                QT_TRANSLATE_NOOP("Gatehouse", "Errors"), QT_TRANSLATE_NOOP("Gatehouse", "Slow"),
                QT_TRANSLATE_NOOP("Gatehouse", "Expensive"), QT_TRANSLATE_NOOP("Gatehouse", "In flight"),
                QT_TRANSLATE_NOOP("Gatehouse", "Unpriced")};
            setChipCount(m_chips[*chip], Tr::tr(names[*chip]), *count);
        });
}

void RequestsPage::showEcho()
{
    if (m_filter->state() == FilterEdit::State::Invalid)
        return;
    m_echo->setText(filterInWords(m_model->filter().filter()));
    m_echo->setVisible(!m_echo->text().isEmpty());
    const QString range = m_chosenSpan ? spanText(m_chosenSpan->from, m_chosenSpan->to) : rangeName(m_range->range());
    if (m_matching)
        m_count->setText(
            m_inRange && *m_inRange > *m_matching
                ? Tr::tr("%1 of %2 requests in %3").arg(countText(*m_matching), Formats::count(*m_inRange), range)
                : Tr::tr("%1 request(s) in %2", nullptr, *m_matching == 1 ? 1 : 2).arg(countText(*m_matching), range));
    else if (m_inRange)
        m_count->setText(Tr::tr("among %1 request(s) in %2", nullptr, *m_inRange == 1 ? 1 : 2)
                             .arg(Formats::count(*m_inRange), range));
    tellScope();
}

void RequestsPage::tellScope()
{
    m_list->setScope({.hasFilter = m_model->filter().filter().kind != FilterNode::Kind::All || m_chosenSpan,
                      .isWidest = m_range->range() == TimeRange::Thirty && !m_chosenSpan,
                      .inRange = m_inRange});
}

void RequestsPage::selectionChanged(int count)
{
    if (count == 0)
        m_detail->hide();
    else if (count > 1)
        m_detail->showMessage(Tr::tr("%n request(s) selected", nullptr, count));
    else
        m_detail->show();
    askDetail();
}

void RequestsPage::askDetail()
{
    const quint64 generation = ++m_detailGeneration;
    const std::optional<RequestId> shown = m_list->shown();
    if (!shown)
        return;
    context().questions.request(this, *shown, [this, generation, shown](Result<Store::RequestDetail> detail) {
        if (generation != m_detailGeneration)
            return;
        if (detail) {
            showDetail(*detail);
            return;
        }
        const int row = m_model->rowOf(*shown);
        if (row >= 0 && m_model->row(row).state == Store::RequestState::Running) {
            Store::RequestDetail running;
            running.request = m_model->row(row);
            showDetail(running); // the rest is stored when it ends
        } else {
            m_detail->showMessage(Formats::error(detail.error()));
        }
    });
}

void RequestsPage::showDetail(const Store::RequestDetail &detail)
{
    std::optional<Llm::Price> price;
    for (const Store::LedgerEntry &charge : detail.ledger) {
        if (charge.pricing == Store::Pricing::Priced)
            price = m_prices->priceOf(charge, detail.request);
    }
    m_detail->showDetail(detail, m_names, price);
}

void RequestsPage::copyText(const QString &text)
{
    QApplication::clipboard()->setText(text);
    emit notice(Tr::tr("Copied"));
}

void RequestsPage::addCondition(const QString &condition)
{
    const QString before = m_filter->text().trimmed();
    if (before.isEmpty()) {
        setFilterText(condition);
        return;
    }
    // "a or b" and one more condition: the old ones stay together.
    const auto parsed = parseFilter(before, Formats::local(context().clock.now()));
    const bool isAny = parsed && parsed->kind == FilterNode::Kind::Or;
    setFilterText(isAny ? QString(u'(' % before % u") "_s % condition) : QString(before % u' ' % condition));
}

QString RequestsPage::chipCondition(Chip chip) const
{
    switch (chip) {
    case ErrorsChip:
        return u"status:error"_s;
    case SlowChip:
        return m_slow ? QString("latency>"_L1 % QString::number(m_slow->count() / 1000) % "ms"_L1) : QString();
    case ExpensiveChip:
        return QString("cost>="_L1 % ExpensiveFrom);
    case InFlightChip:
        return u"state:running"_s;
    default:
        return u"priced:no"_s;
    }
}

void RequestsPage::toggleChip(Chip chip, bool isOn)
{
    const QString condition = chipCondition(chip);
    if (isOn) {
        addCondition(condition);
        return;
    }
    QStringList words = m_filter->text().split(u' ', Qt::SkipEmptyParts);
    words.removeAll(condition);
    setFilterText(words.join(u' '));
}

// The completer replaces the word before the cursor, so that each proposal is the whole of it.
void RequestsPage::proposeWords()
{
    const QString text = m_filter->text();
    const qsizetype cursor = m_filter->cursorPosition();
    const QString before = text.left(cursor);
    const qsizetype start = std::max(before.lastIndexOf(u' '), before.lastIndexOf(u'(')) + 1;
    QStringList words;
    for (const FilterProposal &proposal : filterProposals(text, cursor, m_names)) {
        if (proposal.replaced.start >= start)
            words.append(text.mid(start, proposal.replaced.start - start) + proposal.text);
    }
    m_words->setStringList(words);
}

} // namespace Gatehouse::Ui
