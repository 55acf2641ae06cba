// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The clients of the bench: keep-alive connections that send chat completions, in a closed loop (each connection sends
// when it has its answer) or an open one (--rate: requests are due at fixed times, and latency counts from when a
// request was due, so that a stall is not hidden by the clients waiting for it). One thread, epoll, no dependency.
//
// Prints "measuring" when the warm-up is over, and at the end one line of JSON. Times are microseconds.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;

struct Options {
    int port = 0;
    std::string path = "/v1/chat/completions";
    std::string key;
    std::string model = "json-1024";
    int bodyBytes = 1024;
    bool isStream = false;
    int connections = 1;
    int idle = 0;    // further connections that never send
    double rate = 0; // requests a second in an open loop; 0 = closed loop
    double seconds = 3;
    double warmUp = 1; // seconds before measuring
};

// Counts by value in buckets that grow with the value: 64 to each doubling, so a percentile is at most 1.6 % off.
class Histogram final
{
public:
    void add(std::uint64_t value)
    {
        ++m_counts[bucketOf(value)];
        ++m_total;
        m_max = std::max(m_max, value);
    }
    void clear() { *this = Histogram(); }
    std::uint64_t max() const { return m_max; }

    std::uint64_t percentile(double fraction) const
    {
        const auto wanted = static_cast<std::uint64_t>(fraction * static_cast<double>(m_total));
        std::uint64_t seen = 0;
        for (std::size_t bucket = 0; bucket < m_counts.size(); ++bucket) {
            seen += m_counts[bucket];
            if (m_counts[bucket] > 0 && seen > wanted)
                return std::min(m_max, valueOf(bucket));
        }
        return m_max;
    }

private:
    static constexpr int SubBits = 6;
    static std::size_t bucketOf(std::uint64_t value)
    {
        const int magnitude = std::max(0, static_cast<int>(std::bit_width(value)) - SubBits - 1);
        return static_cast<std::size_t>(magnitude) * (1U << SubBits) + static_cast<std::size_t>(value >> magnitude);
    }
    static std::uint64_t valueOf(std::size_t bucket)
    {
        const std::size_t half = 1U << SubBits;
        if (bucket < 2 * half)
            return bucket;
        const std::size_t magnitude = bucket / half - 1;
        return (static_cast<std::uint64_t>(bucket - magnitude * half) << magnitude) + (1ULL << magnitude) / 2;
    }

    std::vector<std::uint64_t> m_counts = std::vector<std::uint64_t>(64U * 64U);
    std::uint64_t m_total = 0;
    std::uint64_t m_max = 0;
};

// Reads answers, piece by piece: framing by Content-Length or chunks, and the ends of events in a body.
class AnswerReader final
{
public:
    enum class Step : std::uint8_t { NeedMore, Whole, Broken };

    void restart() { *this = AnswerReader(); }
    int status() const { return m_status; }
    std::uint64_t events() const { return m_events; }
    std::uint64_t bodyBytes() const { return m_bodyBytes; }

    // Consumes all of `data`: an answer is never followed by another one before the next request.
    Step feed(std::string_view data)
    {
        while (!data.empty() && m_state != State::Done && m_state != State::Broken) {
            if (m_state == State::Head)
                data = feedHead(data);
            else if (m_state == State::Body || m_state == State::ChunkData)
                data = feedBody(data);
            else
                data = feedLine(data);
        }
        if (m_state == State::Broken || (m_state == State::Done && !data.empty()))
            return Step::Broken;
        return m_state == State::Done ? Step::Whole : Step::NeedMore;
    }

private:
    enum class State : std::uint8_t { Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer, Done, Broken };

    std::string_view feedHead(std::string_view data)
    {
        const std::size_t before = m_text.size();
        m_text += data;
        const std::size_t end = m_text.find("\r\n\r\n", before < 3 ? 0 : before - 3);
        if (end == std::string::npos)
            return {};
        const std::string_view rest = data.substr(end + 4 - before);
        m_text.resize(end + 2);
        std::ranges::transform(m_text, m_text.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        m_status = m_text.size() > 12 ? std::atoi(m_text.c_str() + 9) : 0;
        if (m_text.find("transfer-encoding: chunked") != std::string::npos) {
            m_state = State::ChunkSize;
        } else if (const std::size_t at = m_text.find("\r\ncontent-length:"); at != std::string::npos) {
            m_left = std::strtoull(m_text.c_str() + at + 17, nullptr, 10);
            m_state = m_left == 0 ? State::Done : State::Body;
        } else {
            m_state = State::Broken; // no answer of a gateway ends with the connection
        }
        m_text.clear();
        return rest;
    }

    std::string_view feedBody(std::string_view data)
    {
        const std::string_view piece = data.substr(0, std::min<std::size_t>(data.size(), m_left));
        countEvents(piece);
        m_bodyBytes += piece.size();
        m_left -= piece.size();
        if (m_left == 0)
            m_state = m_state == State::Body ? State::Done : State::ChunkEnd;
        return data.substr(piece.size());
    }

    // A size line, the line end after a chunk, or a line of the trailer.
    std::string_view feedLine(std::string_view data)
    {
        const std::size_t end = data.find('\n');
        m_text += data.substr(0, end);
        if (end == std::string_view::npos)
            return {};
        if (m_state == State::ChunkSize) {
            m_left = std::strtoull(m_text.c_str(), nullptr, 16);
            m_state = m_left == 0 ? State::Trailer : State::ChunkData;
        } else if (m_state == State::ChunkEnd) {
            m_state = State::ChunkSize;
        } else if (m_text == "\r" || m_text.empty()) {
            m_state = State::Done;
        }
        m_text.clear();
        return data.substr(end + 1);
    }

    void countEvents(std::string_view piece)
    {
        for (std::size_t at = piece.find('\n'); at != std::string_view::npos; at = piece.find('\n', at + 1)) {
            const bool isEmptyLine = at == 0 ? m_endsWithNewline : piece[at - 1] == '\n';
            m_events += isEmptyLine ? 1 : 0;
        }
        m_endsWithNewline = piece.back() == '\n';
    }

    State m_state = State::Head;
    std::string m_text;
    std::uint64_t m_left = 0;
    int m_status = 0;
    std::uint64_t m_events = 0;
    std::uint64_t m_bodyBytes = 0;
    bool m_endsWithNewline = false;
};

struct Connection {
    int descriptor = -1;
    bool isBusy = false;
    std::size_t sent = 0; // of the request
    TimePoint dueAt;
    TimePoint lastPieceAt;
    bool isFirstEventSeen = false;
    AnswerReader answer;
};

std::uint64_t nanoseconds(TimePoint from, TimePoint to)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, std::chrono::nanoseconds(to - from).count()));
}

class Generator final
{
public:
    explicit Generator(Options options);
    bool run(); // false: the target cannot be reached

private:
    bool connectAll();
    int connectOne() const;
    void watch(std::size_t index, std::uint32_t operation, std::uint32_t events) const;
    void send(std::size_t index, TimePoint dueAt);
    void continueSending(std::size_t index);
    void read(std::size_t index);
    void finish(std::size_t index, TimePoint now);
    void fail(std::size_t index);
    void startDue(TimePoint now);
    int closedIdleConnections() const;
    void report(double seconds) const;

    Options m_options;
    std::string m_request;
    int m_epoll = -1;
    std::vector<Connection> m_connections;
    std::vector<int> m_idle;
    std::deque<std::size_t> m_free; // connections without a request, in an open loop
    TimePoint m_nextDue;
    bool m_isMeasuring = false;

    std::uint64_t m_completed = 0;
    std::uint64_t m_errors = 0;
    std::uint64_t m_events = 0;
    std::uint64_t m_sentTotal = 0;      // with the warm-up
    std::uint64_t m_completedTotal = 0; // with the warm-up
    std::map<int, std::uint64_t> m_statuses;
    Histogram m_latency;
    Histogram m_firstEvent;
    Histogram m_gap;
};

std::string requestBody(const Options &options)
{
    const std::string before = R"({"model":")" + options.model + R"(","messages":[{"role":"user","content":")";
    const std::string after =
        std::string(R"("}],"max_tokens":256,"temperature":0.2)") + (options.isStream ? R"(,"stream":true})" : "}");
    constexpr std::string_view Words = "Please summarise the following notes for the team in two sentences. ";
    const int frame = static_cast<int>(before.size() + after.size());
    const auto wanted = static_cast<std::size_t>(std::max(1, options.bodyBytes - frame));
    std::string content;
    while (content.size() < wanted)
        content += Words.substr(0, std::min(Words.size(), wanted - content.size()));
    return before + content + after;
}

Generator::Generator(Options options)
    : m_options(std::move(options))
{
    const std::string body = requestBody(m_options);
    m_request = "POST " + m_options.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_options.port)
                + "\r\nAuthorization: Bearer " + m_options.key + "\r\nContent-Type: application/json\r\nAccept: "
                + (m_options.isStream ? "text/event-stream" : "application/json")
                + "\r\nUser-Agent: gatehouse-bench\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
                + body;
}

int Generator::connectOne() const
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(m_options.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return -1;
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

void Generator::watch(std::size_t index, std::uint32_t operation, std::uint32_t events) const
{
    epoll_event event{.events = events, .data = {.u64 = index}};
    ::epoll_ctl(m_epoll, static_cast<int>(operation), m_connections[index].descriptor, &event);
}

bool Generator::connectAll()
{
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < m_options.idle; ++i) {
        const int descriptor = connectOne();
        if (descriptor < 0)
            return false;
        m_idle.push_back(descriptor);
    }
    m_connections.resize(static_cast<std::size_t>(m_options.connections));
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        m_connections[i].descriptor = connectOne();
        if (m_connections[i].descriptor < 0)
            return false;
        watch(i, EPOLL_CTL_ADD, EPOLLIN);
        m_free.push_back(i);
    }
    return true;
}

void Generator::send(std::size_t index, TimePoint dueAt)
{
    Connection &connection = m_connections[index];
    connection.isBusy = true;
    connection.isFirstEventSeen = false;
    connection.dueAt = dueAt;
    connection.lastPieceAt = dueAt;
    connection.sent = 0;
    connection.answer.restart();
    ++m_sentTotal;
    continueSending(index);
}

void Generator::continueSending(std::size_t index)
{
    Connection &connection = m_connections[index];
    while (connection.sent < m_request.size()) {
        const ssize_t count = ::send(connection.descriptor, m_request.data() + connection.sent,
                                     m_request.size() - connection.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) {
            watch(index, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
            return;
        }
        if (count < 0) {
            fail(index);
            return;
        }
        const bool isResumed = connection.sent > 0;
        connection.sent += static_cast<std::size_t>(count);
        if (isResumed && connection.sent == m_request.size())
            watch(index, EPOLL_CTL_MOD, EPOLLIN);
    }
}

void Generator::read(std::size_t index)
{
    static std::array<char, 262144> buffer;
    Connection &connection = m_connections[index];
    const ssize_t count = ::recv(connection.descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0 || !connection.isBusy) {
        fail(index);
        return;
    }
    const TimePoint now = SteadyClock::now();
    const std::uint64_t before = connection.answer.events();
    const auto step = connection.answer.feed({buffer.data(), static_cast<std::size_t>(count)});
    if (m_isMeasuring && m_options.isStream && connection.answer.events() > before) {
        if (connection.isFirstEventSeen)
            m_gap.add(nanoseconds(connection.lastPieceAt, now));
        else
            m_firstEvent.add(nanoseconds(connection.dueAt, now));
    }
    connection.isFirstEventSeen = connection.isFirstEventSeen || connection.answer.events() > 0;
    connection.lastPieceAt = now;
    if (m_isMeasuring)
        m_events += connection.answer.events() - before;
    if (step == AnswerReader::Step::Whole)
        finish(index, now);
    else if (step == AnswerReader::Step::Broken)
        fail(index);
}

void Generator::finish(std::size_t index, TimePoint now)
{
    Connection &connection = m_connections[index];
    connection.isBusy = false;
    ++m_completedTotal;
    if (m_isMeasuring) {
        ++m_statuses[connection.answer.status()];
        if (connection.answer.status() == 200) {
            ++m_completed;
            m_latency.add(nanoseconds(connection.dueAt, now));
        } else {
            ++m_errors;
        }
    }
    if (m_options.rate > 0)
        m_free.push_back(index);
    else
        send(index, now);
}

// The connection broke: counted, and a new one takes its place.
void Generator::fail(std::size_t index)
{
    Connection &connection = m_connections[index];
    const bool wasBusy = connection.isBusy;
    if (m_isMeasuring && wasBusy)
        ++m_errors;
    ::close(connection.descriptor);
    connection.isBusy = false;
    connection.descriptor = connectOne();
    if (connection.descriptor < 0)
        return;
    watch(index, EPOLL_CTL_ADD, EPOLLIN);
    if (m_options.rate == 0)
        send(index, SteadyClock::now());
    else if (wasBusy)
        m_free.push_back(index);
}

void Generator::startDue(TimePoint now)
{
    const auto step =
        std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(1.0 / m_options.rate));
    while (m_nextDue <= now && !m_free.empty()) {
        const std::size_t index = m_free.front();
        m_free.pop_front();
        send(index, m_nextDue);
        m_nextDue += step;
    }
}

bool Generator::run()
{
    if (!connectAll())
        return false;
    const auto duration = [](double seconds) {
        return std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
    };
    const TimePoint start = SteadyClock::now();
    const TimePoint measureAt = start + duration(m_options.warmUp);
    const TimePoint endAt = measureAt + duration(m_options.seconds);
    m_nextDue = start;
    if (m_options.rate == 0) {
        m_free.clear();
        for (std::size_t i = 0; i < m_connections.size(); ++i)
            send(i, SteadyClock::now());
    }
    std::array<epoll_event, 256> events{};
    for (TimePoint now = SteadyClock::now(); now < endAt; now = SteadyClock::now()) {
        if (!m_isMeasuring && now >= measureAt) {
            std::puts("measuring");
            std::fflush(stdout);
            m_isMeasuring = true;
        }
        if (m_options.rate > 0)
            startDue(now);
        // An open loop must not oversleep a due time: epoll's milliseconds are too coarse, so it polls.
        const int wait = m_options.rate > 0 && !m_free.empty() ? 0 : 10;
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), wait);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<std::size_t>(i)];
            if (event.events & EPOLLOUT)
                continueSending(event.data.u64);
            if (event.events & ~static_cast<std::uint32_t>(EPOLLOUT))
                read(event.data.u64);
        }
    }
    report(m_options.seconds);
    return true;
}

int Generator::closedIdleConnections() const
{
    return static_cast<int>(std::ranges::count_if(m_idle, [](int descriptor) {
        char byte = 0;
        return ::recv(descriptor, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
    }));
}

void Generator::report(double seconds) const
{
    const auto micros = [](std::uint64_t nanos) { return static_cast<double>(nanos) / 1000.0; };
    const auto inFlight =
        std::ranges::count_if(m_connections, [](const Connection &connection) { return connection.isBusy; });
    std::printf(
        R"({"completed":%llu,"errors":%llu,"sent_total":%llu,"completed_total":%llu,"in_flight":%lld,"events":%llu,)",
        static_cast<unsigned long long>(m_completed), static_cast<unsigned long long>(m_errors),
        static_cast<unsigned long long>(m_sentTotal), static_cast<unsigned long long>(m_completedTotal),
        static_cast<long long>(inFlight), static_cast<unsigned long long>(m_events));
    std::printf(R"("seconds":%.3f,"rate":%.1f,"p50":%.1f,"p99":%.1f,"p999":%.1f,"max":%.1f,)", seconds,
                static_cast<double>(m_completed) / seconds, micros(m_latency.percentile(0.5)),
                micros(m_latency.percentile(0.99)), micros(m_latency.percentile(0.999)), micros(m_latency.max()));
    std::printf(
        R"("first_p50":%.1f,"first_p99":%.1f,"gap_p50":%.1f,"gap_p99":%.1f,"gap_max":%.1f,"idle_closed":%d,"statuses":{)",
        micros(m_firstEvent.percentile(0.5)), micros(m_firstEvent.percentile(0.99)), micros(m_gap.percentile(0.5)),
        micros(m_gap.percentile(0.99)), micros(m_gap.max()), closedIdleConnections());
    const char *separator = "";
    for (const auto &[status, count] : m_statuses) {
        std::printf("%s\"%d\":%llu", separator, status, static_cast<unsigned long long>(count));
        separator = ",";
    }
    std::puts("}}");
}

// "--name value" pairs and "--stream"; false when one is not known.
bool parse(int argc, char **argv, Options &options)
{
    const std::map<std::string_view, int Options::*> integers{
        {"--port", &Options::port},
        {"--body-bytes", &Options::bodyBytes},
        {"--connections", &Options::connections},
        {"--idle", &Options::idle},
    };
    const std::map<std::string_view, double Options::*> numbers{
        {"--rate", &Options::rate},
        {"--seconds", &Options::seconds},
        {"--warm-up", &Options::warmUp},
    };
    const std::map<std::string_view, std::string Options::*> texts{
        {"--path", &Options::path},
        {"--key", &Options::key},
        {"--model", &Options::model},
    };
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--stream") {
            options.isStream = true;
            continue;
        }
        if (i + 1 == argc)
            return false;
        const char *value = argv[++i];
        if (const auto integer = integers.find(name); integer != integers.end())
            options.*(integer->second) = std::atoi(value);
        else if (const auto number = numbers.find(name); number != numbers.end())
            options.*(number->second) = std::atof(value);
        else if (const auto text = texts.find(name); text != texts.end())
            options.*(text->second) = value;
        else
            return false;
    }
    return options.port > 0 && options.connections > 0;
}

} // namespace

int main(int argc, char **argv)
{
    Options options;
    if (!parse(argc, argv, options)) {
        std::fputs("usage: loadgenerator --port N [--path P] [--key K] [--model M] [--body-bytes N] [--stream] "
                   "[--connections N]\n"
                   "       [--idle N] [--rate R] [--seconds S] [--warm-up S]\n",
                   stderr);
        return 2;
    }
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    if (!Generator(std::move(options)).run()) {
        std::perror("loadgenerator: cannot connect");
        return 1;
    }
}
