// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/wiredata.h"

#include "gateway/core/base/jsontree.h"
#include "tests/support/datafile.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace Gatehouse::Test {

namespace {

const QString Root = u"tests/data/wire/"_s;

QString difference(Json::Node expected, Json::Node actual, const QString &path)
{
    if (expected.isNull() && actual.isNull())
        return {};
    if (expected.isObject() && actual.isObject()) {
        for (const Json::Node member : expected) {
            if (const QString found =
                    difference(member, actual[member.name()], path + u'.' + QString::fromUtf8(member.name()));
                !found.isEmpty())
                return found;
        }
        for (const Json::Node member : actual) {
            if (!member.isNull() && expected[member.name()].isNull())
                return path + u'.' + QString::fromUtf8(member.name()) + u" is not expected"_s;
        }
        return {};
    }
    if (expected.isArray() && actual.isArray()) {
        if (expected.size() != actual.size())
            return u"%1 has %2 elements, expected %3"_s.arg(path).arg(actual.size()).arg(expected.size());
        auto other = actual.begin();
        qsizetype index = 0;
        for (const Json::Node element : expected) {
            if (const QString found = difference(element, *other, u"%1[%2]"_s.arg(path).arg(index)); !found.isEmpty())
                return found;
            ++other;
            ++index;
        }
        return {};
    }
    const bool isSame = expected.isString()   ? actual.is(expected.text())
                        : expected.isNumber() ? actual.isNumber()
                                                    && (expected.raw() == actual.raw()
                                                        || expected.raw().toDouble() == actual.raw().toDouble())
                                              : expected.type() == actual.type() && expected.raw() == actual.raw();
    return isSame ? QString()
                  : u"%1 is %2, expected %3"_s.arg(path, QString::fromUtf8(actual.raw().left(200)),
                                                   QString::fromUtf8(expected.raw().left(200)));
}

WireExchange exchangeOf(Json::Node entry)
{
    WireExchange exchange{.file = QString::fromUtf8(entry["file"].text()),
                          .api = entry["api"].text(),
                          .provider = entry["provider"].text(),
                          .model = entry["model"].text(),
                          .path = {},
                          .query = {},
                          .framing = entry["framing"].text(),
                          .requestBody = {},
                          .answerBody = {},
                          .status = static_cast<int>(entry["status"].integer().value_or(0)),
                          .stream = entry["stream"].boolean().value_or(false),
                          .isRaw = entry["fidelity"].is("raw-body")};
    const auto tree = Json::Tree::parse(sourceFile(Root + exchange.file), Json::Rules::Lenient);
    if (!tree)
        qFatal("%s is no JSON", qPrintable(exchange.file));
    const Json::Node request = tree->root()["request"];
    const Json::Node response = tree->root()["response"];
    exchange.path = request["path"].text();
    exchange.query = request["query"].text();
    exchange.requestBody = request["body"].isString() ? request["body"].text() : request["body"].json();
    exchange.answerBody = response["body_text"].exists()     ? response["body_text"].text()
                          : response["body_base64"].exists() ? QByteArray::fromBase64(response["body_base64"].text())
                                                             : response["body_json"].json();
    return exchange;
}

} // namespace

QList<WireExchange> wireExchanges(const QStringList &apis)
{
    QList<WireExchange> exchanges;
    for (const QByteArray &line : sourceFile(Root + u"index.jsonl"_s).split('\n')) {
        const auto entry = Json::Tree::parse(line, Json::Rules::Lenient);
        if (entry && (apis.isEmpty() || apis.contains(QString::fromUtf8(entry->root()["api"].text()))))
            exchanges.append(exchangeOf(entry->root()));
    }
    return exchanges;
}

QList<WireSnapshot> wireSnapshots(const QString &format)
{
    QList<WireSnapshot> snapshots;
    const QString folder = Root + u"braintrustdata__lingua/snapshots"_s;
    for (const QString &name :
         QDir(QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString place = folder + u'/' + name + u'/' + format + u'/';
        WireSnapshot snapshot{.name = name,
                              .format = format,
                              .request = sourceFile(place + u"request.json"_s),
                              .answer = sourceFile(place + u"response.json"_s),
                              .streamEvents = sourceFile(place + u"response-streaming.json"_s),
                              .followUpRequest = sourceFile(place + u"followup-request.json"_s),
                              .error = sourceFile(place + u"error.json"_s)};
        if (!snapshot.request.isEmpty() || !snapshot.answer.isEmpty() || !snapshot.error.isEmpty())
            snapshots.append(std::move(snapshot));
    }
    return snapshots;
}

QString jsonDifference(const QByteArray &expected, const QByteArray &actual)
{
    const auto one = Json::Tree::parse(expected, Json::Rules::Lenient);
    const auto other = Json::Tree::parse(actual, Json::Rules::Lenient);
    if (!one || !other)
        return one ? u"the actual document is no JSON: "_s + QString::fromUtf8(actual.left(200))
                   : u"the expected document is no JSON"_s;
    return difference(one->root(), other->root(), u"$"_s);
}

} // namespace Gatehouse::Test
