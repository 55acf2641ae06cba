// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/epolldispatcher.h"

#ifdef Q_OS_LINUX

#include "gateway/http/timerlist.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSocketNotifier>
#include <QThread>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>

namespace Gatehouse::Http {

namespace {

Q_LOGGING_CATEGORY(log, "gatehouse.http")

constexpr std::array<quint32, 3> EventsOfType{EPOLLIN, EPOLLOUT, EPOLLPRI}; // by QSocketNotifier::Type
constexpr quint32 Broken = EPOLLERR | EPOLLHUP; // wakes every notifier, like poll() in Qt's own

// Lives on its thread; only wakeUp() and interrupt() may be called from others.
class EpollDispatcher final : public QAbstractEventDispatcherV2
{
    Q_OBJECT
public:
    EpollDispatcher()
        : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
        , m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        epoll_event event{.events = EPOLLIN, .data = {.u64 = key(m_wakeUp, 0)}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
    }

    ~EpollDispatcher() override
    {
        ::close(m_wakeUp);
        ::close(m_epoll);
    }

    [[nodiscard]] bool isUsable() const { return m_epoll >= 0 && m_wakeUp >= 0; }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object) override
    {
        m_timers.add(id, interval, type, object, std::chrono::steady_clock::now());
    }
    bool unregisterTimer(Qt::TimerId id) override { return m_timers.remove(id); }
    bool unregisterTimers(QObject *object) override { return m_timers.removeAll(object); }
    QList<TimerInfoV2> timersForObject(QObject *object) const override { return m_timers.timersOf(object); }
    Duration remainingTime(Qt::TimerId id) const override
    {
        return m_timers.remaining(id, std::chrono::steady_clock::now());
    }
    void wakeUp() override;
    void interrupt() override
    {
        m_isInterrupted.store(true);
        wakeUp();
    }

private:
    // What is watched of one descriptor.
    struct Watched {
        std::array<QSocketNotifier *, 3> notifiers{}; // by QSocketNotifier::Type
        quint32 generation = 0; // tells events of a descriptor's earlier life from its present one
        [[nodiscard]] quint32 events() const
        {
            quint32 result = 0;
            for (std::size_t i = 0; i < notifiers.size(); ++i)
                result |= notifiers[i] ? EventsOfType[i] : 0U;
            return result;
        }
    };

    static quint64 key(int descriptor, quint32 generation)
    {
        return quint64{generation} << 32 | static_cast<quint32>(descriptor);
    }
    void control(int operation, int descriptor, const Watched &watched) const;
    [[nodiscard]] int waitTime(QEventLoop::ProcessEventsFlags flags) const;
    bool waitAndActivate(QEventLoop::ProcessEventsFlags flags, int milliseconds);
    void activate(const epoll_event &event);

    int m_epoll;
    int m_wakeUp;
    TimerList m_timers;
    std::vector<Watched> m_watched; // by descriptor
    std::atomic<bool> m_isInterrupted = false;
    std::atomic<bool> m_isWokenUp = false; // from another thread: the eventfd is readable or about to be
    bool m_isWokenHere = false;            // from this thread: the next wait does not wait
};

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted.store(false);
    m_isWokenHere = false; // before the posted events: what they post calls for another round
    emit awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted.load())
        return false;

    int milliseconds = 0;
    if (flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_isWokenHere) {
        emit aboutToBlock();
        milliseconds = m_isInterrupted.load() || m_isWokenHere ? 0 : waitTime(flags);
    }
    bool hasWorked = waitAndActivate(flags, milliseconds);
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        hasWorked = m_timers.fireDue(std::chrono::steady_clock::now()) || hasWorked;
    return hasWorked || m_isWokenHere;
}

int EpollDispatcher::waitTime(QEventLoop::ProcessEventsFlags flags) const
{
    if (flags.testFlag(QEventLoop::X11ExcludeTimers))
        return -1;
    const auto due = m_timers.nextDue();
    if (!due)
        return -1;
    // Rounded up: a timer never fires early.
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<qint64>(wait.count(), 0, std::numeric_limits<int>::max()));
}

bool EpollDispatcher::waitAndActivate(QEventLoop::ProcessEventsFlags flags, int milliseconds)
{
    std::array<epoll_event, 256> events;
    int count = 0;
    if (flags.testFlag(QEventLoop::ExcludeSocketNotifiers)) {
        // Only the wake-up is waited for; the sockets keep what they have, since epoll is level-triggered.
        pollfd wakeUpOnly{.fd = m_wakeUp, .events = POLLIN, .revents = 0};
        count = ::poll(&wakeUpOnly, 1, milliseconds);
        events[0] = {.events = EPOLLIN, .data = {.u64 = key(m_wakeUp, 0)}};
    } else {
        count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), milliseconds);
    }
    if (count < 0 && errno != EINTR)
        qCWarning(log) << "epoll_wait:" << qt_error_string(errno);
    for (int i = 0; i < count; ++i)
        activate(events[static_cast<std::size_t>(i)]);
    return count > 0;
}

void EpollDispatcher::activate(const epoll_event &event)
{
    const auto descriptor = static_cast<std::size_t>(event.data.u64 & 0xffff'ffff);
    if (static_cast<int>(descriptor) == m_wakeUp) {
        quint64 value = 0;
        std::ignore = ::read(m_wakeUp, &value, sizeof value);
        m_isWokenUp.store(false);
        return;
    }
    for (std::size_t type = 0; type < EventsOfType.size(); ++type) {
        if ((event.events & (EventsOfType[type] | Broken)) == 0)
            continue;
        // Looked at anew each time: a notifier's handler may have removed the others, or closed the descriptor.
        const Watched &watched = m_watched[descriptor];
        if (watched.generation != static_cast<quint32>(event.data.u64 >> 32))
            return;
        if (QSocketNotifier *notifier = watched.notifiers[type]) {
            QEvent activation(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &activation);
        }
    }
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<std::size_t>(notifier->socket());
    if (descriptor >= m_watched.size())
        m_watched.resize(std::max(descriptor + 1, m_watched.size() * 2));
    Watched &watched = m_watched[descriptor];
    const bool isNew = watched.events() == 0;
    QSocketNotifier *&place = watched.notifiers[static_cast<std::size_t>(notifier->type())];
    if (place)
        qCWarning(log) << "two socket notifiers of one type for descriptor" << descriptor;
    place = notifier;
    if (isNew)
        ++watched.generation;
    control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, static_cast<int>(descriptor), watched);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<std::size_t>(notifier->socket());
    if (descriptor >= m_watched.size())
        return;
    Watched &watched = m_watched[descriptor];
    QSocketNotifier *&place = watched.notifiers[static_cast<std::size_t>(notifier->type())];
    if (place != notifier)
        return;
    place = nullptr;
    // Not watched at all rather than for nothing: epoll tells of errors even then.
    control(watched.events() == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD, static_cast<int>(descriptor), watched);
}

void EpollDispatcher::control(int operation, int descriptor, const Watched &watched) const
{
    epoll_event event{.events = watched.events(), .data = {.u64 = key(descriptor, watched.generation)}};
    if (::epoll_ctl(m_epoll, operation, descriptor, &event) == 0)
        return;
    // A descriptor that was closed before its notifiers went has left epoll by itself.
    const bool isGone = operation == EPOLL_CTL_DEL && (errno == ENOENT || errno == EBADF);
    if (operation == EPOLL_CTL_MOD && errno == ENOENT && ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0)
        return;
    if (!isGone)
        qCWarning(log) << "descriptor" << descriptor << "cannot be watched:" << qt_error_string(errno);
}

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThread() == thread()) {
        // Saves the two system calls of the eventfd for every event that is posted on this thread.
        m_isWokenHere = true;
        return;
    }
    if (m_isWokenUp.exchange(true))
        return;
    const quint64 one = 1;
    std::ignore = ::write(m_wakeUp, &one, sizeof one);
}

} // namespace

std::unique_ptr<QAbstractEventDispatcher> makeEpollDispatcher()
{
    auto dispatcher = std::make_unique<EpollDispatcher>();
    if (!dispatcher->isUsable())
        return nullptr;
    return dispatcher;
}

} // namespace Gatehouse::Http

#include "epolldispatcher.moc"

#else

namespace Gatehouse::Http {

std::unique_ptr<QAbstractEventDispatcher> makeEpollDispatcher()
{
    return nullptr;
}

} // namespace Gatehouse::Http

#endif
