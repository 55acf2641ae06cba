// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/result.h"
#include "gateway/store/reader.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace Gatehouse::Store {

// The query thread: runs questions to a Reader away from the window's thread and hands the answers back by queued call.
// Lives on the thread that made it (main); owned by the Control that offers it. In order of asking.
class QueryService final : public QObject
{
    Q_OBJECT
public:
    explicit QueryService(const QString &dataDirectory, QObject *parent = nullptr);
    ~QueryService() override; // waits for the question that runs; the others are dropped

    // Runs `question` on the query thread and `answer` on the caller's, unless `context` has been destroyed by then. A
    // caller that asks again before the answer keeps its own generation number (STYLE, Threads).
    template <typename T>
    void ask(QObject *context, std::function<Result<T>(Reader &)> question, std::function<void(Result<T>)> answer)
    {
        post(context,
             [question = std::move(question),
              answer = std::move(answer)](Result<Reader *> reader) -> std::function<void()> {
                 auto result = reader ? question(**reader) : Result<T>(std::unexpected(reader.error()));
                 return [answer, result = std::move(result)]() mutable { answer(std::move(result)); };
             });
    }

private:
    using Job = std::function<std::function<void()>(Result<Reader *>)>;
    void post(QObject *context, Job job);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Gatehouse::Store
