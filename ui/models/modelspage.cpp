// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelspage.h"

#include "gateway/core/config/snapshot.h"
#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/emptystate.h"
#include "ui/common/formats.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/pageheader.h"
#include "ui/common/questions.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/models/pricecalculation.h"
#include "ui/models/priceform.h"
#include "ui/models/pricemodel.h"
#include "ui/models/priceproxymodel.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "resources/resources.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days UsageSpan{30};
constexpr int MostTokens = 100'000'000;
enum Pages { EmptyPage, TablePage };

QSpinBox *makeTokens(const QString &name, int value, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(0, MostTokens);
    box->setGroupSeparatorShown(true);
    box->setSingleStep(1000);
    box->setValue(value);
    box->setAccessibleName(name);
    return box;
}

} // namespace

ModelsPage::ModelsPage(const Context &context, QWidget *parent)
    : Page(context, u"page.models"_s, Tr::tr("Models & Prices"), parent)
    , m_model(new PriceModel(this))
    , m_proxy(new PriceProxyModel(this))
    , m_header(new PageHeader(title(), this))
    , m_filter(new QLineEdit(this))
    , m_count(makeSecondary({}, this))
    , m_unpriced(makeChip(Tr::tr("Unpriced"), this))
    , m_message(new InlineMessage(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new TableView(this))
    , m_edit(makeSmallButton(Tr::tr("Set price…"), u"edit"_s, this))
    , m_reset(makeSmallButton(Tr::tr("Reset to price list"), u"undo"_s, this))
    , m_requests(makeSmallButton(Tr::tr("View requests"), u"requests"_s, this))
{
    build();
    connect(&context.control, &Engine::Control::configurationChanged, this, [this] {
        if (isActive())
            updateFromConfiguration();
    });
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &PriceProxyModel::setText);
    connect(m_unpriced, &QToolButton::toggled, m_proxy, &PriceProxyModel::setOnlyUnpriced);
    connect(m_table, &TableView::rowActivated, this, &ModelsPage::editPrice);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModelsPage::updateSelection);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ModelsPage::updateSelection);
    connect(m_edit, &QPushButton::clicked, this, &ModelsPage::editPrice);
    connect(m_reset, &QPushButton::clicked, this, &ModelsPage::resetPrice);
    connect(m_requests, &QPushButton::clicked, this, &ModelsPage::viewRequests);
    updateSelection();
}

ModelsPage::~ModelsPage() = default;

void ModelsPage::build()
{
    m_proxy->setSourceModel(m_model);
    m_filter->setObjectName(u"models.filter"_s);
    m_filter->setPlaceholderText(Tr::tr("Filter models"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(220);
    m_unpriced->setObjectName(u"models.unpriced"_s);
    m_edit->setObjectName(u"models.edit"_s);
    m_reset->setObjectName(u"models.reset"_s);
    m_requests->setObjectName(u"models.requests"_s);
    m_header->addScope(m_filter);
    m_header->addScope(m_unpriced);
    m_filter->setMinimumWidth(120);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::PageEdge, Metrics::Gap);
    bar->setSpacing(Metrics::Gap);
    bar->addWidget(m_count);
    bar->addStretch(1);
    for (QPushButton *button : {m_requests, m_reset, m_edit})
        bar->addWidget(button);
    m_message->clear();

    m_table->setObjectName(u"models.table"_s);
    m_table->setAccessibleName(Tr::tr("Models and their prices"));
    m_table->setModel(m_proxy);
    m_table->setRowHeight(Metrics::EditedRow);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnKind(PriceModel::SourceColumn, CellDelegate::Kind::Badge);
    m_table->setColumnWidths({260, 140, 96, 100, 104, 132, 100, 116, 116}, PriceModel::ModelColumn);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(PriceModel::SpendColumn, Qt::DescendingOrder);
    auto *empty = new EmptyState(m_pages);
    empty->setContent(u"tag"_s, Tr::tr("No models yet"),
                      Tr::tr("Models come with a provider, or appear here when they are asked for."));
    connect(empty->addPrimaryButton(Tr::tr("Go to Providers"), u"providers"_s), &QPushButton::clicked, this,
            [this] { emit openPage(u"page.providers"_s); });
    m_pages->addWidget(empty);
    m_pages->addWidget(m_table);

    auto *messageLine = new QHBoxLayout;
    messageLine->setContentsMargins(Metrics::PageEdge, 0, Metrics::PageEdge, 0);
    messageLine->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(messageLine);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);
    layout->addWidget(makeHorizontalLine(this));
    layout->addWidget(makeCalculator());
}

QWidget *ModelsPage::makeCalculator()
{
    auto *strip = new QWidget(this);
    m_chosen = makeSectionTitle({}, strip);
    m_input = makeTokens(Tr::tr("Input tokens"), 10'000, strip);
    m_cached = makeTokens(Tr::tr("Of them from cache"), 0, strip);
    m_output = makeTokens(Tr::tr("Output tokens"), 1'000, strip);
    m_result = new QLabel(strip);
    m_result->setObjectName(u"models.result"_s);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->setWordWrap(true);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(Metrics::Gap);
    for (QSpinBox *box : {m_input, m_cached, m_output}) {
        fields->addWidget(makeSecondary(box->accessibleName(), strip));
        fields->addWidget(box);
        fields->addSpacing(Metrics::Gap);
        connect(box, &QSpinBox::valueChanged, this, &ModelsPage::updateCalculation);
    }
    fields->addStretch(1);
    auto *layout = new QVBoxLayout(strip);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::Gap, Metrics::PageEdge, Metrics::GroupGap);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_chosen);
    layout->addLayout(fields);
    layout->addWidget(m_result);
    return strip;
}

void ModelsPage::updateFromConfiguration()
{
    if (!m_catalog) {
        auto catalog = Llm::PriceCatalog::parse(Resources::priceCatalog());
        if (!catalog) {
            m_message->showMessage(Tone::Error, Tr::tr("The price list cannot be read."),
                                   Formats::error(catalog.error()));
            return;
        }
        m_catalog = *catalog;
    }
    auto snapshot = Snapshot::create(context().control.configuration(), nullptr, m_catalog);
    if (!snapshot) {
        m_message->showMessage(Tone::Error, Tr::tr("The configuration contradicts itself."),
                               Formats::error(snapshot.error()));
        return;
    }
    m_model->setSnapshot(*snapshot, context().clock.now());
    updateState();
}

void ModelsPage::askUsage()
{
    const Timestamp now = context().clock.now();
    const Store::SeriesQuery query{.from = now - UsageSpan,
                                   .to = now,
                                   .bucket = Store::Bucket::Day,
                                   .groupBy = Store::GroupBy::Model,
                                   .clients = {}};
    context().questions.groups(this, query, [this](const Result<QList<Store::GroupTotals>> &groups) {
        if (!groups) {
            m_message->showMessage(Tone::Error, Tr::tr("What the models were used for cannot be read."),
                                   Formats::error(groups.error()));
            return;
        }
        m_model->setUsage(*groups);
        updateState();
    });
}

void ModelsPage::updateState()
{
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? TablePage : EmptyPage);
    const int unpriced = m_model->unpricedCount();
    m_count->setText(Tr::tr("%n model(s)", nullptr, m_model->rowCount()));
    setChipCount(m_unpriced, Tr::tr("Unpriced"), unpriced);
    int used = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const PricedRow *priced = m_model->row(row);
        used += priced->source == PriceSource::None && priced->requests > 0 ? 1 : 0;
    }
    if (used > 0) {
        m_message->showMessage(Tone::Warning,
                               Tr::tr("%n model(s) without a price were used in the last 30 days.", nullptr, used),
                               Tr::tr("Their cost is not in any figure, and hard budgets refuse them."));
        connect(m_message->addButton(Tr::tr("Show")), &QPushButton::clicked, this,
                [this] { m_unpriced->setChecked(true); });
    }
    updateSelection();
}

const PricedRow *ModelsPage::selected() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_model->row(m_proxy->mapToSource(index).row()) : nullptr;
}

void ModelsPage::updateSelection()
{
    const PricedRow *row = selected();
    m_edit->setEnabled(row != nullptr);
    m_requests->setEnabled(row != nullptr && row->requests > 0);
    m_reset->setEnabled(row != nullptr && row->source == PriceSource::Own);
    updateCalculation();
}

void ModelsPage::updateCalculation()
{
    const PricedRow *row = selected();
    m_chosen->setText(row ? Tr::tr("What %1 at %2 costs").arg(row->model, row->provider)
                          : Tr::tr("What a request costs"));
    m_cached->setMaximum(m_input->value());
    if (!row) {
        m_result->setText(Tr::tr("Choose a model."));
        return;
    }
    const PriceCalculation calculation{
        .input = m_input->value(), .cached = m_cached->value(), .output = m_output->value()};
    m_result->setText(row->price ? calculation.sentence(*row->price)
                                 : Tr::tr("Nobody knows the price of this model. Set one."));
}

void ModelsPage::editPrice()
{
    const PricedRow *row = selected();
    if (!row)
        return;
    auto *form = new PriceForm(context().control, context().clock, *row, this);
    form->open();
}

// Takes back every price of the administrator's own for this model at this provider; Undo brings them back.
void ModelsPage::resetPrice()
{
    const PricedRow *row = selected();
    if (!row || !row->own)
        return;
    QList<Change> removals;
    QList<Change> again;
    for (PriceOverride own : context().control.configuration().prices) {
        if (own.model != row->model || own.providerId != row->own->providerId)
            continue;
        removals.append(removeChange(EntityKind::Price, own.id));
        own.id = 0;
        again.append(putChange(own));
    }
    const auto apply = [this](const QList<Change> &changes) {
        context().control.apply(changes, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
            if (self && !result)
                self->m_message->showMessage(Tone::Error, Tr::tr("The price was not changed."),
                                             Formats::error(result.error()));
        });
    };
    apply(removals);
    emit notice(Tr::tr("“%1” has the price of the list again").arg(row->model), [self = QPointer(this), apply, again] {
        if (self)
            apply(again);
    });
}

void ModelsPage::viewRequests()
{
    if (const PricedRow *row = selected()) {
        Store::RequestFilter filter;
        filter.model = row->model;
        emit openRequests(filter);
    }
}

void ModelsPage::reload()
{
    updateFromConfiguration();
    askUsage();
}

void ModelsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

QVariantMap ModelsPage::saveState() const
{
    return {{u"table"_s, m_table->headerState()}};
}

void ModelsPage::restoreState(const QVariantMap &state)
{
    m_table->restoreHeaderState(state.value(u"table"_s).toByteArray());
}

void ModelsPage::preparePicture()
{
    if (m_proxy->rowCount() > 0)
        m_table->setCurrentIndex(m_proxy->index(0, 0));
}

void ModelsPage::activate()
{
    reload();
}

} // namespace Gatehouse::Ui
