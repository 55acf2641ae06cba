// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/upstream/transport.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <deque>

namespace Gatehouse::Test {

// What a vendor does with one call.
struct VendorScript {
    int status = 200; // 0 = the call fails without an answer
    Http::Headers headers = {{"Content-Type", "application/json"}};
    QList<QByteArray> pieces = {};
    Http::CallFailure failure = Http::CallFailure::None; // how it ends
    bool isRequestSent = true;
    bool holdsEnd = false; // never ends by itself: the test or the client has to do something
};

// Vendors that follow scripts, one for each call in turn, and what they were asked. Each event comes in a turn of the
// event loop of its own. Lives on the test's thread.
class ScriptedTransport final : public QObject, public Upstream::Transport
{
public:
    struct Asked {
        EntityId providerId = 0;
        QString baseUrl;
        QString proxyUrl;
        QString caFile;
        QByteArray target;
        Http::Headers headers;
        QByteArray body;
        Http::ClientTimeouts timeouts;
    };

    void add(VendorScript script) { m_scripts.push_back(std::move(script)); }
    [[nodiscard]] const QList<Asked> &asked() const { return m_asked; }
    [[nodiscard]] int aborted() const { return m_aborted; }
    [[nodiscard]] int pauses() const { return m_pauses; }

    std::unique_ptr<Http::ClientCall> start(const Provider &provider, Http::ClientRequest request,
                                            Http::CallCallbacks callbacks) override
    {
        m_asked.append({.providerId = provider.id,
                        .baseUrl = provider.baseUrl,
                        .proxyUrl = provider.proxyUrl,
                        .caFile = provider.caFile,
                        .target = request.target,
                        .headers = request.headers,
                        .body = request.body,
                        .timeouts = request.timeouts});
        VendorScript script;
        if (m_scripts.empty()) {
            script.status = 0;
            script.failure = Http::CallFailure::Refused;
            script.isRequestSent = false;
        } else {
            script = std::move(m_scripts.front());
            m_scripts.pop_front();
        }
        return std::make_unique<Call>(*this, std::move(script), std::move(callbacks));
    }

private:
    class Call final : public QObject, public Http::ClientCall
    {
    public:
        Call(ScriptedTransport &transport, VendorScript script, Http::CallCallbacks callbacks)
            : m_transport(transport)
            , m_script(std::move(script))
            , m_callbacks(std::move(callbacks))
        {
            soon();
        }
        void abort() override
        {
            ++m_transport.m_aborted;
            m_script.failure = Http::CallFailure::Aborted;
            m_script.pieces.clear();
            m_script.holdsEnd = false;
            m_hasHead = true;
            soon();
        }
        void setPaused(bool paused) override
        {
            m_transport.m_pauses += paused ? 1 : 0;
            m_isPaused = paused;
            if (!paused)
                soon();
        }

    private:
        void soon()
        {
            QMetaObject::invokeMethod(this, [this] { step(); }, Qt::QueuedConnection);
        }
        void step()
        {
            if (m_isPaused || m_hasEnded)
                return;
            const QPointer<Call> self(this);
            if (!m_hasHead && m_script.status > 0) {
                m_hasHead = true;
                m_callbacks.onHead({.status = m_script.status, .headers = m_script.headers});
            } else if (!m_script.pieces.isEmpty()) {
                m_callbacks.onBody(m_script.pieces.takeFirst());
            } else if (!m_script.holdsEnd) {
                m_hasEnded = true;
                const auto onEnd = std::move(m_callbacks.onEnd);
                Http::CallResult result;
                result.failure = m_script.failure;
                result.isRequestSent = m_script.isRequestSent;
                onEnd(result);
                return;
            } else {
                return;
            }
            if (self)
                soon();
        }

        ScriptedTransport &m_transport;
        VendorScript m_script;
        Http::CallCallbacks m_callbacks;
        bool m_hasHead = false;
        bool m_hasEnded = false;
        bool m_isPaused = false;
    };

    std::deque<VendorScript> m_scripts;
    QList<Asked> m_asked;
    int m_aborted = 0;
    int m_pauses = 0;
};

} // namespace Gatehouse::Test
