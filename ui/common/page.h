// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/clock.h"
#include "gateway/store/reader.h"

#include <QVariantMap>
#include <QWidget>

#include <functional>

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class Questions;

// What every page is given. The referred outlive the window.
struct Context {
    Engine::Control &control;
    Questions &questions;
    const Clock &clock;
};

// One page of the window. GUI only; owned by the window's stack. A page that is not shown does nothing: it starts its
// timers and asks its questions in activate() and stops in deactivate().
class Page : public QWidget
{
    Q_OBJECT
public:
    // `name` is the objectName of UX 3.15 ("page.requests"); the page is found, and its state stored, by it.
    Page(const Context &context, const QString &name, const QString &title, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] bool isActive() const { return m_isActive; }
    void setActive(bool active); // called by the window; calls activate and deactivate

    // What the window's actions ask of the page that is shown. The defaults do nothing.
    virtual void reload() {}                                   // F5
    virtual void focusFilter() {}                              // Ctrl+F
    virtual void focusRange() {}                               // Ctrl+L
    virtual void toggleLive() {}                               // Ctrl+Shift+L
    virtual void showRequests(const Store::RequestFilter &) {} // Requests only: takes the filter over
    virtual void showEntity(qint64 id) { Q_UNUSED(id) }        // select a client, a provider...
    [[nodiscard]] virtual QVariantMap saveState() const { return {}; }
    virtual void restoreState(const QVariantMap &) {}
    // A fixed look for pictures: selects what a reader should see (the newest request, the first client).
    virtual void preparePicture() {}

signals:
    void openRequests(const Gatehouse::Store::RequestFilter &filter); // go to Requests with this filter
    void openPage(const QString &name, qint64 entityId = 0);          // go to another page ("page.providers")
    // A short note at the bottom of the window for ten seconds; with `undo` it offers Undo.
    void notice(const QString &text, const std::function<void()> &undo = {});

protected:
    virtual void activate() {}
    virtual void deactivate() {}
    [[nodiscard]] const Context &context() const { return m_context; }

private:
    Context m_context;
    QString m_title;
    bool m_isActive = false;
};

} // namespace Gatehouse::Ui
