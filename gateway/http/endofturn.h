// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace Gatehouse::Http {

// Work that is done once at the end of the event loop's turn, however often it was asked for. Lives on one thread.
class EndOfTurn final : public QObject
{
public:
    EndOfTurn(std::function<void()> work, QObject *parent)
        : QObject(parent)
        , m_work(std::move(work))
    {}

    void request();

protected:
    bool event(QEvent *event) override;

private:
    std::function<void()> m_work;
    bool m_isRequested = false;
};

} // namespace Gatehouse::Http
