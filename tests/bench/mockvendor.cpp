// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The vendor of the bench: answers OpenAI chat completions as fast as one thread can, so that what is measured is the
// gateway. What it answers is said by the model's name, which passes through every gateway:
//   json-BYTES           one JSON answer whose body has about BYTES bytes
//   stream-TOKENS-PACE   TOKENS events, one every PACE milliseconds (0: all at once), then the end
// GET /count answers how many POST requests it has seen. One thread, epoll, no dependency. Prints "ready PORT".

#include <queue>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

struct Connection {
    int descriptor = -1;
    std::uint64_t serial = 0; // descriptors are used again; a due event names the serial it was made for
    std::string input;
    std::string output;
    bool isWaitingToWrite = false;
    bool isUsageAsked = false;
    int tokensLeft = 0; // of the stream on its way
    Milliseconds pace{0};
    std::string model;
};

struct DueEvent {
    SteadyClock::time_point time;
    int descriptor = -1;
    std::uint64_t serial = 0;
    bool operator>(const DueEvent &other) const { return time > other.time; }
};

int numberAfter(std::string_view text, std::string_view mark, int fallback)
{
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos)
        return fallback;
    int value = fallback;
    std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), value);
    return value;
}

bool equalsIgnoringCase(char left, char right)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(left) == lower(right);
}

// The value of Content-Length in a block of header lines; 0 when there is none.
std::size_t contentLength(std::string_view head)
{
    constexpr std::string_view Name = "\r\ncontent-length:";
    const auto found = std::ranges::search(head, Name, equalsIgnoringCase);
    if (found.empty())
        return 0;
    auto position = static_cast<std::size_t>(found.end() - head.begin());
    while (position < head.size() && head[position] == ' ')
        ++position;
    std::size_t length = 0;
    std::from_chars(head.data() + position, head.data() + head.size(), length);
    return length;
}

std::string modelOf(std::string_view body)
{
    constexpr std::string_view Name = "\"model\"";
    const std::size_t at = body.find(Name);
    if (at == std::string_view::npos)
        return {};
    const std::size_t begin = body.find('"', at + Name.size());
    const std::size_t end = body.find('"', begin + 1);
    return end == std::string_view::npos ? std::string() : std::string(body.substr(begin + 1, end - begin - 1));
}

std::string wholeAnswer(std::string_view body)
{
    std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                         + std::to_string(body.size()) + "\r\n\r\n";
    answer += body;
    return answer;
}

std::string jsonAnswer(const std::string &model, int sizeBytes)
{
    const std::string before = R"({"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":")"
                               + model + R"(","choices":[{"index":0,"message":{"role":"assistant","content":")";
    const std::string after = R"("},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":210,)"
                              R"("completion_tokens":150,"total_tokens":360}})";
    constexpr std::string_view Words = "The quick brown fox jumps over the lazy dog. ";
    const int frame = static_cast<int>(before.size() + after.size());
    const auto wanted = static_cast<std::size_t>(std::max(0, sizeBytes - frame));
    std::string content;
    while (content.size() < wanted)
        content += Words.substr(0, std::min(Words.size(), wanted - content.size()));
    return wholeAnswer(before + content + after);
}

std::string chunk(std::string_view payload)
{
    std::array<char, 20> size{};
    const char *end = std::to_chars(size.data(), size.data() + size.size(), payload.size(), 16).ptr;
    std::string text(static_cast<const char *>(size.data()), end);
    text += "\r\n";
    text += payload;
    text += "\r\n";
    return text;
}

// One event of a stream, as a chunk; `rest` is what follows the model's name.
std::string streamEvent(const std::string &model, std::string_view rest)
{
    std::string event =
        R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1767225600,"model":")";
    event += model;
    event += rest;
    event += "\n\n";
    return chunk(event);
}

class Vendor final
{
public:
    // The port it listens on, or nothing when the system refuses.
    std::optional<int> listen(int port);
    void run();

private:
    void acceptAll();
    void read(Connection &connection);
    void handleInput(Connection &connection);
    void answer(Connection &connection, std::string_view head, std::string_view body);
    void startStream(Connection &connection);
    void sendToken(Connection &connection);
    void schedule(const Connection &connection, SteadyClock::time_point time);
    void runDue();
    int waitTime() const;
    void flush(Connection &connection);
    void close(Connection &connection);

    int m_listener = -1;
    int m_epoll = -1;
    std::uint64_t m_nextSerial = 1;
    std::uint64_t m_requests = 0;
    std::unordered_map<int, std::unique_ptr<Connection>> m_connections;
    std::vector<std::unique_ptr<Connection>> m_closed; // freed when no function is in them any more
    std::priority_queue<DueEvent, std::vector<DueEvent>, std::greater<>> m_due;
    std::map<std::string, std::string> m_answers; // whole JSON answers by model
};

std::optional<int> Vendor::listen(int port)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, length) != 0 || ::listen(m_listener, 4096) != 0
        || ::getsockname(m_listener, generic, &length) != 0)
        return std::nullopt;
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{.events = EPOLLIN, .data = {.fd = m_listener}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event);
    return ntohs(address.sin_port);
}

void Vendor::run()
{
    std::array<epoll_event, 512> events{};
    for (;;) {
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), waitTime());
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<std::size_t>(i)];
            if (event.data.fd == m_listener) {
                acceptAll();
                continue;
            }
            const auto found = m_connections.find(event.data.fd);
            if (found == m_connections.end())
                continue;
            if (event.events & EPOLLOUT)
                flush(*found->second);
            else
                read(*found->second);
        }
        runDue();
        m_closed.clear();
    }
}

void Vendor::acceptAll()
{
    for (;;) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto connection = std::make_unique<Connection>();
        connection->descriptor = descriptor;
        connection->serial = m_nextSerial++;
        epoll_event event{.events = EPOLLIN, .data = {.fd = descriptor}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
        m_connections[descriptor] = std::move(connection);
    }
}

void Vendor::read(Connection &connection)
{
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t count = ::recv(connection.descriptor, buffer.data(), buffer.size(), 0);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
            close(connection);
            return;
        }
        if (count < 0)
            break;
        connection.input.append(buffer.data(), static_cast<std::size_t>(count));
        if (static_cast<std::size_t>(count) < buffer.size())
            break;
    }
    handleInput(connection);
}

void Vendor::handleInput(Connection &connection)
{
    while (connection.descriptor >= 0 && connection.tokensLeft == 0) {
        const std::string_view input = connection.input;
        const std::size_t headEnd = input.find("\r\n\r\n");
        if (headEnd == std::string_view::npos)
            return;
        const std::size_t total = headEnd + 4 + contentLength(input.substr(0, headEnd + 2));
        if (input.size() < total)
            return;
        answer(connection, input.substr(0, headEnd), input.substr(headEnd + 4, total - headEnd - 4));
        connection.input.erase(0, total);
        flush(connection);
    }
}

void Vendor::answer(Connection &connection, std::string_view head, std::string_view body)
{
    if (head.starts_with("GET ")) {
        const bool isCount = head.starts_with("GET /count ");
        connection.output += wholeAnswer(isCount ? std::to_string(m_requests) : R"({"object":"list","data":[]})");
        return;
    }
    ++m_requests;
    connection.model = modelOf(body);
    if (connection.model.starts_with("stream-")) {
        connection.isUsageAsked = body.find("\"include_usage\":true") != std::string_view::npos;
        startStream(connection);
        return;
    }
    std::string &stored = m_answers[connection.model];
    if (stored.empty())
        stored = jsonAnswer(connection.model, numberAfter(connection.model, "json-", 1024));
    connection.output += stored;
}

void Vendor::startStream(Connection &connection)
{
    const std::string &model = connection.model;
    connection.tokensLeft = numberAfter(model, "stream-", 200);
    connection.pace = Milliseconds(numberAfter(model, "stream-" + std::to_string(connection.tokensLeft) + "-", 0));
    // The last field tells nginx not to gather the stream; others ignore it.
    connection.output += "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
                         "X-Accel-Buffering: no\r\n\r\n";
    connection.output += streamEvent(
        model, R"(","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]})");
    sendToken(connection);
    while (connection.pace.count() == 0 && connection.tokensLeft > 0)
        sendToken(connection);
    if (connection.tokensLeft > 0)
        schedule(connection, SteadyClock::now() + connection.pace);
}

void Vendor::sendToken(Connection &connection)
{
    const std::string &model = connection.model;
    connection.output +=
        streamEvent(model, R"(","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}]})");
    if (--connection.tokensLeft > 0)
        return;
    connection.output += streamEvent(model, R"(","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
    if (connection.isUsageAsked) {
        connection.output += streamEvent(
            model, R"(","choices":[],"usage":{"prompt_tokens":210,"completion_tokens":200,"total_tokens":410}})");
    }
    connection.output += chunk("data: [DONE]\n\n");
    connection.output += "0\r\n\r\n";
}

void Vendor::schedule(const Connection &connection, SteadyClock::time_point time)
{
    m_due.push({time, connection.descriptor, connection.serial});
}

void Vendor::runDue()
{
    const auto now = SteadyClock::now();
    while (!m_due.empty() && m_due.top().time <= now) {
        const DueEvent due = m_due.top();
        m_due.pop();
        const auto found = m_connections.find(due.descriptor);
        if (found == m_connections.end() || found->second->serial != due.serial)
            continue;
        Connection &connection = *found->second;
        sendToken(connection);
        if (connection.tokensLeft > 0)
            schedule(connection, due.time + connection.pace);
        flush(connection);
        handleInput(connection);
    }
}

int Vendor::waitTime() const
{
    if (m_due.empty())
        return -1;
    const auto left = std::chrono::ceil<Milliseconds>(m_due.top().time - SteadyClock::now());
    return static_cast<int>(std::max<Milliseconds::rep>(0, left.count()));
}

void Vendor::flush(Connection &connection)
{
    while (connection.descriptor >= 0 && !connection.output.empty()) {
        const ssize_t count =
            ::send(connection.descriptor, connection.output.data(), connection.output.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN)
            break;
        if (count < 0)
            close(connection);
        else
            connection.output.erase(0, static_cast<std::size_t>(count));
    }
    const bool isWaiting = !connection.output.empty();
    if (connection.descriptor < 0 || isWaiting == connection.isWaitingToWrite)
        return;
    connection.isWaitingToWrite = isWaiting;
    // While the client takes nothing, nothing more is read from it either.
    epoll_event event{.events = isWaiting ? EPOLLOUT : EPOLLIN, .data = {.fd = connection.descriptor}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.descriptor, &event);
}

void Vendor::close(Connection &connection)
{
    const auto found = m_connections.find(connection.descriptor);
    ::close(connection.descriptor);
    connection.descriptor = -1;
    m_closed.push_back(std::move(found->second));
    m_connections.erase(found);
}

} // namespace

int main(int argc, char **argv)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    Vendor vendor;
    const std::optional<int> port = vendor.listen(argc > 1 ? numberAfter(argv[1], "", 0) : 0);
    if (!port) {
        std::perror("mockvendor: cannot listen");
        return 1;
    }
    std::printf("ready %d\n", *port);
    std::fflush(stdout);
    vendor.run();
}
