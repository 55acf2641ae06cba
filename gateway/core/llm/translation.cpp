// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/translation.h"

#include "gateway/core/llm/errorbody.h"
#include "gateway/core/llm/factscollector.h"
#include "gateway/core/llm/passthrough.h"

using namespace Qt::StringLiterals;

namespace Gatehouse::Llm {

Result<TranslatedRequest> translateRequest(const ChatDialect &from, const ChatDialect &to, const QByteArray &body,
                                           const RequestAddress &address, const WriteTraits &traits)
{
    GH_TRY(ChatRequest request, from.readRequest(body, address));
    Written written = to.writeRequest(request, traits);
    return TranslatedRequest{
        .body = std::move(written.body), .losses = std::move(written.losses), .request = std::move(request)};
}

Result<TranslatedAnswer> translateAnswer(const ChatDialect &from, const ChatDialect &to, const QByteArray &body,
                                         const AnswerContext &context)
{
    GH_TRY(const ChatAnswer answer, from.readAnswer(body));
    Written written = to.writeAnswer(answer, context);
    return TranslatedAnswer{
        .body = std::move(written.body), .losses = std::move(written.losses), .facts = factsOf(answer)};
}

Result<QByteArray> translateStream(const ChatDialect &from, const ChatDialect &to, const QByteArray &stream,
                                   const AnswerContext &context)
{
    TranslatedStream translated(from, to, context);
    QByteArray out;
    Result<void> result = translated.feed(stream, out);
    if (result)
        result = translated.close(out);
    if (result)
        return out + translated.end();
    if (result.error().kind != ErrorKind::UpstreamRejected)
        return std::unexpected(result.error());
    return out + translated.fail(result.error());
}

Result<QByteArray> translateError(const ChatDialect &from, Dialect to, const QByteArray &body, int status)
{
    auto failure = from.readError(body);
    if (!failure)
        return fail(ErrorKind::UpstreamInvalid, u"There is no error of that dialect in the document."_s);
    if (status != 0)
        failure->status = status;
    Error error = errorOf(*failure);
    error.message = QString::fromUtf8(failure->message);
    error.param = failure->param;
    return errorBody(to, error);
}

} // namespace Gatehouse::Llm
