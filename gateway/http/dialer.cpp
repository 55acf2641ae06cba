// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/dialer.h"

#include "gateway/http/addressrules.h"

#include <QFile>
#include <QHostInfo>
#include <QSslSocket>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace Gatehouse::Http {

namespace {

QString withoutBrackets(const QString &host)
{
    return host.startsWith(u'[') && host.endsWith(u']') ? host.sliced(1, host.size() - 2) : host;
}

std::optional<QNetworkProxy> parseProxy(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isSocks = url.scheme() == "socks5"_L1 || url.scheme() == "socks5h"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!isSocks && url.scheme() != "http"_L1))
        return std::nullopt;
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         static_cast<quint16>(url.port(isSocks ? 1080 : 8080)), url.userName(QUrl::FullyDecoded),
                         url.password(QUrl::FullyDecoded));
}

} // namespace

Route makeRoute(const Endpoint &endpoint)
{
    Route route;
    route.endpoint = endpoint;
    if (!endpoint.proxyUrl.isEmpty()) {
        if (const auto proxy = parseProxy(endpoint.proxyUrl)) {
            route.proxy = *proxy;
        } else {
            route.failure = CallFailure::ProxyFailed;
            route.fault = u"The proxy's address must have the form http://host:port or socks5://host:port."_s;
        }
    }
    if (endpoint.tls) {
        route.tls = QSslConfiguration::defaultConfiguration();
        route.tls.setProtocol(QSsl::TlsV1_2OrLater);
        route.tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        route.tls.setAllowedNextProtocols({"http/1.1"_ba});
        if (!endpoint.caFile.isEmpty() && !route.tls.addCaCertificates(endpoint.caFile)) {
            route.failure = CallFailure::TlsFailed;
            route.fault = u"No certificate authority could be read from "_s % endpoint.caFile % u'.';
        }
    }
    return route;
}

Dialer::Dialer(std::shared_ptr<const Route> route, DeadlineWheel *wheel, QObject *parent)
    : QObject(parent)
    , m_route(std::move(route))
    , m_deadline(wheel, [this] { fail(CallFailure::ConnectTimeout, u"The connection could not be made in time."_s); })
{}

void Dialer::start(MonotonicTime deadline, Done done)
{
    m_done = std::move(done);
    m_deadline.set(deadline);
    QMetaObject::invokeMethod(this, &Dialer::resolve, Qt::QueuedConnection);
}

void Dialer::cancel()
{
    m_done = {};
    m_deadline.clear();
    m_socket.reset();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
}

void Dialer::resolve()
{
    if (!m_done)
        return;
    if (m_route->failure != CallFailure::None) {
        fail(m_route->failure, m_route->fault);
        return;
    }
    const QString host = withoutBrackets(m_route->endpoint.host);
    if (QHostAddress address; address.setAddress(host)) {
        resolved({address}, {});
    } else if (m_route->proxy.type() != QNetworkProxy::NoProxy) {
        connectSocket(host); // the proxy resolves it
    } else {
        m_lookup = QHostInfo::lookupHost(host, this, [this](const QHostInfo &info) {
            m_lookup = -1;
            resolved(info.addresses(), info.errorString());
        });
    }
}

void Dialer::resolved(const QList<QHostAddress> &addresses, const QString &error)
{
    if (!m_done)
        return;
    if (addresses.isEmpty()) {
        fail(CallFailure::HostNotFound, u"The host "_s % m_route->endpoint.host % u" was not found: "_s % error);
        return;
    }
    // One bad address among good ones is what an attack by name resolution looks like.
    if (std::ranges::any_of(addresses, isForbiddenAddress)) {
        fail(CallFailure::AddressDenied,
             m_route->endpoint.host
                 % u" has an address that the gateway does not call (link-local, metadata or \"any\")."_s);
        return;
    }
    m_addresses = addresses;
    connectNext();
}

void Dialer::connectNext()
{
    connectSocket(m_addresses.takeFirst().toString());
}

void Dialer::connectSocket(const QString &host)
{
    m_isShakingHands = false;
    m_socket.reset(m_route->endpoint.tls ? new QSslSocket : new QTcpSocket);
    m_socket->setProxy(m_route->proxy);
    connect(m_socket.get(), &QAbstractSocket::connected, this, &Dialer::connected);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &Dialer::failed);
    m_socket->connectToHost(host, m_route->endpoint.port);
}

void Dialer::connected()
{
    auto *secure = qobject_cast<QSslSocket *>(m_socket.get());
    if (!secure) {
        established();
        return;
    }
    m_isShakingHands = true;
    secure->setSslConfiguration(m_route->tls);
    secure->setPeerVerifyName(withoutBrackets(m_route->endpoint.host)); // also the name sent (SNI)
    connect(secure, &QSslSocket::encrypted, this, &Dialer::established);
    secure->startClientEncryption();
}

void Dialer::established()
{
    disconnect(m_socket.get(), nullptr, this, nullptr);
#ifdef Q_OS_UNIX
    // Plain TCP goes on without Qt's socket, which is let go of.
    if (!m_route->endpoint.tls && m_route->proxy.type() == QNetworkProxy::NoProxy) {
        const int descriptor = ::dup(static_cast<int>(m_socket->socketDescriptor()));
        m_socket->abort();
        if (descriptor < 0)
            fail(CallFailure::Refused, u"Too many open files."_s);
        else
            finish(makeDescriptorTransport(descriptor));
        return;
    }
#endif
    finish(makeSocketTransport(std::move(m_socket)));
}

void Dialer::failed(QAbstractSocket::SocketError error)
{
    const QString reason = m_socket->errorString();
    if (m_isShakingHands) {
        fail(CallFailure::TlsFailed, u"No secure connection to "_s % m_route->endpoint.host % u": "_s % reason);
    } else if (m_route->proxy.type() != QNetworkProxy::NoProxy) {
        // Whether the proxy or the vendor behind it refused cannot be told reliably from Qt's errors.
        fail(CallFailure::ProxyFailed,
             u"The proxy "_s % m_route->proxy.hostName() % u" gave no connection: "_s % reason);
    } else if (!m_addresses.isEmpty()) {
        connectNext();
    } else {
        const bool isUnknown = error == QAbstractSocket::HostNotFoundError;
        fail(isUnknown ? CallFailure::HostNotFound : CallFailure::Refused,
             u"No connection to "_s % m_route->endpoint.host % u':' % QString::number(m_route->endpoint.port) % u": "_s
                 % reason);
    }
}

void Dialer::fail(CallFailure failure, const QString &message)
{
    finish(std::unexpected(DialFailure{failure, message}));
}

void Dialer::finish(std::expected<std::unique_ptr<Transport>, DialFailure> result)
{
    const Done done = std::exchange(m_done, {});
    cancel();
    if (done)
        done(std::move(result));
}

} // namespace Gatehouse::Http
