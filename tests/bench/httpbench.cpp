// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the HTTP layer costs: a ServerWorker and a ClientPool on one thread as a plain proxy, between a load generator
// and an upstream in processes of their own. 1 KB each way, keep-alive, closed loop.
//   httpbench [CONNECTIONS [IDLE [SECONDS [stock]]]]   the proxy; "stock": on Qt's own dispatcher
//   httpbench upstream PORT                            only the upstream, for another proxy to be put before it
//   httpbench load PORT CONNECTIONS IDLE SECONDS       only the load, against another proxy
#include "gateway/http/client.h"
#include "gateway/http/epolldispatcher.h"
#include "gateway/http/server.h"
#include "tests/support/clocks.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>
#include <QThread>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <functional>

using namespace Gatehouse;
using namespace Gatehouse::Http;
using namespace Qt::StringLiterals;

namespace {

constexpr int BodySize = 1024;

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

QByteArray requestText()
{
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
           "gh-0123456789abcdef0123456789abcdef\r\n"
           "Content-Type: application/json\r\nAccept: application/json\r\nUser-Agent: httpbench/1\r\nContent-Length: "_ba
           + QByteArray::number(BodySize) + "\r\n\r\n" + QByteArray(BodySize, 'q');
}

QByteArray answerText()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: req_0123456789\r\nContent-Length: "_ba
           + QByteArray::number(BodySize) + "\r\n\r\n" + QByteArray(BodySize, 'a');
}

// The size of the message at the start of `text`, or 0 while that is not known.
qsizetype messageSize(const QByteArray &text)
{
    const qsizetype end = text.indexOf("\r\n\r\n");
    if (end < 0)
        return 0;
    const QByteArray head = text.first(end + 2).toLower();
    const qsizetype at = head.indexOf("content-length: ");
    return end + 4 + (at < 0 ? 0 : head.sliced(at + 16, head.indexOf('\r', at) - at - 16).toLongLong());
}

int listenOn(int port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    const int one = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    const sockaddr_in address = loopback(port);
    if (::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || ::listen(listener, 4096) != 0)
        return -1;
    return listener;
}

int portOf(int listener)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

// Answers each request with the same kilobyte.
[[noreturn]] void runUpstream(int listener)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int poll = ::epoll_create1(0);
    epoll_event event{.events = EPOLLIN, .data = {.fd = listener}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    std::vector<QByteArray> held(65536);
    const QByteArray answer = answerText();
    std::array<epoll_event, 256> events;
    std::array<char, 65536> buffer;
    for (;;) {
        const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            if (descriptor == listener) {
                const int client = ::accept(listener, nullptr, nullptr);
                const int one = 1;
                ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                event.data.fd = client;
                ::epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
                continue;
            }
            const ssize_t size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
            QByteArray &text = held[static_cast<std::size_t>(descriptor)];
            if (size <= 0) {
                ::close(descriptor);
                text.clear();
                continue;
            }
            text.append(buffer.data(), size);
            for (qsizetype message = messageSize(text); message > 0 && text.size() >= message;
                 message = messageSize(text)) {
                text.remove(0, message);
                std::ignore =
                    ::send(descriptor, answer.constData(), static_cast<std::size_t>(answer.size()), MSG_NOSIGNAL);
            }
        }
    }
}

int connectTo(int port)
{
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    const int one = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const sockaddr_in address = loopback(port);
    return ::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 ? client : -1;
}

// Returns how many answers came in the time.
qint64 runLoad(int port, int connections, int idle, double seconds, const std::function<void()> &onConnected = {})
{
    for (int i = 0; i < idle; ++i) {
        if (connectTo(port) < 0) {
            std::fprintf(stderr, "idle connection %d failed\n", i);
            break;
        }
    }
    if (onConnected)
        onConnected();
    const int poll = ::epoll_create1(0);
    const QByteArray request = requestText();
    std::vector<QByteArray> held(65536);
    for (int i = 0; i < connections; ++i) {
        const int client = connectTo(port);
        epoll_event event{.events = EPOLLIN, .data = {.fd = client}};
        ::epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
        std::ignore = ::send(client, request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL);
    }
    qint64 answers = 0;
    std::array<epoll_event, 256> events;
    std::array<char, 65536> buffer;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (std::chrono::steady_clock::now() < end) {
        const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            const ssize_t size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
            if (size <= 0) {
                std::fprintf(stderr, "a connection was closed\n");
                ::close(descriptor);
                continue;
            }
            QByteArray &text = held[static_cast<std::size_t>(descriptor)];
            text.append(buffer.data(), size);
            if (const qsizetype message = messageSize(text); message > 0 && text.size() >= message) {
                ++answers;
                text.clear();
                std::ignore =
                    ::send(descriptor, request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL);
            }
        }
    }
    return answers;
}

// Forwards each request and hands the answer back whole.
class Proxy final : public RequestHandler
{
public:
    Proxy(ClientPool *pool, quint16 port)
        : m_pool(pool)
        , m_endpoint{.host = u"127.0.0.1"_s, .port = port, .tls = false, .proxyUrl = {}, .caFile = {}}
    {}

    void handle(Request request, std::shared_ptr<Response> response) override
    {
        struct Exchange {
            std::shared_ptr<Response> response;
            std::unique_ptr<ClientCall> call;
            QByteArray body;
            int status = 502;
        };
        auto exchange = std::make_shared<Exchange>();
        exchange->response = std::move(response);
        ClientRequest forwarded{
            .method = request.method,
            .target = request.path,
            .headers = {{"Authorization"_ba, "Bearer sk-0123456789"_ba}, {"Content-Type"_ba, "application/json"_ba}},
            .body = std::move(request.body),
            .timeouts = {}};
        Exchange &state = *exchange;
        state.call = m_pool->start(m_endpoint, std::move(forwarded),
                                   {.onHead = [&state](const ResponseHead &head) { state.status = head.status; },
                                    .onBody = [&state](QByteArrayView bytes) { state.body.append(bytes); },
                                    .onEnd =
                                        [exchange](const CallResult &) mutable {
                                            const auto kept = std::exchange(exchange, nullptr);
                                            kept->response->send(
                                                kept->status, {{"Content-Type"_ba, "application/json"_ba}}, kept->body);
                                        }});
    }
    QByteArray refusalBody(const Error &error, QByteArrayView) const override { return error.message.toUtf8(); }
    std::optional<Error> checkHead(const Request &) const override { return std::nullopt; }

private:
    ClientPool *m_pool;
    Endpoint m_endpoint;
};

class Listener final : public QTcpServer
{
public:
    explicit Listener(ServerWorker *worker)
        : m_worker(worker)
    {
        setListenBacklogSize(4096);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_worker->accept(descriptor); }

private:
    ServerWorker *m_worker;
};

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

qint64 residentKib()
{
    QFile file(u"/proc/self/statm"_s);
    std::ignore = file.open(QIODevice::ReadOnly);
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) / 1024;
}

int runProxy(int argc, char **argv, int connections, int idle, double seconds, bool isStock)
{
    const int listener = listenOn(0);
    const auto upstreamPort = static_cast<quint16>(portOf(listener));
    const pid_t upstream = ::fork();
    if (upstream == 0)
        runUpstream(listener);
    ::close(listener);

    const QCoreApplication application(argc, argv);
    QThread thread;
    if (!isStock) {
        if (auto dispatcher = makeEpollDispatcher())
            thread.setEventDispatcher(dispatcher.release());
    }
    const Test::RealClock clock;
    std::atomic<int> port = 0;
    thread.start();
    auto context = std::make_unique<QObject>();
    context->moveToThread(&thread);
    QMetaObject::invokeMethod(
        context.get(),
        [&] {
            auto *pool = new ClientPool(ClientPoolOptions{}, &clock, context.get());
            auto *worker = new ServerWorker(ServerLimits{}, new Proxy(pool, upstreamPort), &clock, context.get());
            auto *server = new Listener(worker);
            server->setParent(context.get());
            server->listen(QHostAddress::LocalHost);
            port = server->serverPort();
        },
        Qt::QueuedConnection);
    while (port == 0)
        ::usleep(1000);

    std::array<int, 2> pipe{};
    std::ignore = ::pipe(pipe.data());
    const qint64 residentBefore = residentKib();
    const pid_t load = ::fork();
    if (load == 0) {
        // The making of the idle connections is not measured.
        const auto tell = [&](qint64 number) { std::ignore = ::write(pipe[1], &number, sizeof number); };
        tell(runLoad(port, connections, idle, seconds, [&] {
            ::usleep(300'000);
            tell(0);
        }));
        ::_exit(0);
    }
    qint64 answers = 0;
    std::ignore = ::read(pipe[0], &answers, sizeof answers);
    const double before = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    std::ignore = ::read(pipe[0], &answers, sizeof answers);
    const double cpu = cpuSeconds() - before;
    const qint64 resident = residentKib() - residentBefore;
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    ::waitpid(load, nullptr, 0);
    std::printf("%d active, %d idle: %.0f requests/s, %.1f us CPU a request, %.1f KiB a connection\n", connections,
                idle, double(answers) / elapsed, cpu * 1e6 / double(std::max<qint64>(answers, 1)),
                double(resident) / (connections + idle));
    std::fflush(stdout);
    ::kill(upstream, SIGKILL);
    ::waitpid(upstream, nullptr, 0);
    ::_exit(0); // the thread's objects need no orderly end here
}

} // namespace

int main(int argc, char **argv)
{
    const auto number = [&](int index, int otherwise) { return argc > index ? std::atoi(argv[index]) : otherwise; };
    if (argc > 2 && qstrcmp(argv[1], "upstream") == 0) {
        const int listener = listenOn(number(2, 0));
        if (listener < 0)
            return 1;
        runUpstream(listener);
    }
    if (argc > 2 && qstrcmp(argv[1], "load") == 0) {
        const int seconds = number(5, 3);
        const qint64 answers = runLoad(number(2, 0), number(3, 50), number(4, 0), seconds);
        std::printf("%.0f requests/s, %lld answers\n", double(answers) / seconds, static_cast<long long>(answers));
        return 0;
    }
    return runProxy(argc, argv, number(1, 50), number(2, 0), number(3, 3), argc > 4);
}
