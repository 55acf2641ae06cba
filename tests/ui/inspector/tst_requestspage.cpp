// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clocks.h"
#include "tests/ui/inspector/inspectorfakes.h"
#include "ui/common/filteredit.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/pagedtableview.h"
#include "ui/common/theme.h"
#include "ui/inspector/detail/requestdetailpanel.h"
#include "ui/inspector/detail/textviewer.h"
#include "ui/inspector/requestmodel.h"
#include "ui/inspector/requestspage.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace Gatehouse;
using namespace Gatehouse::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr EntityId FirstClient = 1;

QByteArray chatRequest()
{
    return R"({"model":"claude-sonnet-4.6","stream":true,"messages":[
{"role":"system","content":"Answer in the language of the customer."},
{"role":"user","content":"Guten Tag, wo ist meine Bestellung?"},
{"role":"assistant","content":"Ich sehe gern nach. Wie lautet die Nummer?"},
{"role":"user","content":"Guten Tag, für Bestellung 4711-2208 habe ich doppelt bezahlt. Bitte erstatten Sie 128,40 € auf mein Konto. Rückfragen gern per Mail."},
{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"lookup_order","arguments":"{\"order\": \"4711-2208\"}"}}]},
{"role":"tool","tool_call_id":"call_1","content":"{\"paid\": 256.80, \"due\": 128.40, \"refundable\": true}"}],
"tools":[{"type":"function","function":{"name":"lookup_order","parameters":{"type":"object","properties":{"order":{"type":"string"}}}}}]})";
}

QByteArray streamedAnswer()
{
    QByteArray stream;
    for (const char *word : {"Guten Tag, die doppelte Zahlung ist bestätigt. ",
                             "Die Erstattung von **128,40 €** ist veranlasst ", "und in 2–3 Werktagen da."}) {
        stream += R"(data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":")";
        stream += word;
        stream += "\"}}]}\n\n";
    }
    stream += "data: [DONE]\n\n";
    return stream;
}

} // namespace

class tst_RequestsPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsRowsNewestFirst();
    void updatesARequestInFlightInPlace();
    void aRequestInFlightOutlivesAReadingAnew();
    void rowsThatWereLeftOutAreRead();
    void liveRowsMoveNeitherSelectionNorScroll();
    void unpricedIsNeverZero();
    void filtersAndOffersTheNearKey();
    void filterThatTheStoreCannotJudgeReadsOn();
    void saysWhatIsMissing();
    void chipTogglesItsCondition();
    void opensWithTheFilterOfAnotherPage();
    void showsTheConversation();
    void showsAConversationOfAnotherDialect();
    void saysWhyABodyIsNotStored();
    void r57_hostileTextStaysText();
    void r57_tenMegabytesInOneLineDoNotFreeze();
    void looksRightInLightAndDark();

private:
    [[nodiscard]] Store::RequestRecord record(int secondsAgo, EntityId client = FirstClient);
    void fill(int count);
    void openPage();
    void settle();
    PagedTableView *table() { return m_page->findChild<PagedTableView *>(); }
    RequestModel *model() { return m_page->findChild<RequestModel *>(); }
    [[nodiscard]] QString shownTexts() const;

    Test::FakeClock m_clock{fromMicroseconds(1'795'100'526'000'000)};
    std::unique_ptr<Test::MemoryQuestions> m_questions;
    std::unique_ptr<Test::StillControl> m_control;
    std::unique_ptr<RequestsPage> m_page;
};

void tst_RequestsPage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
    new Theme(qApp);
}

void tst_RequestsPage::init()
{
    m_questions = std::make_unique<Test::MemoryQuestions>();
    m_control = std::make_unique<Test::StillControl>();
    const QStringList names = {u"Support desk"_s,  u"code-review-bot"_s,           u"docs-search"_s,
                               u"data-pipeline"_s, u"Angebotsassistent München"_s, u"marketing-drafts"_s};
    for (qsizetype i = 0; i < names.size(); ++i) {
        Client client;
        client.id = FirstClient + i;
        client.name = names.at(i);
        m_control->values.clients.append(client);
    }
    for (const auto &[id, name] :
         {std::pair(1, u"Anthropic"_s), std::pair(2, u"OpenAI"_s), std::pair(3, u"Google"_s)}) {
        Provider provider;
        provider.id = id;
        provider.name = name;
        m_control->values.providers.append(provider);
    }
    ApiKey key;
    key.id = 1;
    key.clientId = 1;
    key.name = u"sd-prod"_s;
    m_control->values.keys.append(key);
}

void tst_RequestsPage::cleanup()
{
    m_page.reset();
    m_control.reset();
    m_questions.reset();
}

Store::RequestRecord tst_RequestsPage::record(int secondsAgo, EntityId client)
{
    Store::RequestRecord request;
    request.startedAt = m_clock.now() - std::chrono::seconds(secondsAgo);
    request.id = RequestId::generate(request.startedAt);
    request.state = Store::RequestState::Answered;
    request.clientId = client;
    request.keyId = 1;
    request.providerId = 2;
    request.requestedModel = u"gpt-5.4-mini"_s;
    request.usedModel = u"gpt-5.4-mini"_s;
    request.httpStatus = 200;
    request.attemptCount = 1;
    request.usage.inputUncached = 1846;
    request.usage.output = 412;
    request.usage.source = Llm::UsageSource::Provider;
    request.cost = Money::fromNanos(10'800'000);
    request.pricing = Store::Pricing::Priced;
    request.latency = 3920ms;
    request.firstToken = 1900ms;
    request.stream = true;
    request.finishReason = "stop"_ba;
    return request;
}

void tst_RequestsPage::fill(int count)
{
    for (int i = 0; i < count; ++i) {
        Store::RequestRecord request = record(i * 3 + 1, FirstClient + i % 6);
        request.latency += std::chrono::milliseconds(i * 37 % 4000);
        request.usage.inputUncached += i * 811 % 9000;
        if (i % 7 == 2) {
            request.requestedModel = u"claude-sonnet-4.6"_s;
            request.usedModel = u"gpt-5.4"_s;
            request.attemptCount = 3;
        }
        if (i % 11 == 6) {
            request.state = Store::RequestState::UpstreamError;
            request.httpStatus = 502;
            request.errorCode = "upstream_unreachable"_ba;
            request.errorMessage = u"Anthropic could not be reached"_s;
            request.providerId = 1;
            request.usage.output = 0;
            request.pricing = Store::Pricing::NotCharged;
            request.firstToken = 0us;
            request.attemptCount = 4;
        }
        if (i % 13 == 8) {
            request.pricing = Store::Pricing::Unpriced;
            request.cost = {};
            request.requestedModel = request.usedModel = u"llama3.3:70b"_s;
        }
        m_questions->rows.append(request);
    }
}

void tst_RequestsPage::openPage()
{
    m_page = std::make_unique<RequestsPage>(Context{*m_control, *m_questions, m_clock});
    m_page->resize(1232, 820);
    m_page->show();
    m_page->setActive(true);
    settle();
}

void tst_RequestsPage::settle()
{
    QTRY_COMPARE(m_questions->openQuestions(), 0);
    QCoreApplication::processEvents();
    QTRY_COMPARE(m_questions->openQuestions(), 0);
}

QString tst_RequestsPage::shownTexts() const
{
    QStringList texts;
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    for (const QTextEdit *edit : m_page->findChildren<QTextEdit *>()) {
        if (edit->isVisible())
            texts.append(edit->toPlainText());
    }
    return texts.join(u'\n');
}

void tst_RequestsPage::showsRowsNewestFirst()
{
    fill(600);
    openPage();
    QCOMPARE(model()->rowCount(), RequestModel::PageSize);
    QVERIFY(model()->row(0).startedAt > model()->row(1).startedAt);
    model()->fetchMore({});
    settle();
    QCOMPARE(model()->rowCount(), 2 * RequestModel::PageSize);
    QCOMPARE(model()->row(511).id, m_questions->rows.at(511).id);
}

void tst_RequestsPage::updatesARequestInFlightInPlace()
{
    fill(20);
    openPage();
    Store::RequestRecord running = record(0, 2);
    running.state = Store::RequestState::Running;
    running.pricing = Store::Pricing::NotCharged;
    emit m_control->live({.requests = {running}});
    QCOMPARE(model()->rowCount(), 21);
    QCOMPARE(model()->index(0, RequestModel::Glyph).data(GlyphRole).toString(), u"clock"_s);
    QCOMPARE(model()->index(0, RequestModel::Cost).data().toString(), QString());
    m_clock.advance(4100ms);
    model()->tick();
    QVERIFY(model()->index(0, RequestModel::Latency).data().toString().startsWith(u"4.1"_s));
    Store::RequestRecord ended = record(0, 2);
    ended.id = running.id;
    emit m_control->live({.requests = {ended}});
    QCOMPARE(model()->rowCount(), 21);
    QCOMPARE(model()->index(0, RequestModel::Glyph).data(GlyphRole).toString(), u"ok"_s);
    m_clock.advance(-4100ms);
}

void tst_RequestsPage::aRequestInFlightOutlivesAReadingAnew()
{
    fill(20);
    openPage();
    m_page->setActive(false);
    Store::RequestRecord running = record(0, 2);
    running.state = Store::RequestState::Running;
    emit m_control->live({.requests = {running}});
    m_page->setActive(true);
    settle();
    QTRY_COMPARE(model()->rowCount(), 21);
    QCOMPARE(model()->row(0).id, running.id);
    m_page->reload();
    settle();
    QTRY_COMPARE(model()->rowOf(running.id), 0);
    Store::RequestRecord ended = running;
    ended.state = Store::RequestState::Answered;
    emit m_control->live({.requests = {ended}});
    m_page->reload();
    settle();
    QCOMPARE(model()->rowOf(running.id), -1); // the store of this test never had it
}

void tst_RequestsPage::rowsThatWereLeftOutAreRead()
{
    fill(20);
    openPage();
    m_questions->rows.prepend(record(0));
    emit m_control->live({.requests = {}, .droppedRequests = 1});
    QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 21, 5000);
}

void tst_RequestsPage::liveRowsMoveNeitherSelectionNorScroll()
{
    fill(200);
    openPage();
    table()->selectRow(40);
    settle();
    table()->verticalScrollBar()->setValue(30 * Metrics::DenseRow);
    const RequestId selected = model()->row(table()->currentIndex().row()).id;
    const RequestId top = model()->row(table()->rowAt(0)).id;
    QList<Store::RequestRecord> fresh;
    for (int i = 0; i < 37; ++i)
        fresh.append(record(0));
    emit m_control->live({.requests = fresh});
    QCOMPARE(model()->row(table()->currentIndex().row()).id, selected);
    QCOMPARE(model()->row(table()->rowAt(0)).id, top);
    QCOMPARE(model()->waitingRows(), 37);
    // The pill brings them.
    table()->jumpToNewest();
    QCOMPARE(model()->waitingRows(), 0);
    QCOMPARE(model()->rowCount(), 237);
    QCOMPARE(table()->rowAt(0), 0);
    QCOMPARE(model()->row(table()->currentIndex().row()).id, selected);
}

void tst_RequestsPage::unpricedIsNeverZero()
{
    Store::RequestRecord request = record(1);
    request.pricing = Store::Pricing::Unpriced;
    request.cost = {};
    m_questions->rows = {request};
    openPage();
    QCOMPARE(model()->index(0, RequestModel::Cost).data().toString(), u"unpriced"_s);
}

void tst_RequestsPage::filtersAndOffersTheNearKey()
{
    fill(60);
    openPage();
    m_page->setFilterText(u"client:\"Support desk\""_s);
    settle();
    QCOMPARE(model()->rowCount(), 10);
    auto *field = m_page->findChild<FilterEdit *>();
    QCOMPARE(field->state(), FilterEdit::State::Valid);
    QVERIFY(shownTexts().contains(u"Client Support desk"_s));
    m_page->setFilterText(u"clint:Support"_s);
    QCOMPARE(field->state(), FilterEdit::State::Invalid);
    QVERIFY(shownTexts().contains(u"“clint” is not a key."_s));
    QCOMPARE(model()->rowCount(), 10); // the last good filter's rows stay
    for (QToolButton *button : m_page->findChildren<QToolButton *>()) {
        if (button->isVisible() && button->text() == u"Use client"_s)
            button->click();
    }
    QCOMPARE(m_page->filterText(), u"client:Support"_s);
    QCOMPARE(field->state(), FilterEdit::State::Valid);
}

void tst_RequestsPage::filterThatTheStoreCannotJudgeReadsOn()
{
    fill(3000);
    m_questions->rows[2900].finishReason = "length"_ba;
    openPage();
    m_page->setFilterText(u"finish:length or id:nothing"_s);
    QTRY_COMPARE(model()->rowCount(), 1);
    QCOMPARE(model()->row(0).id, m_questions->rows.at(2900).id);
}

void tst_RequestsPage::saysWhatIsMissing()
{
    openPage();
    QVERIFY(shownTexts().contains(u"No requests yet"_s));
    fill(20);
    m_page->setFilterText(u"client:docs-search status:error"_s);
    QTRY_VERIFY(shownTexts().contains(u"No match"_s));
    m_page->setFilterText(u"cost>$1000"_s);
    QVERIFY(shownTexts().contains(u"Reading…"_s));
    QTRY_VERIFY(shownTexts().contains(u"No match"_s));
}

void tst_RequestsPage::chipTogglesItsCondition()
{
    fill(60);
    openPage();
    QToolButton *errors = nullptr;
    for (QToolButton *button : m_page->findChildren<QToolButton *>()) {
        if (button->text().startsWith(u"Errors"_s))
            errors = button;
    }
    QVERIFY(errors);
    m_page->setFilterText(u"client:docs-search"_s);
    errors->click();
    QCOMPARE(m_page->filterText(), u"client:docs-search status:error"_s);
    QVERIFY(errors->isChecked());
    errors->click();
    QCOMPARE(m_page->filterText(), u"client:docs-search"_s);
}

void tst_RequestsPage::opensWithTheFilterOfAnotherPage()
{
    fill(60);
    openPage();
    Store::RequestFilter filter;
    filter.clients = {1, 3};
    filter.states = {Store::RequestState::UpstreamError};
    m_page->showRequests(filter);
    QCOMPARE(m_page->filterText(), u"client:\"Support desk\",docs-search state:provider-error"_s);
    settle();
    for (int row = 0; row < model()->rowCount(); ++row)
        QVERIFY(filter.clients.contains(model()->row(row).clientId));
    QCOMPARE(model()->filter().narrowed().states, filter.states);
}

void tst_RequestsPage::showsTheConversation()
{
    fill(5);
    Store::RequestDetail detail;
    detail.request = m_questions->rows.at(0);
    detail.bodies = {{{Store::BodyPart::ClientRequest, chatRequest()}, chatRequest().size()},
                     {{Store::BodyPart::ClientAnswer, streamedAnswer()}, streamedAnswer().size()}};
    m_questions->details.insert(detail.request.id.toByteArray(), detail);
    openPage();
    table()->selectRow(0);
    settle();
    const QString texts = shownTexts();
    QVERIFY(texts.contains(u"Answer in the language of the customer."_s));
    QVERIFY(texts.contains(u"lookup_order"_s));
    QVERIFY(texts.contains(u"{\"order\": \"4711-2208\"}"_s));
    QVERIFY(texts.contains(u"und in 2–3 Werktagen da."_s));
    QVERIFY(!texts.contains(u"wo ist meine Bestellung"_s)); // folded: an earlier turn
    QVERIFY(texts.contains(u"Support desk, key sd-prod"_s));
}

void tst_RequestsPage::showsAConversationOfAnotherDialect()
{
    fill(5);
    QByteArray png;
    QBuffer file(&png);
    QImage image(240, 120, QImage::Format_RGB32);
    image.fill(QColor(0x1B, 0x68, 0xAD));
    QVERIFY(file.open(QIODevice::WriteOnly) && image.save(&file, "PNG"));
    const QByteArray request = QByteArray(R"({"model":"claude-sonnet-4-5","max_tokens":500,
      "system":"Check orders before refunds.","messages":[{"role":"user","content":[
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"PICTURE"}},
        {"type":"document","title":"terms.txt","source":{"type":"text","media_type":"text/plain","data":"Thirty days."}},
        {"type":"document","title":"invoice.pdf","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0x"}},
        {"type":"text","text":"Is this covered?"}]},
      {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"lookup_order","input":{"order":"4711"}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"no such order"}]}]})")
                                   .replace("PICTURE", png.toBase64());
    const QByteArray answer = R"({"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
      "content":[{"type":"thinking","thinking":"The terms say thirty days.","signature":"c2ln"},
        {"type":"redacted_thinking","data":"c2VjcmV0"},
        {"type":"text","text":"Yes, for thirty days.","citations":[{"type":"char_location","cited_text":"Thirty days.",
          "document_index":0,"document_title":"terms.txt","start_char_index":0,"end_char_index":12}]},
        {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"refund law"}}],
      "stop_reason":"end_turn","usage":{"input_tokens":90,"output_tokens":40}})"_ba;
    Store::RequestDetail detail;
    detail.request = m_questions->rows.at(0);
    detail.request.surface = Llm::Surface::Messages;
    detail.request.requestedModel = u"claude-sonnet-4-5"_s;
    detail.request.usedModel = u"claude-sonnet-4-5-20250929"_s;
    detail.bodies = {{{Store::BodyPart::ClientRequest, request}, request.size()},
                     {{Store::BodyPart::ClientAnswer, answer}, answer.size()}};
    m_questions->details.insert(detail.request.id.toByteArray(), detail);
    openPage();
    table()->selectRow(0);
    settle();
    const QString texts = shownTexts();
    for (const QString &text :
         {u"Check orders before refunds."_s, u"Is this covered?"_s, u"lookup_order"_s, u"no such order"_s,
          u"File: invoice.pdf, application/pdf"_s, u"240 × 120"_s, u"Yes, for thirty days."_s, u"Source: "_s,
          u"Reasoning, encrypted by the provider"_s, u"server_tool_use"_s})
        QVERIFY2(texts.contains(text), qPrintable(text));
    QVERIFY(!texts.contains(u"The terms say thirty days."_s)); // folded
    m_page->resize(1232, 1200);
    QCoreApplication::processEvents();
    const QDir pictures(QStringLiteral(GATEHOUSE_BINARY_DIR "/pictures"));
    QVERIFY(pictures.mkpath(u"."_s));
    QVERIFY(m_page->grab().save(pictures.filePath(u"requests-anthropic.png"_s)));
}

void tst_RequestsPage::saysWhyABodyIsNotStored()
{
    fill(1);
    m_control->values.clients[0].contentLevel = ContentLevel::None;
    Store::RequestDetail detail;
    detail.request = m_questions->rows.at(0);
    m_questions->details.insert(detail.request.id.toByteArray(), detail);
    openPage();
    table()->selectRow(0);
    settle();
    QVERIFY(shownTexts().contains(u"the content level of client Support desk is “none”"_s));
}

void tst_RequestsPage::r57_hostileTextStaysText()
{
    const QString hostile = u"<img src='http://127.0.0.1:1/x'><b>bold</b>\u202Egnp.exe\u001B[31m\u2028end"_s;
    Store::RequestRecord request = record(1);
    request.requestedModel = request.usedModel = request.userAgent = request.errorMessage = hostile;
    request.state = Store::RequestState::ClientError;
    m_questions->rows = {request};
    Store::RequestDetail detail;
    detail.request = request;
    const QByteArray body =
        R"({"messages":[{"role":"user","content":"<img src='file:///etc/passwd'>\u202Egnp \u001b[31m"}]})";
    detail.bodies = {{{Store::BodyPart::ClientRequest, body}, body.size()}};
    m_questions->details.insert(request.id.toByteArray(), detail);
    openPage();
    table()->selectRow(0);
    settle();
    const QString cell = model()->index(0, RequestModel::RequestedModel).data().toString();
    QVERIFY(cell.startsWith(u"<img src="_s));
    QVERIFY(cell.contains(u"[U+202E]"_s));
    QVERIFY(cell.contains(u"[U+2028]"_s));
    QVERIFY(cell.contains(QChar(0x241B)));
    const QString texts = shownTexts();
    QVERIFY(texts.contains(u"<img src='file:///etc/passwd'>[U+202E]gnp"_s));
    for (const QString &text : texts.split(u'\n')) {
        QVERIFY(!text.contains(QChar(0x202E)));
        QVERIFY(!text.contains(QChar(0x1B)));
    }
    // What shows text from outside neither guesses a format nor lets anything be clicked.
    for (const QLabel *label : m_page->findChild<RequestDetailPanel *>()->findChildren<QLabel *>()) {
        if (label->text().contains(u"img"_s))
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!label->openExternalLinks());
    }
    QVERIFY(m_page->findChildren<QTextBrowser *>().isEmpty());
}

void tst_RequestsPage::r57_tenMegabytesInOneLineDoNotFreeze()
{
    TextViewer viewer;
    viewer.resize(800, 400);
    viewer.show();
    const QString line(10'000'000, u'x');
    QElapsedTimer beat;
    beat.start();
    viewer.showText(line, true);
    qint64 longest = beat.restart();
    int beats = 0;
    while (!viewer.isComplete()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        longest = std::max(longest, beat.restart());
        ++beats;
    }
    QVERIFY2(beats > 10, "the text must come in slices");
    QCOMPARE(viewer.document()->characterCount() - viewer.document()->blockCount(), line.size());
    viewer.selectAll();
    QMetaObject::invokeMethod(&viewer, "copy");
    QCOMPARE(QApplication::clipboard()->text().size(), line.size());
    QVERIFY2(longest < 1000, qPrintable(u"a pause of %1 ms"_s.arg(longest)));
    qInfo("longest pause %lld ms", longest);
}

void tst_RequestsPage::looksRightInLightAndDark()
{
    fill(300);
    Store::RequestRecord running = record(0, 2);
    running.state = Store::RequestState::Running;
    running.pricing = Store::Pricing::NotCharged;
    running.usage = {};
    running.startedAt -= 4100ms;
    running.attemptCount = 2;
    m_questions->rows.prepend(running);
    for (int minute = 0; minute < 360; ++minute) {
        Store::SeriesPoint point;
        point.start = m_clock.now() - std::chrono::minutes(360 - minute);
        point.totals.requests = 30 + minute * 17 % 23 + (minute > 150 && minute < 250 ? 18 : 0);
        point.totals.upstreamErrors = minute > 326 ? minute % 9 : 0;
        point.totals.latency.add(2s);
        m_questions->points.append(point);
    }
    Store::RequestDetail detail;
    detail.request = m_questions->rows.at(3);
    detail.bodies = {{{Store::BodyPart::ClientRequest, chatRequest()}, chatRequest().size()},
                     {{Store::BodyPart::ClientAnswer, streamedAnswer()}, streamedAnswer().size()}};
    const Timestamp start = detail.request.startedAt;
    Store::AttemptRecord attempt;
    attempt.providerId = 1;
    attempt.model = u"claude-sonnet-4.6"_s;
    attempt.startedAt = start;
    attempt.connect = 40ms;
    attempt.duration = 620ms;
    attempt.status = 529;
    attempt.errorCode = "upstream_rate_limited"_ba;
    attempt.message = u"Overloaded"_s;
    detail.attempts.append(attempt);
    attempt.number = 2;
    attempt.providerId = 2;
    attempt.model = u"gpt-5.4"_s;
    attempt.startedAt = start + 1140ms;
    attempt.firstByte = 710ms;
    attempt.duration = 2730ms;
    attempt.status = 200;
    attempt.errorCode.clear();
    detail.attempts.append(attempt);
    detail.request.stages = {40us, 20us, 10us, 810us, 60us, 10us, 50us, 3'910'000us, 20us, 30us};
    detail.request.overhead = 1050us;
    Store::LedgerEntry charge;
    charge.requestId = detail.request.id;
    charge.attempt = 2;
    charge.model = u"gpt-5.4"_s;
    charge.usage = detail.request.usage;
    charge.cost = detail.request.cost;
    charge.pricing = Store::Pricing::Priced;
    charge.priceVersion = u"catalogue 2026-07-02 openai/gpt-5.4"_s;
    detail.ledger.append(charge);
    m_questions->details.insert(detail.request.id.toByteArray(), detail);
    m_control->state.inFlight = 1;
    openPage();
    m_page->setFilterText(u"tokens>100 or state:running"_s);
    settle();
    table()->selectRow(3);
    settle();
    table()->setFocus();
    const QDir pictures(QStringLiteral(GATEHOUSE_BINARY_DIR "/pictures"));
    QVERIFY(pictures.mkpath(u"."_s));
    auto *theme = qApp->findChild<Theme *>();
    auto *panel = m_page->findChild<RequestDetailPanel *>();
    for (const auto appearance : {Appearance::Light, Appearance::Dark}) {
        theme->setAppearance(appearance);
        for (int tab = 0; tab <= RequestDetailPanel::TimingTab; ++tab) {
            panel->setCurrentTab(tab);
            QCoreApplication::processEvents();
            const QImage picture = m_page->grab().toImage();
            const QColor corner = picture.pixelColor(4, 4);
            QCOMPARE(corner.lightness() < 128, appearance == Appearance::Dark);
            QVERIFY(picture.save(pictures.filePath(u"requests-%1-%2.png"_s.arg(tab).arg(int(appearance)))));
        }
    }
    theme->setAppearance(Appearance::Light);
}

QTEST_MAIN(tst_RequestsPage)
#include "tst_requestspage.moc"
