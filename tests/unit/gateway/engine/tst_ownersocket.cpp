// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/engine/ownerprotocol.h"
#include "gateway/engine/ownerserver.h"
#include "gateway/engine/remotecontrol.h"
#include "gateway/store/queryservice.h"

#include <QLocalSocket>
#include <QtTest>

using namespace Gatehouse;
using namespace Gatehouse::Engine;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template <typename Entity>
Entity named(const QString &name)
{
    Entity entity;
    entity.name = name;
    return entity;
}

// A gateway that remembers what it was told.
class FakeControl final : public Control
{
public:
    explicit FakeControl(const QString &directory)
        : m_directory(directory)
        , m_queries(directory)
    {}

    [[nodiscard]] EngineStatus status() const override { return current; }
    [[nodiscard]] Configuration configuration() const override { return stored; }
    [[nodiscard]] QString dataDirectory() const override { return m_directory; }
    [[nodiscard]] Store::QueryService &queries() override { return m_queries; }
    void apply(QList<Change> changes, const Actor &actor, std::function<void(Result<Configuration>)> answer) override
    {
        lastActor = actor;
        auto result = applied(stored, changes, m_nextId);
        if (result)
            stored = *result;
        QMetaObject::invokeMethod(
            this,
            [this, result, answer = std::move(answer)] {
                answer(result);
                emit configurationChanged();
            },
            Qt::QueuedConnection);
    }
    void addCredential(EntityId, const QString &, Secret secret, const Actor &,
                       std::function<void(Result<Configuration>)> answer) override
    {
        lastSecret = secret.reveal().toByteArray();
        QMetaObject::invokeMethod(this, [this, answer = std::move(answer)] { answer(stored); }, Qt::QueuedConnection);
    }
    void testProvider(const Provider &, Secret, std::function<void(ProviderTest)> answer) override
    {
        pendingTest = std::move(answer);
    }
    void startServing() override { current.state = EngineState::Serving; }
    void stopServing() override { current.state = EngineState::Stopped; }

    EngineStatus current;
    Configuration stored;
    Actor lastActor;
    QByteArray lastSecret;
    std::function<void(ProviderTest)> pendingTest;

private:
    QString m_directory;
    Store::QueryService m_queries;
    EntityId m_nextId = 1;
};

} // namespace

class TestOwnerSocket : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void recordsSurviveTheTrip();
    void attachedProgramSeesAndChanges();
    void r48_secretsGoThroughWhole();
    void r49_socketIsForTheUserAlone();
    void r7b_waitsForTheOwnerToComeBack();
    void endsCallsWhenTheOwnerGoes();
    void nobodyListensIsSaid();
    void hostileInputIsBounded_data();
    void hostileInputIsBounded();

private:
    std::unique_ptr<RemoteControl> attached();
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeControl> m_control;
    std::unique_ptr<OwnerServer> m_server;
};

void TestOwnerSocket::init()
{
    m_server.reset();
    m_control.reset();
    m_directory = std::make_unique<QTemporaryDir>();
    m_control = std::make_unique<FakeControl>(m_directory->path());
    m_server = std::make_unique<OwnerServer>(*m_control);
    QVERIFY(m_server->listen());
}

std::unique_ptr<RemoteControl> TestOwnerSocket::attached()
{
    auto control = RemoteControl::create(m_directory->path());
    if (!QTest::qWaitFor([&] { return control->status().state != EngineState::Unreachable; }))
        return nullptr;
    return control;
}

void TestOwnerSocket::recordsSurviveTheTrip()
{
    Store::RequestRecord record;
    record.id = RequestId::generate(fromMicroseconds(1'795'000'000'000'000));
    record.startedAt = fromMicroseconds(1'795'000'000'000'123);
    record.state = Store::RequestState::UpstreamError;
    record.surface = Llm::Surface::Batches; // the last of them
    record.requestedModel = u"claude-sonnet-4.6"_s;
    record.errorCode = "upstream_timeout";
    record.usage = {
        .inputUncached = 7, .inputCacheRead = 9'007'199'254'740'993, .output = 3, .source = Llm::UsageSource::Partial};
    record.cost = Money::fromNanos(9'007'199'254'740'993);
    record.stages[9] = 17us;
    const auto wire = QJsonDocument::fromJson(OwnerProtocol::line(OwnerProtocol::toJson(record))).object();
    QCOMPARE(OwnerProtocol::recordFromJson(wire), record);
}

void TestOwnerSocket::attachedProgramSeesAndChanges()
{
    m_control->current.state = EngineState::Serving;
    m_control->current.address = u"http://127.0.0.1:8080"_s;
    const auto remote = attached();
    QVERIFY(remote);
    QCOMPARE(remote->status().address, u"http://127.0.0.1:8080"_s);
    QVERIFY(!remote->status().isEmbedded);

    std::optional<Result<Configuration>> answer;
    remote->apply({{.kind = EntityKind::Client, .after = toJson(named<Client>(u"bot"_s))}},
                  {.name = u"me"_s, .source = u"test"_s},
                  [&](const Result<Configuration> &result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->clients.constFirst().name, u"bot"_s);
    QCOMPARE(m_control->lastActor.name, u"me"_s);
    QTRY_COMPARE(remote->configuration().clients.size(), 1);

    answer.reset();
    remote->apply({{.kind = EntityKind::Client, .after = toJson(named<Client>(u"bot"_s))}}, {},
                  [&](const Result<Configuration> &result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QVERIFY(answer->error().message.contains(u"taken"_s));

    QSignalSpy live(remote.get(), &Control::live);
    Store::RequestRecord record;
    record.id = RequestId::generate(fromMicroseconds(1));
    emit m_control->live({.requests = {record}, .droppedRequests = 2});
    QTRY_COMPARE(live.count(), 1);
    QCOMPARE(live.constFirst().constFirst().value<LiveBatch>().requests.constFirst().id, record.id);
}

void TestOwnerSocket::r48_secretsGoThroughWhole()
{
    const auto remote = attached();
    QVERIFY(remote);
    bool isDone = false;
    remote->addCredential(1, u"L"_s, Secret("sk-\x01\xff key"_ba), {},
                          [&](const Result<Configuration> &) { isDone = true; });
    QTRY_VERIFY(isDone);
    QCOMPARE(m_control->lastSecret, "sk-\x01\xff key"_ba);
}

void TestOwnerSocket::r49_socketIsForTheUserAlone()
{
    const auto permissions = QFileInfo(OwnerProtocol::socketPath(m_directory->path())).permissions();
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
}

void TestOwnerSocket::r7b_waitsForTheOwnerToComeBack()
{
    const auto remote = attached();
    QVERIFY(remote);
    m_server.reset();
    QTRY_COMPARE(remote->status().state, EngineState::Unreachable);
    m_control->current.address = u"http://127.0.0.1:9"_s;
    m_server = std::make_unique<OwnerServer>(*m_control);
    QVERIFY(m_server->listen());
    QTRY_COMPARE(remote->status().address, u"http://127.0.0.1:9"_s);
}

void TestOwnerSocket::endsCallsWhenTheOwnerGoes()
{
    const auto remote = attached();
    QVERIFY(remote);
    std::optional<ProviderTest> test;
    remote->testProvider(named<Provider>(u"P"_s), Secret(), [&](const ProviderTest &result) { test = result; });
    QTRY_VERIFY(m_control->pendingTest);
    m_server.reset();
    QTRY_VERIFY(test);
    QVERIFY(!test->isOk);
    m_control->pendingTest({}); // an answer to a connection that has gone harms nobody
}

void TestOwnerSocket::nobodyListensIsSaid()
{
    QTemporaryDir empty;
    const auto result = RemoteControl::attach(empty.path(), 200ms);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
}

void TestOwnerSocket::hostileInputIsBounded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("not json") << "GET / HTTP/1.1\r\n\r\n"_ba;
    QTest::newRow("another version") << "{\"hello\": 99}\n"_ba;
    QTest::newRow("no hello") << "{\"id\": 1, \"call\": \"apply\"}\n"_ba;
    QTest::newRow("endless line") << QByteArray(OwnerProtocol::MaxLineBytes + 1024, 'x');
    QTest::newRow("deep") << QByteArray(100'000, '[') + '\n';
}

void TestOwnerSocket::hostileInputIsBounded()
{
    QFETCH(QByteArray, bytes);
    QLocalSocket socket;
    socket.connectToServer(OwnerProtocol::socketPath(m_directory->path()));
    QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
    socket.write(bytes);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QLocalSocket::UnconnectedState, 10'000);
    QTRY_COMPARE(m_server->connectionCount(), 0);
    QVERIFY(m_control->stored.clients.isEmpty());
}

QTEST_GUILESS_MAIN(TestOwnerSocket)
#include "tst_ownersocket.moc"
