// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeupstream.h"
#include "tests/support/gatewayprocess.h"
#include "tests/support/rawclient.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace Gatehouse::Test;
using namespace std::chrono_literals;

namespace {

// What the model costs: one dollar and two dollars a million tokens. A request of the tests allows 10,000 tokens of
// output: two cents, and its input is small change.
constexpr qint64 InputPrice = 1'000;  // nano-dollars a token
constexpr qint64 OutputPrice = 2'000; // nano-dollars a token
constexpr qint64 OutputTokens = 10'000;

QJsonArray prices()
{
    return {QJsonObject{{u"model"_s, u"m"_s}, {u"input"_s, u"1"_s}, {u"output"_s, u"2"_s}}};
}

QJsonObject budget(const QString &amount, const QJsonObject &more = {})
{
    QJsonObject members{
        {u"name"_s, u"monthly"_s}, {u"scope"_s, u"client"_s}, {u"subject"_s, u"tests"_s}, {u"amount"_s, amount}};
    for (auto member = more.begin(); member != more.end(); ++member)
        members.insert(member.key(), member.value());
    return members;
}

QByteArray body(bool isStream, qint64 tokens = OutputTokens, const QByteArray &model = "m"_ba)
{
    return "{\"model\":\""_ba + model + "\",\"stream\":" + (isStream ? "true" : "false") + ",\"max_tokens\":"
           + QByteArray::number(tokens) + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

// A vendor that uses all that a request allows, and adds up what it would bill.
class Vendor final
{
public:
    explicit Vendor(std::chrono::milliseconds pause = 0ms)
        : m_pause(pause)
        , m_upstream([this](const FakeRequest &request) { return answer(request); })
    {}

    [[nodiscard]] QString baseUrl() const { return m_upstream.baseUrl(); }
    [[nodiscard]] qint64 billed() const { return m_billed; } // nano-dollars
    [[nodiscard]] qsizetype requests() const { return m_upstream.requestCount(); }
    [[nodiscard]] FakeUpstream &upstream() { return m_upstream; }

private:
    FakeAnswer answer(const FakeRequest &request)
    {
        const QJsonObject asked = objectOf(request.body);
        const qint64 output = asked.contains("max_completion_tokens"_L1) ? asked["max_completion_tokens"_L1].toInteger()
                                                                         : asked["max_tokens"_L1].toInteger();
        m_billed += 20 * InputPrice + output * OutputPrice;
        const QByteArray usage = "{\"prompt_tokens\":20,\"completion_tokens\":"_ba + QByteArray::number(output)
                                 + ",\"total_tokens\":" + QByteArray::number(20 + output) + '}';
        if (!request.isStream) {
            FakeAnswer whole = FakeAnswer::json(
                200,
                "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{"
                "\"role\":\"assistant\",\"content\":\"yes\"},\"finish_reason\":\"stop\"}],\"usage\":"_ba
                    + usage + '}');
            whole.pieces.first().after = m_pause;
            return whole;
        }
        const auto chunked = [](const QByteArray &event) -> QByteArray {
            const QByteArray bytes = "data: "_ba + event + "\n\n";
            return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
        };
        FakeAnswer stream;
        stream.pieces.append(
            {.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"_ba
                      + chunked("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_"
                                "reason\":null}]}")});
        stream.pieces.append(
            {.bytes = chunked("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}")
                      + chunked("{\"id\":\"x\",\"choices\":[],\"usage\":"_ba + usage + '}') + chunked("[DONE]")
                      + "0\r\n\r\n",
             .after = m_pause});
        return stream;
    }

    std::chrono::milliseconds m_pause;
    std::atomic<qint64> m_billed = 0;
    FakeUpstream m_upstream;
};

struct Counts {
    int answered = 0;
    int refused = 0;
    int other = 0;
};

// So many requests at one time, each on a connection of its own.
Counts inParallel(const GatewayProcess &gateway, int count, const QByteArray &request)
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < count; ++i)
        clients.push_back(std::make_unique<RawClient>(gateway.port()));
    for (const auto &client : clients)
        client->send(postText(gateway.port(), gateway.key(), request));
    Counts counts;
    for (const auto &client : clients) {
        const RawAnswer answer = client->readAnswer(60s);
        if (answer.status == 200 && answer.isComplete)
            ++counts.answered;
        else
            ++(answer.status == 402 ? counts.refused : counts.other);
    }
    return counts;
}

QJsonObject keyStatus(const GatewayProcess &gateway)
{
    return objectOf(exchangeOnce(gateway.port(), "GET /v1/gatehouse/key HTTP/1.1\r\nHost: 127.0.0.1:"_ba
                                                     + QByteArray::number(gateway.port()) + "\r\nAuthorization: Bearer "
                                                     + gateway.key() + "\r\n\r\n")
                        .body);
}

QJsonObject onlyBudget(const GatewayProcess &gateway)
{
    return keyStatus(gateway)["budgets"_L1].toArray().first().toObject();
}

// Waits until nothing is held any more.
QJsonObject restingBudget(const GatewayProcess &gateway)
{
    QJsonObject status = onlyBudget(gateway);
    for (const QDeadlineTimer deadline(30'000);
         !deadline.hasExpired() && status["reserved_usd"_L1].toString() != u"0"_s;) {
        QTest::qWait(20);
        status = onlyBudget(gateway);
    }
    return status;
}

qint64 nanosOf(const QJsonValue &usd)
{
    return qRound64(usd.toString().toDouble() * 1e9);
}

void verifyLedger(const GatewayProcess &gateway)
{
    const CommandResult checked = gateway.ctl({u"ledger"_s, u"check"_s});
    QVERIFY2(checked.exitCode == 0, QByteArray(checked.output + checked.errors).constData());
}

} // namespace

// Budgets cannot be overspent: the real gateway, a vendor that counts for itself, and everything at once.
class TestBudgets final : public QObject
{
    Q_OBJECT
private slots:
    // 200 parallel streams against $1.00, by the vendor's own count.
    void streamsInParallel_R20()
    {
        Vendor vendor(300ms);
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .prices = prices(), .budgets = {budget(u"1.00"_s)}});
        QVERIFY(gateway.start());
        const Counts counts = inParallel(gateway, 200, body(true));
        QCOMPARE(counts.other, 0);
        QVERIFY2(counts.answered >= 45 && counts.answered <= 49, qPrintable(QString::number(counts.answered)));
        QCOMPARE(counts.answered, static_cast<int>(vendor.requests()));
        QVERIFY(vendor.billed() <= 1'000'000'000);
        const QJsonObject status = restingBudget(gateway);
        QCOMPARE(nanosOf(status["spend_usd"_L1]), vendor.billed());
        // Again, until it is used up: what was held and not used is there again, and never more than the dollar.
        for (int round = 0; round < 3; ++round)
            inParallel(gateway, 50, body(true));
        QVERIFY(vendor.billed() <= 1'000'000'000);
        QVERIFY(vendor.billed() > 960'000'000);
        QCOMPARE(nanosOf(restingBudget(gateway)["spend_usd"_L1]), vendor.billed());
        verifyLedger(gateway);
    }

    // The same in one piece, with a hold that is exactly what is used: as many pass as fit.
    void asManyPassAsFit_R20()
    {
        Vendor vendor(500ms);
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .prices = prices(), .budgets = {budget(u"0.205"_s)}});
        QVERIFY(gateway.start());
        const Counts counts = inParallel(gateway, 100, body(false));
        QCOMPARE(counts.answered, 10); // two cents each, and a fraction of a cent for the input
        QCOMPARE(counts.refused, 90);
        verifyLedger(gateway);
    }

    void theWordsOf402()
    {
        Vendor vendor;
        GatewayProcess gateway({.vendors = {vendor.baseUrl()},
                                .prices = prices(),
                                .budgets = {budget(u"0.03"_s, {{u"zone"_s, u"Europe/Berlin"_s}})}});
        QVERIFY(gateway.start());
        const auto ask = [&gateway] {
            return exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false)));
        };
        const RawAnswer first = ask();
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("x-gh-cost-usd"), "0.02002"_ba);
        QVERIFY(!first.header("x-gh-budget-remaining-usd").isEmpty());
        const RawAnswer refused = ask();
        QCOMPARE(refused.status, 402);
        QVERIFY(refused.header("retry-after").isEmpty()); // nothing runs that could make room
        const QJsonObject error = objectOf(refused.body)["error"_L1].toObject();
        QCOMPARE(error["type"_L1].toString(), u"budget_exceeded"_s);
        QCOMPARE(error["code"_L1].toString(), u"budget_exceeded"_s);
        QCOMPARE(error["limit_source"_L1].toString(), u"client:tests/monthly"_s);
        QCOMPARE(error["limit_usd"_L1].toString(), u"0.03"_s);
        QCOMPARE(error["spend_usd"_L1].toString(), u"0.02002"_s);
        QCOMPARE(error["reserved_usd"_L1].toString(), u"0.00"_s);
        QVERIFY(nanosOf(error["needed_usd"_L1]) > 20'000'000);
        QVERIFY(error["resets_at"_L1].toString().endsWith(u'Z'));
        const QString message = error["message"_L1].toString();
        QVERIFY2(message.contains(u"Monthly budget of client 'tests' is used up: $0.02002 of $0.03"_s),
                 qPrintable(message));
        QVERIFY2(message.contains(u"00:00 Europe/Berlin"_s), qPrintable(message));
        QCOMPARE(vendor.requests(), 1);
    }

    // What only others on their way keep from fitting is worth another try.
    void heldByOthers()
    {
        Vendor vendor(2'000ms);
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .prices = prices(), .budgets = {budget(u"0.03"_s)}});
        QVERIFY(gateway.start());
        RawClient running(gateway.port());
        QVERIFY(running.send(postText(gateway.port(), gateway.key(), body(true))));
        QVERIFY(running.readUntil("data: "));
        const RawAnswer refused = exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false)));
        QCOMPARE(refused.status, 402);
        QCOMPARE(refused.header("retry-after"), "2"_ba);
        QVERIFY(nanosOf(objectOf(refused.body)["error"_L1]["reserved_usd"_L1]) > 20'000'000);
    }

    // Cancelled, refused and failed ones hold nothing, and what they used is what their rows say.
    void holdsNeverLeak_R21()
    {
        Vendor vendor(50ms);
        GatewayProcess gateway({.vendors = {vendor.baseUrl()},
                                .provider = {{u"retries"_s, 0}},
                                .prices = prices(),
                                .budgets = {budget(u"100"_s)}});
        QVERIFY(gateway.start());
        for (int i = 0; i < 120; ++i) {
            RawClient client(gateway.port());
            QVERIFY(client.send(postText(gateway.port(), gateway.key(), body(i % 2 == 0))));
            if (i % 3 == 0)
                client.reset(); // gone before there is an answer
            else if (i % 3 == 1)
                (void)client.readAnswer();
            else if (client.readUntil("HTTP/1.1 200"))
                client.close(); // gone in the middle
        }
        vendor.upstream().setScript([](const FakeRequest &request) {
            return request.number % 2 == 0 ? FakeAnswer::error(500) : FakeAnswer::ending(FakeAnswer::End::Reset);
        });
        for (int i = 0; i < 20; ++i)
            QVERIFY(exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false))).status >= 500);
        const QJsonObject status = restingBudget(gateway);
        QCOMPARE(status["reserved_usd"_L1].toString(), u"0"_s);
        QTRY_VERIFY_WITH_TIMEOUT(gateway.requestRows().size() >= 140, 30'000);
        qint64 sum = 0;
        for (const QJsonValue row : gateway.requestRows())
            sum += nanosOf(row["cost_usd"_L1]);
        QCOMPARE(nanosOf(onlyBudget(gateway)["spend_usd"_L1]), sum);
        verifyLedger(gateway);
    }

    // kill -9 in the middle: what was on its way counts at its hold, for ever.
    void killedInTheMiddle_R21()
    {
        Vendor vendor(30'000ms);
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .prices = prices(), .budgets = {budget(u"1.00"_s)}});
        QVERIFY(gateway.start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 10; ++i) {
            clients.push_back(std::make_unique<RawClient>(gateway.port()));
            QVERIFY(clients.back()->send(postText(gateway.port(), gateway.key(), body(true))));
            QVERIFY(clients.back()->readUntil("data: "));
        }
        const qint64 held = nanosOf(onlyBudget(gateway)["reserved_usd"_L1]);
        QVERIFY(held >= 10 * OutputTokens * OutputPrice);
        gateway.killHard();
        QVERIFY(gateway.start());
        const QJsonObject status = onlyBudget(gateway);
        QCOMPARE(nanosOf(status["spend_usd"_L1]), held);
        QCOMPARE(status["reserved_usd"_L1].toString(), u"0"_s);
        verifyLedger(gateway);
        // And what is left is no more than was left.
        const Counts counts = inParallel(gateway, 60, body(true, 4'000));
        QVERIFY(held + counts.answered * 8'000'000LL <= 1'000'000'000);
    }

    // From half of it on the requests get a model that costs a tenth.
    void nearlyUsedUpGoesOnWithAnotherModel_R20()
    {
        Vendor vendor;
        QJsonArray known = prices();
        known.append(QJsonObject{{u"model"_s, u"cheap"_s}, {u"input"_s, u"0.1"_s}, {u"output"_s, u"0.2"_s}});
        GatewayProcess gateway(
            {.vendors = {vendor.baseUrl()},
             .prices = known,
             .budgets = {budget(u"0.10"_s, {{u"downgrade_model"_s, u"cheap"_s}, {u"downgrade_at"_s, 50}})}});
        QVERIFY(gateway.start());
        QByteArrayList models;
        for (int i = 0; i < 6; ++i) {
            const RawAnswer answer =
                exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(i % 2 == 1)));
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.header("x-gh-downgraded-by"), i < 3 ? QByteArray() : "monthly"_ba);
            models.append(vendor.upstream().requests().last().model);
        }
        QCOMPARE(models, (QByteArrayList{"m", "m", "m", "cheap", "cheap", "cheap"}));
        QCOMPARE(nanosOf(restingBudget(gateway)["spend_usd"_L1]),
                 3 * (20 * InputPrice + OutputTokens * OutputPrice) * 11 / 10);
        verifyLedger(gateway);
    }

    // A restart begins with what the ledger says.
    void spendIsKnownAfterARestart_R21()
    {
        Vendor vendor;
        GatewayProcess gateway({.vendors = {vendor.baseUrl()},
                                .prices = prices(),
                                .budgets = {budget(u"1.00"_s),
                                            budget(u"5"_s, {{u"name"_s, u"everybody"_s},
                                                            {u"scope"_s, u"organisation"_s},
                                                            {u"subject"_s, u""_s},
                                                            {u"window"_s, u"rolling"_s},
                                                            {u"length"_s, 86'400}}),
                                            budget(u"5"_s, {{u"name"_s, u"by model"_s},
                                                            {u"scope"_s, u"model"_s},
                                                            {u"subject"_s, u"m*"_s},
                                                            {u"window"_s, u"lifetime"_s}}),
                                            budget(u"5"_s, {{u"name"_s, u"by provider"_s},
                                                            {u"scope"_s, u"provider"_s},
                                                            {u"subject"_s, u"vendor1"_s}})}});
        QVERIFY(gateway.start());
        for (int i = 0; i < 7; ++i)
            QCOMPARE(exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false))).status, 200);
        const auto spends = [&gateway] {
            QList<qint64> list;
            for (const QJsonValue one : keyStatus(gateway)["budgets"_L1].toArray())
                list.append(nanosOf(one["spend_usd"_L1]));
            return list;
        };
        QTRY_COMPARE(spends(), (QList<qint64>{vendor.billed(), vendor.billed()}));
        gateway.terminate();
        QVERIFY(gateway.waitForEnd());
        QVERIFY(gateway.start());
        QCOMPARE(spends(), (QList<qint64>{vendor.billed(), vendor.billed()}));
    }

    // A client that says no bound for its output gets one, and the vendor is told; without a budget nothing is touched.
    void outputIsBounded_data()
    {
        QTest::addColumn<bool>("hasBudget");
        QTest::newRow("with a budget") << true;
        QTest::newRow("without") << false;
    }
    void outputIsBounded()
    {
        QFETCH(const bool, hasBudget);
        Vendor vendor;
        GatewayProcess gateway({.vendors = {vendor.baseUrl()},
                                .settings = {{u"limits.output_tokens"_s, 777}},
                                .prices = prices(),
                                .budgets = hasBudget ? QJsonArray{budget(u"1"_s)} : QJsonArray()});
        QVERIFY(gateway.start());
        const QByteArray unbound = "{ \"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}] }"_ba;
        const RawAnswer answer = exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), unbound));
        QCOMPARE(answer.status, 200);
        const QByteArray sent = vendor.upstream().requests().last().body;
        if (hasBudget) {
            QCOMPARE(objectOf(sent)["max_tokens"_L1].toInteger()
                         + objectOf(sent)["max_completion_tokens"_L1].toInteger(),
                     777);
            QCOMPARE(answer.header("x-gh-max-output-tokens"), "777"_ba);
        } else {
            QCOMPARE(sent, unbound);
            QVERIFY(answer.header("x-gh-max-output-tokens").isEmpty());
        }
    }

    // R23: a price that is not known is never taken for none.
    void unknownPrices_R23_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<int>("status");
        QTest::newRow("blocked") << QJsonObject() << 402;
        QTest::newRow("allowed") << QJsonObject{{u"unpriced"_s, u"allow"_s}} << 200;
        QTest::newRow("soft") << QJsonObject{{u"enforcement"_s, u"soft"_s}} << 200;
    }
    void unknownPrices_R23()
    {
        QFETCH(const QJsonObject, more);
        QFETCH(const int, status);
        Vendor vendor;
        GatewayProcess gateway({.vendors = {vendor.baseUrl()}, .prices = prices(), .budgets = {budget(u"1"_s, more)}});
        QVERIFY(gateway.start());
        const RawAnswer answer =
            exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false, 100, "no-price"_ba)));
        QCOMPARE(answer.status, status);
        if (status == 402) {
            QCOMPARE(objectOf(answer.body)["error"_L1]["code"_L1].toString(), u"price_unknown"_s);
            QCOMPARE(vendor.requests(), 0);
        }
    }

    void aSoftBudgetRefusesNothing()
    {
        Vendor vendor;
        GatewayProcess gateway({.vendors = {vendor.baseUrl()},
                                .prices = prices(),
                                .budgets = {budget(u"0.01"_s, {{u"enforcement"_s, u"soft"_s}})}});
        QVERIFY(gateway.start());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false))).status, 200);
        QCOMPARE(nanosOf(restingBudget(gateway)["spend_usd"_L1]), vendor.billed());
        QCOMPARE(restingBudget(gateway)["remaining_usd"_L1].toString(), u"0"_s);
    }

    // A budget that is made while requests run begins with what the ledger says.
    void aNewBudgetKnowsThePast()
    {
        Vendor vendor;
        GatewayProcess::Setup setup{.vendors = {vendor.baseUrl()}, .prices = prices()};
        GatewayProcess gateway(setup);
        QVERIFY(gateway.start());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false))).status, 200);
        setup.budgets = {budget(u"0.07"_s)};
        gateway.writeDocument(setup);
        gateway.reload();
        QTRY_VERIFY(!keyStatus(gateway)["budgets"_L1].toArray().isEmpty());
        QCOMPARE(nanosOf(onlyBudget(gateway)["spend_usd"_L1]), vendor.billed());
        QCOMPARE(exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false))).status, 402);
        // A top-up lets it go on.
        setup.budgets = {budget(u"0.07"_s, {{u"top_up"_s, u"0.10"_s}, {u"top_up_until"_s, u"2100-01-01T00:00:00Z"_s}})};
        gateway.writeDocument(setup);
        gateway.reload();
        QTRY_COMPARE(onlyBudget(gateway)["limit_usd"_L1].toString(), u"0.17"_s);
        QCOMPARE(exchangeOnce(gateway.port(), postText(gateway.port(), gateway.key(), body(false))).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestBudgets)
#include "tst_budgets.moc"
