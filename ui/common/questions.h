// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"

#include <functional>

class QObject;

namespace Gatehouse::Ui {

// What the pages ask of the store. Answers come later on the asker's thread, in order of asking, and not at all when
// `context` has been destroyed meanwhile. GUI only. The window uses StoreQuestions; tests answer from memory.
class Questions
{
public:
    template <typename T>
    using Answer = std::function<void(Result<T>)>;

    Questions() = default;
    virtual ~Questions() = default;
    Q_DISABLE_COPY_MOVE(Questions)

    virtual void requests(QObject *context, const Store::RequestFilter &filter, std::optional<Store::PageKey> below,
                          int limit, Answer<Store::RequestPage> answer) = 0;
    virtual void countRequests(QObject *context, const Store::RequestFilter &filter, qint64 stopAt,
                               Answer<qint64> answer) = 0;
    virtual void request(QObject *context, RequestId id, Answer<Store::RequestDetail> answer) = 0;
    virtual void series(QObject *context, const Store::SeriesQuery &query,
                        Answer<QList<Store::SeriesPoint>> answer) = 0;
    virtual void groups(QObject *context, const Store::SeriesQuery &query,
                        Answer<QList<Store::GroupTotals>> answer) = 0;
    virtual void errors(QObject *context, Timestamp from, Timestamp to, int limit,
                        Answer<QList<Store::ErrorGroup>> answer) = 0;
    virtual void keysLastUsed(QObject *context, Answer<QHash<EntityId, Timestamp>> answer) = 0;
    virtual void revisions(QObject *context, std::optional<qint64> below, int limit,
                           Answer<QList<Store::RevisionRow>> answer) = 0;
    virtual void facts(QObject *context, Answer<Store::StoreFacts> answer) = 0;
    virtual void integrity(QObject *context, Answer<QStringList> answer) = 0; // problems; empty = whole
    virtual void backup(QObject *context, const QString &file, Answer<void> answer) = 0;

    // How many questions are not answered yet: a picture of the window waits until there are none.
    [[nodiscard]] virtual int openQuestions() const = 0;
};

} // namespace Gatehouse::Ui
