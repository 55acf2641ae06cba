// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/firstrunview.h"

#include "gateway/core/base/ids.h"
#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/copyfield.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/stylepainter.h"
#include "ui/common/theme.h"
#include "ui/dashboard/firstrow.h"
#include "ui/dashboard/snippets.h"
#include "ui/tr.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSyntaxHighlighter>
#include <QTabBar>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// The number of a step in its box.
class StepNumber final : public QWidget
{
public:
    StepNumber(int number, QWidget *parent)
        : QWidget(parent)
        , m_number(number)
    {
        setFixedSize(24, 24);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Colours &colours = Colours::of(palette());
        StylePainter::box(&painter, rect(), colours.base, colours.inputBorder);
        painter.setFont(Fonts::strong());
        painter.setPen(colours.text);
        painter.drawText(rect(), Qt::AlignCenter, QString::number(m_number));
    }

private:
    int m_number;
};

// A frame in the colours of a note or of a control, around a layout.
class Card final : public QWidget
{
public:
    Card(bool isNote, QWidget *parent)
        : QWidget(parent)
        , m_isNote(isNote)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Colours &colours = Colours::of(palette());
        if (!m_isNote) {
            StylePainter::box(&painter, rect(), colours.base, colours.buttonBorder);
            return;
        }
        StylePainter::box(&painter, rect(), colours.toneGround(Tone::Info), colours.toneFill(Tone::Info));
        Icons::paint(&painter, QRect(13, 15, 16, 16), u"info"_s, colours.toneText(Tone::Info));
    }

private:
    bool m_isNote;
};

// Strings in green, the first word of a line that starts a command in blue, as in the policy editor.
class SnippetColours final : public QSyntaxHighlighter
{
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        static const QRegularExpression command(u"^(curl|export|from|import|const|print)\\b"_s);
        static const QRegularExpression quoted(u"\"[^\"]*\"|'[^']*'"_s);
        const Colours &colours = Colours::current();
        if (const auto match = command.match(text); match.hasMatch())
            setFormat(0, int(match.capturedLength()), colours.codeAction);
        for (const QRegularExpressionMatch &match : quoted.globalMatch(text))
            setFormat(int(match.capturedStart()), int(match.capturedLength()), colours.codeString);
    }
};

Actor firstRunActor()
{
    return {.name = qEnvironmentVariable("USER"), .source = u"first run"_s};
}

} // namespace

FirstRunView::FirstRunView(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setAccessibleName(Tr::tr("First steps"));
    auto *content = new QWidget(this);
    content->setBackgroundRole(QPalette::Base);
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge);
    columns->setSpacing(32);
    columns->addWidget(makeSteps(), 784);
    columns->addWidget(makeSide(), 368);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&context.control, &Engine::Control::statusChanged, this, &FirstRunView::updateAddress);
    updateAddress();
    applyScheme();
    // Nobody calls yet: the first client is made so that the line below works at once.
    if (context.control.configuration().clients.isEmpty())
        makeKey();
}

QWidget *FirstRunView::makeSteps()
{
    auto *steps = new QWidget(this);
    auto *layout = new QVBoxLayout(steps);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::GroupGap);
    auto *title = new QHBoxLayout;
    title->setSpacing(8);
    m_icon = new QLabel(steps);
    m_title = new QLabel(Tr::tr("No traffic yet"), steps);
    m_title->setFont(Fonts::title());
    title->addWidget(m_icon);
    title->addWidget(m_title);
    title->addStretch(1);
    auto *head = new QVBoxLayout;
    head->setSpacing(6);
    head->addLayout(title);
    head->addWidget(makeHint(Tr::tr("Point a client at this gateway. Three lines are enough."), steps));
    layout->addLayout(head);

    m_address = new CopyField(Tr::tr("Address of the gateway"), steps);
    layout->addWidget(makeStep(1, Tr::tr("Address"), m_address));

    auto *key = new QWidget(steps);
    auto *keyLayout = new QVBoxLayout(key);
    keyLayout->setContentsMargins(0, 0, 0, 0);
    m_keyField = new SecretOnceField(Tr::tr("Key, shown once"), key);
    m_makeKey = makeButton(Tr::tr("Make a key"), u"key"_s, key);
    m_keyHint = makeSecondary({}, key);
    m_keyField->hide();
    keyLayout->addWidget(m_keyField);
    keyLayout->addWidget(m_makeKey, 0, Qt::AlignLeft);
    m_keyGlyph = new QLabel(key);
    m_keyGlyph->hide();
    auto *hint = new QHBoxLayout;
    hint->setSpacing(4);
    hint->addWidget(m_keyGlyph);
    hint->addWidget(m_keyHint, 1);
    keyLayout->addLayout(hint);
    m_keyHint->setText(Tr::tr("Keys that exist cannot be shown again. A new one is made for the first client."));
    connect(m_makeKey, &QPushButton::clicked, this, &FirstRunView::makeKey);
    layout->addWidget(makeStep(2, Tr::tr("Key for client \u201cFirst client\u201d"), key));

    layout->addWidget(makeStep(3, Tr::tr("Send a request"), makeSnippets()));
    auto *waiting = new QHBoxLayout;
    waiting->addSpacing(40);
    m_row = new FirstRow(steps);
    waiting->addWidget(m_row, 1);
    layout->addLayout(waiting);
    m_continue = makePrimaryButton(Tr::tr("Show the charts"), u"overview"_s, steps);
    m_continue->hide();
    auto *next = new QHBoxLayout;
    next->addSpacing(40);
    next->addWidget(m_continue);
    next->addStretch(1);
    layout->addLayout(next);
    layout->addStretch(1);
    connect(m_continue, &QPushButton::clicked, this, [this] {
        m_isDone = true;
        emit finished();
    });
    return steps;
}

QWidget *FirstRunView::makeStep(int number, const QString &title, QWidget *content)
{
    auto *step = new QWidget(this);
    auto *row = new QHBoxLayout(step);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(16);
    row->addWidget(new StepNumber(number, step), 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    QLabel *name = makeSectionTitle(title, step);
    name->setFixedHeight(24);
    name->setBuddy(content);
    column->addWidget(name);
    column->addWidget(content);
    row->addLayout(column, 1);
    return step;
}

QWidget *FirstRunView::makeSnippets()
{
    auto *frame = new Card(false, this);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    m_tabs = new QTabBar(frame);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setProperty("gatehouseSmall", true);
    m_tabs->setAccessibleName(Tr::tr("Ways to call"));
    const QList<Snippet> all = snippets({}, {});
    for (const Snippet &snippet : all)
        m_tabs->addTab(snippet.name);
    QPushButton *copy = makeSmallButton(Tr::tr("Copy"), u"copy"_s, frame);
    copy->setFlat(true);
    copy->setAccessibleName(Tr::tr("Copy these lines with the key"));
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 0, 8, 0);
    top->addWidget(m_tabs);
    top->addStretch(1);
    top->addWidget(makeSecondary(Tr::tr("Copy fills in the key"), frame));
    top->addWidget(copy);
    layout->addLayout(top);
    layout->addWidget(makeHorizontalLine(frame));
    m_snippet = new QPlainTextEdit(frame);
    m_snippet->setReadOnly(true);
    m_snippet->setFont(Fonts::fixed());
    m_snippet->setFrameShape(QFrame::NoFrame);
    m_snippet->setFixedHeight(108);
    m_snippet->document()->setDocumentMargin(9);
    m_snippet->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_snippet->setTabChangesFocus(true);
    m_snippet->setAccessibleName(Tr::tr("Lines to run"));
    m_highlighter = new SnippetColours(m_snippet->document());
    layout->addWidget(m_snippet);
    connect(m_tabs, &QTabBar::currentChanged, this, &FirstRunView::updateSnippet);
    connect(copy, &QPushButton::clicked, this, &FirstRunView::copySnippet);
    return frame;
}

QWidget *FirstRunView::makeSide()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto *note = new Card(true, side);
    auto *layout = new QVBoxLayout(note);
    layout->setContentsMargins(37, 12, 12, 12);
    layout->setSpacing(4);
    auto *title = new QLabel(Tr::tr("The simulator answers for now"), note);
    title->setFont(Fonts::strong());
    auto *text = new QLabel(Tr::tr("It is a vendor inside Gatehouse: it makes up answers and counts tokens. The prices "
                                   "shown are illustrative: nothing is charged, and no text leaves this computer."),
                            note);
    text->setWordWrap(true);
    QPushButton *add = makeSmallButton(Tr::tr("Add a provider\u2026"), u"add"_s, note);
    connect(add, &QPushButton::clicked, this, [this] { emit openPage(u"page.providers"_s); });
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addSpacing(4);
    layout->addWidget(add, 0, Qt::AlignLeft);
    column->addWidget(note);
    column->addStretch(1);
    m_simulator = note;
    return side;
}

// A new key of the first client, which is made when there is none. The store keeps a hash; the clear key is here alone.
void FirstRunView::makeKey()
{
    m_makeKey->setEnabled(false);
    const Configuration configuration = m_context.control.configuration();
    constexpr EntityId NewClient = -1;
    const bool hasClient = !configuration.clients.isEmpty();
    ClientKey made = ClientKey::generate();
    const ApiKey key{.id = 0,
                     .clientId = hasClient ? configuration.clients.constFirst().id : NewClient,
                     .name = hasClient ? Tr::tr("Key %1").arg(Formats::fullTime(m_context.clock.now()))
                                       : Tr::tr("First key"),
                     .publicId = made.publicId,
                     .secretHash = ClientKey::hashOf(made.key.reveal()),
                     .lastFour = QString::fromLatin1(made.key.reveal().last(4)),
                     .enabled = true,
                     .createdAt = m_context.clock.now(),
                     .expiresAt = {}};
    QList<Change> changes;
    if (!hasClient) {
        Client client;
        client.name = Tr::tr("First client");
        changes.append(
            {.kind = EntityKind::Client, .action = Change::Action::Put, .id = NewClient, .after = toJson(client)});
    }
    changes.append({.kind = EntityKind::ApiKey, .action = Change::Action::Put, .id = 0, .after = toJson(key)});
    auto secret = std::make_shared<Secret>(std::move(made.key));
    m_context.control.apply(changes, firstRunActor(),
                            [self = QPointer<FirstRunView>(this), secret](const Result<Configuration> &result) {
                                if (self)
                                    self->takeKey(result, secret);
                            });
}

void FirstRunView::takeKey(const Result<Configuration> &result, const std::shared_ptr<Secret> &key)
{
    m_makeKey->setEnabled(true);
    if (!result) {
        emit notice(Formats::error(result.error()));
        return;
    }
    m_key = std::move(*key);
    m_keyField->setText(QString::fromLatin1(m_key.reveal()));
    m_keyField->show();
    m_makeKey->hide();
    m_keyGlyph->show();
    m_keyHint->setText(Tr::tr("Shown this once. Only a hash is kept, so a lost key is replaced, not recovered."));
    applyScheme();
    updateSnippet();
}

// What holds colours of its own follows the scheme.
void FirstRunView::applyScheme()
{
    m_icon->setPixmap(Icons::icon(u"gatehouse"_s, Tone::Info).pixmap(22, 22));
    m_keyGlyph->setPixmap(Icons::icon(u"warning"_s, Tone::Warning).pixmap(14, 14));
    if (!m_key.isEmpty()) {
        QPalette amber = m_keyHint->palette();
        amber.setColor(QPalette::PlaceholderText, Colours::current().toneText(Tone::Warning));
        m_keyHint->setPalette(amber);
    }
    m_highlighter->rehighlight();
}

void FirstRunView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        applyScheme();
}

void FirstRunView::takeLive(const Engine::LiveBatch &batch)
{
    if (batch.requests.isEmpty())
        return;
    // Follow the first one to its end; later ones are for Requests.
    for (const Store::RequestRecord &request : batch.requests) {
        if (m_row->hasRequest() && m_row->request()->id != request.id)
            continue;
        const Configuration configuration = m_context.control.configuration();
        const auto client = std::ranges::find(configuration.clients, request.clientId, &Client::id);
        m_row->setRequest(request, client == configuration.clients.end() ? Tr::tr("not authenticated") : client->name);
    }
    m_title->setText(Tr::tr("The first request has come"));
    m_continue->show();
}

void FirstRunView::updateAddress()
{
    const Engine::EngineStatus status = m_context.control.status();
    m_address->setText(status.address.isEmpty() ? QString() : status.address + u"/v1"_s);
    m_row->setAddress(status.address);
    m_simulator->setVisible(status.isSimulatorAnswering);
    updateSnippet();
}

QString FirstRunView::shownKey() const
{
    // sk-gh-<public id>-: the part that may be seen.
    return m_key.isEmpty() ? Tr::tr("YOUR-KEY") : QString::fromLatin1(m_key.reveal().first(19)) + u"\u2026"_s;
}

void FirstRunView::updateSnippet()
{
    const QString text = snippets(m_context.control.status().address, shownKey()).value(m_tabs->currentIndex()).text;
    if (m_snippet->toPlainText() != text)
        m_snippet->setPlainText(text);
}

void FirstRunView::copySnippet()
{
    const QString key = m_key.isEmpty() ? shownKey() : QString::fromLatin1(m_key.reveal());
    copySecret(snippets(m_context.control.status().address, key).value(m_tabs->currentIndex()).text);
    emit notice(Tr::tr("Copied, with the key filled in"));
}

} // namespace Gatehouse::Ui
