// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/detail/requestdetailpanel.h"

#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/inspector/attemptmodel.h"
#include "ui/inspector/body/bodyform.h"
#include "ui/inspector/body/conversation.h"
#include "ui/inspector/body/visibletext.h"
#include "ui/inspector/detail/bodyview.h"
#include "ui/inspector/detail/conversationview.h"
#include "ui/inspector/detail/sharedelegate.h"
#include "ui/inspector/detail/waterfalldelegate.h"
#include "ui/inspector/factsmodel.h"
#include "ui/tr.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <ranges>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int FactsWidth = 304;

// Of the last try that gave one, with room to wrap lines in.
QString rawUsage(const Store::RequestDetail &detail)
{
    for (const Store::LedgerEntry &entry : std::views::reverse(detail.ledger)) {
        if (!entry.rawUsage.isEmpty())
            return visibleLine(QString::fromUtf8(entry.rawUsage).simplified().replace(u","_s, u", "_s), 1000);
    }
    return {};
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

TableView *factsTable(FactsModel *model, QWidget *parent)
{
    auto *table = new TableView(parent);
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    return table;
}

// A table as high as its rows, so that words can stand right below it.
void fitToRows(TableView *table)
{
    const int rows = table->verticalHeader()->length() + table->horizontalHeader()->height() + 2;
    const int bar = table->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff ? 0 : 12;
    table->setMaximumHeight(rows + bar);
}

// Why a body is not there, and which setting decides it.
QString absence(const Store::RequestDetail &detail, const EntityNames &names)
{
    if (detail.request.state == Store::RequestState::Running)
        return Tr::tr("This request is still in flight. Its content is stored when it ends.");
    const auto client = names.clients().constFind(detail.request.clientId);
    if (client != names.clients().cend() && client->contentLevel == ContentLevel::None)
        return Tr::tr("Content was not stored: the content level of client %1 is “none” (Clients & Keys). "
                      "Tokens, cost and times are kept all the same.")
            .arg(visibleLine(client->name));
    if (detail.request.clientId == 0)
        return Tr::tr("Content was not stored: requests without a valid key leave none.");
    return Tr::tr("There is no content: it was never sent, or it is older than the days that content is kept "
                  "(Settings, content.days).");
}

QString tabTitle(const QString &title, const QString &count)
{
    return count.isEmpty() ? title : QString(title % u"  "_s % count);
}

} // namespace

RequestDetailPanel::RequestDetailPanel(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_outer(new QStackedWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_message(plainLabel({}, this))
    , m_request(new BodyView(this))
    , m_response(new BodyView(this))
    , m_attempts(new AttemptModel(this))
    , m_tokens(new FactsModel(this))
    , m_charges(new FactsModel(this))
    , m_timing(new FactsModel(this))
{
    m_message->setAlignment(Qt::AlignCenter);
    for (const QString &title : {Tr::tr("Conversation"), Tr::tr("Request"), Tr::tr("Response"), Tr::tr("Attempts"),
                                 Tr::tr("Cost && tokens"), Tr::tr("Timing")})
        m_tabs->addTab(title);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(Tr::tr("Parts of the request"));
    m_stack->addWidget(makeConversationTab());
    m_stack->addWidget(m_request);
    m_stack->addWidget(m_response);
    m_stack->addWidget(makeAttemptsTab());
    m_stack->addWidget(makeCostTab());
    m_stack->addWidget(makeTimingTab());
    auto *close = new QToolButton(this);
    close->setIcon(Icons::icon(u"close"_s));
    close->setToolTip(Tr::tr("Close the detail"));
    close->setAccessibleName(close->toolTip());
    close->setAutoRaise(true);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::GroupGap, 0, Metrics::GroupGap, 0);
    bar->addWidget(m_tabs);
    bar->addStretch();
    bar->addWidget(close);
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(makeHorizontalLine(page));
    layout->addWidget(m_stack, 1);
    m_outer->addWidget(m_message);
    m_outer->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_outer);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(close, &QToolButton::clicked, this, &RequestDetailPanel::closed);
}

QWidget *RequestDetailPanel::makeConversationTab()
{
    auto *tab = new QWidget(this);
    m_conversation = new ConversationView(tab);
    m_facts = new QWidget(tab);
    m_factsLayout = new QFormLayout(m_facts);
    m_factsLayout->setContentsMargins(Metrics::GroupGap, Metrics::GroupGap - 4, Metrics::GroupGap, Metrics::GroupGap);
    m_factsLayout->setHorizontalSpacing(Metrics::GroupGap);
    m_factsLayout->setVerticalSpacing(6);
    m_factsLayout->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *scroll = new QScrollArea(tab); // a low window scrolls, it does not squeeze the lines
    scroll->setWidget(m_facts);
    scroll->setWidgetResizable(true);
    scroll->setFixedWidth(FactsWidth);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QHBoxLayout(tab);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_conversation, 1);
    layout->addWidget(makeVerticalLine(tab));
    layout->addWidget(scroll);
    return tab;
}

QWidget *RequestDetailPanel::makeAttemptsTab()
{
    auto *tab = new QWidget(this);
    m_attemptTable = new TableView(tab);
    m_attemptTable->setModel(m_attempts);
    m_attemptTable->setItemDelegateForColumn(AttemptModel::Waterfall, new WaterfallDelegate(m_attemptTable));
    m_attemptTable->setRowHeight(Metrics::EditedRow);
    const QList<int> widths = {48, 120, 160, 100, 90, 320, 90, 80};
    for (int column = 0; column < widths.size(); ++column)
        m_attemptTable->setColumnWidth(column, widths.at(column));
    m_attemptTable->horizontalHeader()->setSectionResizeMode(AttemptModel::Waterfall, QHeaderView::Stretch);
    m_story = plainLabel({}, tab);
    m_story->setMargin(Metrics::GroupGap);
    auto *layout = new QVBoxLayout(tab);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_attemptTable, 1);
    layout->addWidget(m_story);
    layout->addStretch();
    return tab;
}

QWidget *RequestDetailPanel::makeCostTab()
{
    auto *tab = new QWidget(this);
    auto *layout = new QHBoxLayout(tab);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *tokens = factsTable(m_tokens, tab);
    tokens->setFixedWidth(480);
    layout->addWidget(tokens);
    layout->addWidget(makeVerticalLine(tab));
    auto *right = new QVBoxLayout;
    right->addWidget(factsTable(m_charges, tab), 1);
    m_costNote = plainLabel({}, tab);
    m_costNote->setMargin(Metrics::GroupGap);
    right->addWidget(m_costNote);
    right->addStretch();
    layout->addLayout(right, 1);
    return tab;
}

QWidget *RequestDetailPanel::makeTimingTab()
{
    auto *table = factsTable(m_timing, this);
    table->setItemDelegateForColumn(3, new ShareDelegate(table));
    return table;
}

void RequestDetailPanel::showMessage(const QString &text)
{
    m_message->setText(text);
    m_outer->setCurrentIndex(0);
}

int RequestDetailPanel::currentTab() const
{
    return m_tabs->currentIndex();
}

void RequestDetailPanel::setCurrentTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

void RequestDetailPanel::showDetail(const Store::RequestDetail &detail, const EntityNames &names,
                                    const std::optional<Llm::Price> &price)
{
    m_outer->setCurrentIndex(1);
    fillFacts(detail, names);
    fillBodies(detail, names);
    fillCost(detail, price);
    m_attempts->setRequest(detail, names);
    m_story->setText(m_attempts->story());
    fitToRows(m_attemptTable);
    m_tabs->setTabText(
        AttemptsTab,
        tabTitle(Tr::tr("Attempts"), detail.attempts.isEmpty() ? QString() : QString::number(detail.attempts.size())));
    m_timing->setRows({u"#"_s, Tr::tr("Stage"), Tr::tr("Time"), Tr::tr("Share")}, timingRows(detail.request), 2);
    auto *timing = qobject_cast<TableView *>(m_stack->widget(TimingTab));
    timing->setColumnWidth(0, 36);
    timing->setColumnWidth(1, 240);
    timing->setColumnWidth(2, 140);
    timing->horizontalHeader()->setStretchLastSection(true);
}

void RequestDetailPanel::fillBodies(const Store::RequestDetail &detail, const EntityNames &names)
{
    const Llm::Surface surface = detail.request.surface;
    const auto vendor = names.vendorDialect(detail.request.providerId, surface);
    Conversation conversation = conversationOf(detail, vendor);
    const QString answeredBy =
        detail.request.usedModel.isEmpty()
            ? QString()
            : Tr::tr("%1 via %2").arg(detail.request.usedModel, names.provider(detail.request.providerId));
    for (ConversationMessage &message : conversation.messages) {
        if (message.isAnswer && message.role == ConversationMessage::Role::Assistant)
            message.detail = answeredBy;
    }
    QString note;
    if (conversation.messages.isEmpty())
        note = absence(detail, names);
    else if (conversation.isCut)
        note =
            Tr::tr("A body was longer than what is kept of one (setting content.max_bytes); the rest is missing here.");
    m_conversation->setConversation(conversation, note);
    const auto part = [&detail](Store::BodyPart wanted) -> const Store::StoredBody * {
        for (const Store::StoredBody &body : detail.bodies) {
            if (body.body.part == wanted)
                return &body;
        }
        return nullptr;
    };
    const auto form = [&](const Store::StoredBody *body) {
        return body ? formOf(body->body, surface, vendor) : BodyForm();
    };
    const Store::StoredBody *request = requestBody(detail);
    const Store::StoredBody *answer = answerBody(detail);
    m_request->setBody(request, form(request), part(Store::BodyPart::ClientRequestHeaders), absence(detail, names));
    m_response->setBody(answer, form(answer), part(Store::BodyPart::UpstreamAnswerHeaders), absence(detail, names));
}

void RequestDetailPanel::addFact(const QString &name, const QString &value, bool isCode)
{
    if (value.isEmpty())
        return;
    QLabel *what = plainLabel(name, m_facts);
    what->setForegroundRole(QPalette::PlaceholderText);
    what->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    what->setFont(Fonts::secondary());
    QLabel *text = plainLabel(value, m_facts);
    text->setFont(isCode ? Fonts::fixedSmall() : Fonts::secondary());
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(name);
    m_factsLayout->addRow(what, text);
}

void RequestDetailPanel::fillFacts(const Store::RequestDetail &detail, const EntityNames &names)
{
    while (m_factsLayout->rowCount() > 0)
        m_factsLayout->removeRow(0);
    const Store::RequestRecord &request = detail.request;
    const QString key = names.key(request.keyId);
    addFact(Tr::tr("Request"), request.id.toString(), true);
    addFact(Tr::tr("Time"), Formats::fullTime(request.startedAt));
    addFact(Tr::tr("State"), Formats::requestState(request.state));
    addFact(Tr::tr("Error"), visibleLine(request.errorMessage, 500));
    addFact(Tr::tr("Client"),
            key.isEmpty() ? visibleLine(names.client(request.clientId))
                          : Tr::tr("%1, key %2").arg(visibleLine(names.client(request.clientId)), visibleLine(key)));
    addFact(Tr::tr("Model"),
            request.usedModel.isEmpty() || request.usedModel == request.requestedModel
                ? visibleLine(request.requestedModel)
                : Tr::tr("%1, asked for %2").arg(visibleLine(request.usedModel), visibleLine(request.requestedModel)));
    addFact(Tr::tr("Provider"), visibleLine(names.provider(request.providerId)));
    if (request.usage.source != Llm::UsageSource::None)
        addFact(Tr::tr("Tokens"),
                Tr::tr("%1 in, %2 out")
                    .arg(Formats::count(request.usage.inputTotal()), Formats::count(request.usage.outputTotal())));
    addFact(Tr::tr("Cost"), Formats::cost(request.cost, request.pricing));
    if (request.state != Store::RequestState::Running) {
        addFact(Tr::tr("Latency"), request.firstToken.count() == 0 ? Formats::duration(request.latency)
                                                                   : Tr::tr("%1, first token %2")
                                                                         .arg(Formats::duration(request.latency),
                                                                              Formats::duration(request.firstToken)));
    }
    const auto streaming = request.latency - request.firstToken;
    if (request.stream && request.firstToken.count() > 0 && streaming.count() > 0 && request.usage.outputTotal() > 0)
        addFact(Tr::tr("Speed"),
                Tr::tr("%1 tok/s")
                    .arg(Formats::rate(double(request.usage.outputTotal()) * 1e6 / double(streaming.count()))));
    const QString finish = visibleLine(QString::fromUtf8(request.finishReason), 60);
    if (request.stream)
        addFact(Tr::tr("Finish"), finish.isEmpty() ? Tr::tr("streamed") : Tr::tr("%1, streamed").arg(finish));
    else
        addFact(Tr::tr("Finish"), finish);
    addFact(Tr::tr("Service tier"), visibleLine(QString::fromUtf8(request.serviceTier), 60));
    addFact(Tr::tr("End user"), visibleLine(request.endUser, 120));
    addFact(Tr::tr("From"), visibleLine(request.sourceAddress, 80), true);
    addFact(Tr::tr("User agent"), visibleLine(request.userAgent, 200));
    fitFacts();
}

// A form gives a label with wrapped lines the height of one, wherever the labels beside it leave it less room than it
// asked for: each is told its height for the room that it has.
void RequestDetailPanel::fitFacts()
{
    int names = 0;
    for (int row = 0; row < m_factsLayout->rowCount(); ++row)
        names = std::max(names, m_factsLayout->itemAt(row, QFormLayout::LabelRole)->widget()->sizeHint().width());
    const QMargins margins = m_factsLayout->contentsMargins();
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int room = FactsWidth - margins.left() - margins.right() - m_factsLayout->horizontalSpacing() - names - bar;
    for (int row = 0; row < m_factsLayout->rowCount(); ++row) {
        QWidget *value = m_factsLayout->itemAt(row, QFormLayout::FieldRole)->widget();
        value->setMinimumHeight(value->heightForWidth(room));
    }
}

void RequestDetailPanel::fillCost(const Store::RequestDetail &detail, const std::optional<Llm::Price> &price)
{
    m_tokens->setRows({Tr::tr("Tokens"), Tr::tr("Units"), Tr::tr("$ a million"), Tr::tr("Amount")},
                      tokenRows(detail.request, price), 1);
    m_charges->setRows(
        {Tr::tr("Try"), Tr::tr("Model"), Tr::tr("Price"), Tr::tr("Tokens in"), Tr::tr("Tokens out"), Tr::tr("Amount")},
        chargeRows(detail), 3);
    for (auto *table : m_stack->widget(CostTab)->findChildren<TableView *>()) {
        const bool isTokens = table->model() == m_tokens;
        const QList<int> widths = isTokens ? QList<int>{180, 80, 100} : QList<int>{44, 140, 220, 88, 88};
        for (int column = 0; column < widths.size(); ++column)
            table->setColumnWidth(column, widths.at(column));
        table->horizontalHeader()->setStretchLastSection(true);
        if (!isTokens)
            fitToRows(table);
    }
    const Store::RequestRecord &request = detail.request;
    QString note;
    if (request.pricing == Store::Pricing::Unpriced)
        note = Tr::tr(
            "No price is known for this model, so its cost is unknown, not zero. A price of your own can be set.");
    else if (request.pricing == Store::Pricing::NotCharged)
        note = Tr::tr("Nothing reached a provider; nothing was charged.");
    else if (request.usage.source == Llm::UsageSource::Provider)
        note = Tr::tr("Tokens as the provider counted them.");
    else
        note = Tr::tr("Tokens were counted here: the provider gave no numbers.");
    if (request.pricing == Store::Pricing::Priced && !price)
        note +=
            u' '
            + Tr::tr("The price of that version is not in this program any more; the amount stands as it was charged.");
    if (const QString raw = rawUsage(detail); !raw.isEmpty())
        note += u'\n' + Tr::tr("In the provider's words: %1").arg(raw);
    m_costNote->setText(note);
}

} // namespace Gatehouse::Ui
