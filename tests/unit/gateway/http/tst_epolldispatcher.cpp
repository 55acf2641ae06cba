// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/epolldispatcher.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A thread on the dispatcher under test, and work done on it.
class DispatcherThread final
{
public:
    DispatcherThread()
    {
        m_thread.setEventDispatcher(makeEpollDispatcher().release());
        m_thread.start();
        m_context->moveToThread(&m_thread);
    }
    ~DispatcherThread()
    {
        m_context.release()->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }

    // Runs `work` on the thread and waits until it has called `done`.
    bool run(const std::function<void(QObject *context, std::function<void()> done)> &work, int milliseconds = 5'000)
    {
        QSemaphore finished;
        QMetaObject::invokeMethod(
            m_context.get(), [&] { work(m_context.get(), [&finished] { finished.release(); }); }, Qt::QueuedConnection);
        return finished.tryAcquire(1, milliseconds);
    }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context = std::make_unique<QObject>();
};

struct Pair {
    Pair() { std::ignore = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()); }
    ~Pair()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    Q_DISABLE_COPY_MOVE(Pair)
    std::array<int, 2> ends{-1, -1};
};

} // namespace

// Qt's classes on the epoll dispatcher.
class TestEpollDispatcher final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!makeEpollDispatcher())
            QSKIP("there is no epoll on this system");
    }

    void timersFireInOrder();
    void repeatingTimerKeepsItsPace();
    void zeroTimerDoesNotStarveOthers();
    void timerMayDeleteItself();
    void runningTimerDoesNotFireInANestedLoop();
    void timersAreListed();
    void notifiersReadAndWrite();
    void disabledNotifierIsSilent();
    void notifierMayBeDeletedByAnother();
    void descriptorNumberMayBeReused();
    void exceptionNotifier();
    void queuedCallsFromManyThreads();
    void eventsPostedOnTheThreadNeedNoWakeUp();
    void nestedLoop();
    void socketNotifiersCanBeExcluded();
    void tcpSocketsTalk();
    void quitFromTheThread();
};

void TestEpollDispatcher::timersFireInOrder()
{
    DispatcherThread thread;
    QList<int> fired;
    QElapsedTimer elapsed;
    elapsed.start();
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        for (const int after : {60, 20, 40, 0})
            QTimer::singleShot(after, Qt::PreciseTimer, context, [&fired, after] { fired.append(after); });
        QTimer::singleShot(80, Qt::PreciseTimer, context, done);
    }));
    QCOMPARE(fired, QList<int>({0, 20, 40, 60}));
    QVERIFY(elapsed.elapsed() >= 80);
}

void TestEpollDispatcher::repeatingTimerKeepsItsPace()
{
    DispatcherThread thread;
    int count = 0;
    QElapsedTimer elapsed;
    elapsed.start();
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *timer = new QTimer(context);
        timer->setTimerType(Qt::PreciseTimer);
        QObject::connect(timer, &QTimer::timeout, context, [&count, timer, done] {
            if (++count == 20) {
                timer->stop();
                done();
            }
        });
        timer->start(10ms);
    }));
    QVERIFY(elapsed.elapsed() >= 200);
    QCOMPARE(count, 20);
}

void TestEpollDispatcher::zeroTimerDoesNotStarveOthers()
{
    DispatcherThread thread;
    int turns = 0;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *busy = new QTimer(context);
        QObject::connect(busy, &QTimer::timeout, context, [&turns] { ++turns; });
        busy->start(0ms);
        QTimer::singleShot(30, context, [busy, done] {
            busy->stop();
            done();
        });
    }));
    QVERIFY(turns > 1);
}

void TestEpollDispatcher::timerMayDeleteItself()
{
    DispatcherThread thread;
    int fired = 0;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *timer = new QTimer;
        auto *other = new QTimer(timer);
        QObject::connect(other, &QTimer::timeout, context, [&fired] { fired += 100; });
        QObject::connect(timer, &QTimer::timeout, context, [&fired, timer] {
            ++fired;
            delete timer;
        });
        timer->start(5ms);
        other->start(6ms);
        QTimer::singleShot(50, context, done);
    }));
    QCOMPARE(fired, 1);
}

void TestEpollDispatcher::runningTimerDoesNotFireInANestedLoop()
{
    DispatcherThread thread;
    int depth = 0;
    int deepest = 0;
    int others = 0;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *timer = new QTimer(context);
        auto *other = new QTimer(context);
        QObject::connect(other, &QTimer::timeout, context, [&others] { ++others; });
        QObject::connect(timer, &QTimer::timeout, context, [&, timer, other, done] {
            deepest = std::max(deepest, ++depth);
            QEventLoop loop;
            QTimer::singleShot(50, &loop, &QEventLoop::quit);
            loop.exec();
            --depth;
            timer->stop();
            other->stop();
            done();
        });
        timer->start(5ms);
        other->start(5ms);
    }));
    QCOMPARE(deepest, 1);
    QVERIFY(others > 2);
}

void TestEpollDispatcher::timersAreListed()
{
    DispatcherThread thread;
    QVERIFY(thread.run([](QObject *context, const std::function<void()> &done) {
        const int id = context->startTimer(10s, Qt::PreciseTimer);
        auto *dispatcher = QAbstractEventDispatcher::instance();
        const auto timers = dispatcher->timersForObject(context);
        const auto remaining = dispatcher->remainingTime(Qt::TimerId{id});
        const bool isListed =
            timers.size() == 1 && timers.first().interval == 10s && remaining > 9s && remaining <= 10s;
        context->killTimer(id);
        if (isListed && dispatcher->timersForObject(context).isEmpty()
            && dispatcher->remainingTime(Qt::TimerId{id}) < 0ns)
            done();
    }));
}

void TestEpollDispatcher::notifiersReadAndWrite()
{
    DispatcherThread thread;
    const Pair pair;
    QByteArray received;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *writer = new QSocketNotifier(pair.ends[0], QSocketNotifier::Write, context);
        auto *reader = new QSocketNotifier(pair.ends[1], QSocketNotifier::Read, context);
        QObject::connect(writer, &QSocketNotifier::activated, context, [writer, &pair] {
            writer->setEnabled(false);
            std::ignore = ::write(pair.ends[0], "hello", 5);
        });
        QObject::connect(reader, &QSocketNotifier::activated, context, [&received, reader, writer, &pair, done] {
            std::array<char, 16> buffer;
            received.append(buffer.data(), ::read(pair.ends[1], buffer.data(), buffer.size()));
            delete reader;
            delete writer;
            done();
        });
    }));
    QCOMPARE(received, "hello"_ba);
}

void TestEpollDispatcher::disabledNotifierIsSilent()
{
    DispatcherThread thread;
    const Pair pair;
    int activations = 0;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *reader = new QSocketNotifier(pair.ends[1], QSocketNotifier::Read, context);
        QObject::connect(reader, &QSocketNotifier::activated, context, [&activations, reader] {
            ++activations;
            reader->setEnabled(false);
        });
        std::ignore = ::write(pair.ends[0], "x", 1);
        QTimer::singleShot(30, context, [reader] { reader->setEnabled(true); });
        QTimer::singleShot(60, context, [reader, done] {
            delete reader;
            done();
        });
    }));
    QCOMPARE(activations, 2); // level-triggered: what was not read is told again
}

void TestEpollDispatcher::notifierMayBeDeletedByAnother()
{
    DispatcherThread thread;
    const Pair first;
    const Pair second;
    int activations = 0;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *a = new QSocketNotifier(first.ends[1], QSocketNotifier::Read, context);
        auto *b = new QSocketNotifier(second.ends[1], QSocketNotifier::Read, context);
        const auto activated = [&activations, a, b] {
            ++activations;
            delete a;
            delete b;
        };
        QObject::connect(a, &QSocketNotifier::activated, context, activated);
        QObject::connect(b, &QSocketNotifier::activated, context, activated);
        // Both are ready in the same turn.
        std::ignore = ::write(first.ends[0], "x", 1);
        std::ignore = ::write(second.ends[0], "x", 1);
        QTimer::singleShot(30, context, done);
    }));
    QCOMPARE(activations, 1);
}

// The event of a descriptor that was closed in the same turn must not reach the one that has its number now.
void TestEpollDispatcher::descriptorNumberMayBeReused()
{
    DispatcherThread thread;
    int wrong = 0;
    int right = 0;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto first = std::make_shared<Pair>();
        auto second = std::make_shared<Pair>();
        auto third = std::make_shared<std::unique_ptr<Pair>>();
        struct Watch {
            std::unique_ptr<QSocketNotifier> notifier;
        };
        auto a = std::make_shared<Watch>();
        auto b = std::make_shared<Watch>();
        a->notifier = std::make_unique<QSocketNotifier>(first->ends[1], QSocketNotifier::Read);
        b->notifier = std::make_unique<QSocketNotifier>(second->ends[1], QSocketNotifier::Read);
        const auto replace = [&wrong, context, third](const std::shared_ptr<Watch> &mine,
                                                      const std::shared_ptr<Watch> &other,
                                                      const std::shared_ptr<Pair> &otherPair) {
            mine->notifier->setEnabled(false);
            if (*third)
                return;
            other->notifier.reset();
            const int number = otherPair->ends[1];
            ::close(number);
            *third = std::make_unique<Pair>(); // gets the lowest free number
            other->notifier = std::make_unique<QSocketNotifier>((*third)->ends[0], QSocketNotifier::Read);
            QObject::connect(other->notifier.get(), &QSocketNotifier::activated, context, [&wrong] { ++wrong; });
            otherPair->ends[1] = -1;
        };
        QObject::connect(a->notifier.get(), &QSocketNotifier::activated, context, [=, &right] {
            ++right;
            replace(a, b, second);
        });
        QObject::connect(b->notifier.get(), &QSocketNotifier::activated, context, [=, &right] {
            ++right;
            replace(b, a, first);
        });
        std::ignore = ::write(first->ends[0], "x", 1);
        std::ignore = ::write(second->ends[0], "x", 1);
        QTimer::singleShot(30, context, [=] {
            a->notifier.reset();
            b->notifier.reset();
            done();
        });
    }));
    QCOMPARE(right, 1);
    QCOMPARE(wrong, 0);
}

void TestEpollDispatcher::exceptionNotifier()
{
    DispatcherThread thread;
    bool isTold = false;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QVERIFY(client.waitForConnected());
    QVERIFY(server.waitForNewConnection(5'000));
    const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
    const int watched = ::dup(static_cast<int>(peer->socketDescriptor()));
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *urgent = new QSocketNotifier(watched, QSocketNotifier::Exception, context);
        QObject::connect(urgent, &QSocketNotifier::activated, context, [&isTold, urgent, done] {
            isTold = true;
            delete urgent;
            done();
        });
        std::ignore = ::send(static_cast<int>(client.socketDescriptor()), "!", 1, MSG_OOB);
    }));
    ::close(watched);
    QVERIFY(isTold);
}

void TestEpollDispatcher::queuedCallsFromManyThreads()
{
    DispatcherThread thread;
    constexpr int Threads = 4;
    constexpr int Calls = 5'000;
    int count = 0;
    QObject *target = nullptr;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        target = context;
        done();
    }));
    QSemaphore all;
    std::vector<std::unique_ptr<QThread>> callers;
    for (int i = 0; i < Threads; ++i) {
        callers.emplace_back(QThread::create([&] {
            for (int call = 0; call < Calls; ++call) {
                QMetaObject::invokeMethod(
                    target,
                    [&] {
                        if (++count == Threads * Calls)
                            all.release();
                    },
                    Qt::QueuedConnection);
            }
        }));
        callers.back()->start();
    }
    QVERIFY(all.tryAcquire(1, 10'000));
    for (const auto &caller : callers)
        caller->wait();
    QCOMPARE(count, Threads * Calls);
}

void TestEpollDispatcher::eventsPostedOnTheThreadNeedNoWakeUp()
{
    DispatcherThread thread;
    int count = 0;
    std::function<void()> again;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        again = [&, context, done] {
            if (++count == 1'000)
                done();
            else
                QMetaObject::invokeMethod(context, again, Qt::QueuedConnection);
        };
        again();
    }));
    QCOMPARE(count, 1'000);
}

void TestEpollDispatcher::nestedLoop()
{
    DispatcherThread thread;
    QStringList order;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        QEventLoop loop;
        QMetaObject::invokeMethod(
            context,
            [&] {
                order.append(u"inside"_s);
                loop.quit();
            },
            Qt::QueuedConnection);
        order.append(u"before"_s);
        loop.exec();
        order.append(u"after"_s);
        done();
    }));
    QCOMPARE(order, QStringList({u"before"_s, u"inside"_s, u"after"_s}));
}

void TestEpollDispatcher::socketNotifiersCanBeExcluded()
{
    DispatcherThread thread;
    const Pair pair;
    int activations = 0;
    int whileExcluded = -1;
    QVERIFY(thread.run([&](QObject *context, const std::function<void()> &done) {
        auto *reader = new QSocketNotifier(pair.ends[1], QSocketNotifier::Read, context);
        QObject::connect(reader, &QSocketNotifier::activated, context, [&activations, reader] {
            ++activations;
            reader->setEnabled(false);
        });
        std::ignore = ::write(pair.ends[0], "x", 1);
        QEventLoop loop;
        QTimer::singleShot(30, &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeSocketNotifiers);
        whileExcluded = activations;
        QTimer::singleShot(30, context, [reader, done] {
            delete reader;
            done();
        });
    }));
    QCOMPARE(whileExcluded, 0);
    QCOMPARE(activations, 1);
}

void TestEpollDispatcher::tcpSocketsTalk()
{
    DispatcherThread thread;
    QByteArray received;
    constexpr qsizetype Size = 4 * 1024 * 1024;
    QVERIFY(thread.run(
        [&](QObject *context, const std::function<void()> &done) {
            auto *server = new QTcpServer(context);
            server->listen(QHostAddress::LocalHost);
            QObject::connect(server, &QTcpServer::newConnection, context, [server] {
                QTcpSocket *socket = server->nextPendingConnection();
                QObject::connect(socket, &QTcpSocket::readyRead, socket,
                                 [socket] { socket->write(socket->readAll()); });
            });
            auto *client = new QTcpSocket(context);
            QObject::connect(client, &QTcpSocket::connected, context,
                             [client] { client->write(QByteArray(Size, 'x')); });
            QObject::connect(client, &QTcpSocket::readyRead, context, [&received, client, done] {
                received += client->readAll();
                if (received.size() == Size)
                    done();
            });
            client->connectToHost(QHostAddress::LocalHost, server->serverPort());
        },
        15'000));
    QCOMPARE(received.size(), Size);
}

void TestEpollDispatcher::quitFromTheThread()
{
    QThread thread;
    thread.setEventDispatcher(makeEpollDispatcher().release());
    thread.start();
    auto *context = new QObject;
    context->moveToThread(&thread);
    QMetaObject::invokeMethod(
        context,
        [context, &thread] {
            context->deleteLater();
            thread.exit(7);
        },
        Qt::QueuedConnection);
    QVERIFY(thread.wait(5'000));
}

QTEST_GUILESS_MAIN(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
