// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/json.h"
#include "gateway/core/llm/errorbody.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;
using Llm::Dialect;

class TestErrorBody : public QObject
{
    Q_OBJECT
private slots:
    void bodies_data();
    void bodies();
    void events();
    void r60_nothingInternalLeaves();
};

void TestErrorBody::bodies_data()
{
    QTest::addColumn<int>("dialect");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("OpenAI")
        << int(Dialect::OpenAi)
        << R"({"error":{"message":"Say \"please\".","type":"permission_error","param":"model","code":"model_not_allowed"}})"_ba;
    QTest::newRow("Anthropic") << int(
        Dialect::Anthropic) << R"({"type":"error","error":{"type":"permission_error","message":"Say \"please\"."}})"_ba;
    QTest::newRow("Gemini") << int(Dialect::Gemini)
                            << R"({"error":{"code":403,"message":"Say \"please\".","status":"PERMISSION_DENIED"}})"_ba;
}

void TestErrorBody::bodies()
{
    QFETCH(const int, dialect);
    QFETCH(const QByteArray, body);
    const Error error{
        .kind = ErrorKind::ModelNotAllowed, .message = u"Say \"please\"."_s, .detail = u"x"_s, .param = "model"_ba};
    QCOMPARE(Llm::errorBody(Dialect(dialect), error), body);
    const Error other{.kind = ErrorKind::UpstreamRejected, .message = u"no"_s, .detail = {}, .upstreamStatus = 422};
    QCOMPARE(
        Llm::errorBody(Dialect::OpenAi, other),
        R"({"error":{"message":"no","type":"invalid_request_error","param":null,"code":"upstream_rejected","upstream":{"status":422}}})"_ba);
}

void TestErrorBody::events()
{
    const Error error{.kind = ErrorKind::UpstreamTimeout, .message = u"slow"_s, .detail = {}};
    QCOMPARE(
        Llm::errorEvent(Dialect::OpenAi, error),
        "data: "
        "{\"error\":{\"message\":\"slow\",\"type\":\"upstream_error\",\"param\":null,\"code\":\"upstream_timeout\"},"
        "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n"_ba);
    QVERIFY(Llm::errorEvent(Dialect::Anthropic, error).startsWith("event: error\ndata: {\"type\":\"error\""));
    QVERIFY(Llm::errorEvent(Dialect::Gemini, error).startsWith("data: {\"error\":{\"code\":504"));
    for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini})
        QVERIFY(Llm::errorEvent(dialect, error).endsWith("}\n\n"));
}

// Every kind in every dialect is good JSON, whatever the message holds, and the detail stays here.
void TestErrorBody::r60_nothingInternalLeaves()
{
    for (int kind = 0; kind <= int(ErrorKind::Conflict); ++kind) {
        const Error error{.kind = ErrorKind(kind),
                          .message = u"line\nbreak\u0001 ü \U0001F600"_s,
                          .detail = u"/secret/path"_s,
                          .param = "a\"b"_ba};
        for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini}) {
            const QByteArray body = Llm::errorBody(dialect, error);
            QVERIFY(Json::judge(body));
            QVERIFY(!body.contains("/secret/path"));
            QVERIFY(!body.contains('\n'));
        }
    }
}

QTEST_GUILESS_MAIN(TestErrorBody)
#include "tst_errorbody.moc"
