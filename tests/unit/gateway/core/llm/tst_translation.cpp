// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/jsontree.h"
#include "gateway/core/llm/factscollector.h"
#include "gateway/core/llm/passthrough.h"
#include "gateway/core/llm/translation.h"
#include "tests/support/datafile.h"
#include "tests/support/wiredata.h"

#include <QCryptographicHash>
#include <QDir>
#include <QHash>
#include <QTest>

using namespace Gatehouse;
using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

bool updates = false; // --update: the files are written instead of compared; review the difference

const QHash<QByteArray, Dialect> &dialectsOfApis()
{
    static const QHash<QByteArray, Dialect> table{{"openai.chat", Dialect::OpenAi},
                                                  {"mistral.chat", Dialect::OpenAi},
                                                  {"openai.responses", Dialect::OpenAiResponses},
                                                  {"anthropic.messages", Dialect::Anthropic},
                                                  {"gemini.generate", Dialect::Gemini},
                                                  {"gemini.stream", Dialect::Gemini},
                                                  {"bedrock.converse", Dialect::Bedrock},
                                                  {"bedrock.converse_stream", Dialect::Bedrock},
                                                  {"cohere.v2chat", Dialect::Cohere},
                                                  {"ollama.chat", Dialect::Ollama}};
    return table;
}

// Long strings, which are mostly pictures, by their length and hash: the files stay readable.
QByteArray shortened(const QByteArray &json)
{
    constexpr qsizetype Longest = 160;
    QByteArray out;
    qsizetype at = 0;
    Json::Reader reader(json, Json::Rules::Lenient);
    for (Json::Token token = reader.next(); token != Json::Token::End && token != Json::Token::Error;
         token = reader.next()) {
        if (token != Json::Token::String || reader.range().length <= Longest)
            continue;
        const Json::Range range = reader.range();
        const QByteArray hash = QCryptographicHash::hash(reader.raw(), QCryptographicHash::Sha256).toHex().first(12);
        out += json.sliced(at, range.offset - at + 60);
        out += "...("_ba + QByteArray::number(range.length) + " bytes, "_ba + hash + ")\""_ba;
        at = range.offset + range.length;
    }
    return out + json.sliced(at);
}

QByteArray lossLines(const QList<Loss> &losses)
{
    QByteArray lines;
    for (const Loss &loss : losses) {
        const QByteArray weight = loss.weight == Loss::Weight::Hint      ? "hint"_ba
                                  : loss.weight == Loss::Weight::Changed ? "changed"_ba
                                                                         : "meaning"_ba;
        lines += "  loss "_ba + weight + ' ' + loss.param + ": "_ba + loss.reason + '\n';
    }
    return lines;
}

AnswerContext contextOf(const ChatRequest *request)
{
    return {.id = "gh_golden"_ba, .model = "asked-model"_ba, .created = 1'700'000'000, .request = request};
}

RequestAddress addressOf(const Test::WireExchange &exchange)
{
    return {.model = exchange.model, .stream = exchange.stream};
}

QByteArray backLine(const QByteArray &original, const Result<QByteArray> &back)
{
    if (!back)
        return "  back: "_ba + back.error().message.toUtf8() + '\n';
    const QString difference = Test::jsonDifference(original, *back);
    return "  back: "_ba + (difference.isEmpty() ? "the same"_ba : difference.left(200).toUtf8()) + '\n';
}

QByteArray requestSection(const Test::WireExchange &exchange, Dialect from, Dialect to)
{
    const ChatDialect &source = chatDialect(from);
    const ChatDialect &target = chatDialect(to);
    const auto there = translateRequest(source, target, exchange.requestBody, addressOf(exchange), {});
    if (!there)
        return "  refused: "_ba + there.error().message.toUtf8() + '\n';
    const auto back = translateRequest(target, source, there->body, addressOf(exchange), {});
    return shortened(there->body) + '\n' + lossLines(there->losses)
           + backLine(exchange.requestBody, back ? Result<QByteArray>(back->body) : std::unexpected(back.error()));
}

// What a stream of a dialect says as a whole.
Result<ChatAnswer> collected(const ChatDialect &dialect, const QByteArray &stream, qsizetype step)
{
    const auto decoder = dialect.decoder();
    AnswerCollector collector;
    QList<Stream::Event> events;
    for (qsizetype at = 0; at < stream.size(); at += step)
        GH_CHECK(decoder->feed(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)), events));
    GH_CHECK(decoder->end(events));
    for (const Stream::Event &event : std::as_const(events))
        collector.take(event);
    if (collector.failure())
        return std::unexpected(errorOf(*collector.failure()));
    return collector.answer();
}

QByteArray streamSection(const Test::WireExchange &exchange, const ChatRequest *request, Dialect from, Dialect to)
{
    const ChatDialect &source = chatDialect(from);
    const ChatDialect &target = chatDialect(to);
    const auto there = translateStream(source, target, exchange.answerBody, contextOf(request));
    if (!there)
        return "  refused: "_ba + there.error().message.toUtf8() + '\n';
    const auto answer = collected(target, *there, there->size());
    if (!answer)
        return "  failed: "_ba + answer.error().message.toUtf8() + '\n';
    return shortened(target.writeAnswer(*answer, contextOf(request)).body) + '\n';
}

QByteArray answerSection(const Test::WireExchange &exchange, const ChatRequest *request, Dialect from, Dialect to)
{
    if (exchange.status >= 400) {
        const auto error = translateError(chatDialect(from), to, exchange.answerBody, exchange.status);
        if (!error)
            return "  refused: "_ba + error.error().message.toUtf8() + '\n';
        return shortened(*error) + '\n';
    }
    if (exchange.framing != "json")
        return streamSection(exchange, request, from, to);
    const auto there = translateAnswer(chatDialect(from), chatDialect(to), exchange.answerBody, contextOf(request));
    if (!there)
        return "  refused: "_ba + there.error().message.toUtf8() + '\n';
    return shortened(there->body) + '\n' + lossLines(there->losses);
}

void compare(const QByteArray &actual, const QString &path)
{
    if (updates) {
        const QString place = QStringLiteral(GATEHOUSE_SOURCE_DIR) + u'/' + path;
        QVERIFY(QDir().mkpath(QFileInfo(place).path()));
        QFile file(place);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(actual) == actual.size());
        return;
    }
    const QList<QByteArray> expected = Test::sourceFile(path).split('\n');
    const QList<QByteArray> lines = actual.split('\n');
    for (qsizetype i = 0; i < std::min(expected.size(), lines.size()); ++i)
        QCOMPARE(lines[i], expected[i]);
    QCOMPARE(lines.size(), expected.size());
}

} // namespace

// Every recorded exchange of a chat, translated to every other dialect and back, reviewed once and kept in files:
// `tst_translation --update` after a change that is meant, then read the difference.
class TestTranslation : public QObject
{
    Q_OBJECT
private slots:
    void goldens_data();
    void goldens();
    void r18_streamsInPieces_data() { goldens_data(); }
    void r18_streamsInPieces();
    void snapshotsOfOthers();

private:
    QHash<QString, Test::WireExchange> m_exchanges;
};

void TestTranslation::goldens_data()
{
    QTest::addColumn<QString>("file");
    for (const Test::WireExchange &exchange : Test::wireExchanges()) {
        if (!dialectsOfApis().contains(exchange.api))
            continue;
        m_exchanges.insert(exchange.file, exchange);
        QTest::newRow(qPrintable(exchange.file)) << exchange.file;
    }
    QVERIFY(m_exchanges.size() >= 250);
}

void TestTranslation::goldens()
{
    QFETCH(const QString, file);
    const Test::WireExchange exchange = m_exchanges.value(file);
    const Dialect from = dialectsOfApis().value(exchange.api);
    const auto request = chatDialect(from).readRequest(exchange.requestBody, addressOf(exchange));
    QByteArray text;
    if (!request)
        text += "request cannot be read: "_ba + request.error().message.toUtf8() + '\n';
    for (const Dialect to : allDialects()) {
        if (to == from)
            continue;
        const QByteArray name = dialectName(to).toByteArray();
        if (request)
            text += "request -> "_ba + name + '\n' + requestSection(exchange, from, to);
        text += "answer -> "_ba + name + '\n' + answerSection(exchange, request ? &*request : nullptr, from, to);
    }
    // A vendor that answered 200 has understood its request, and so must we.
    QVERIFY2(request || exchange.status != 200, text.constData());
    compare(text, u"tests/golden/translation/"_s + file.chopped(5) + u".txt"_s);
}

// However a recorded stream is cut, the answer is the same.
void TestTranslation::r18_streamsInPieces()
{
    QFETCH(const QString, file);
    const Test::WireExchange exchange = m_exchanges.value(file);
    if (exchange.framing == "json" || exchange.status != 200)
        return;
    const ChatDialect &dialect = chatDialect(dialectsOfApis().value(exchange.api));
    const auto whole = collected(dialect, exchange.answerBody, exchange.answerBody.size());
    for (const qsizetype step : {1, 7, 64, 1000}) {
        const auto pieces = collected(dialect, exchange.answerBody, step);
        QCOMPARE(pieces.has_value(), whole.has_value());
        if (whole)
            QVERIFY(*pieces == *whole);
    }
}

// The same case as five vendors have it: whatever is read can be written for every other one, as valid JSON.
void TestTranslation::snapshotsOfOthers()
{
    const QHash<QString, Dialect> formats{{u"chat-completions"_s, Dialect::OpenAi},
                                          {u"responses"_s, Dialect::OpenAiResponses},
                                          {u"anthropic"_s, Dialect::Anthropic},
                                          {u"google"_s, Dialect::Gemini},
                                          {u"bedrock"_s, Dialect::Bedrock}};
    int count = 0;
    for (auto format = formats.begin(); format != formats.end(); ++format) {
        for (const Test::WireSnapshot &snapshot : Test::wireSnapshots(format.key())) {
            for (const QByteArray &body : {snapshot.request, snapshot.followUpRequest}) {
                if (body.isEmpty())
                    continue;
                for (const Dialect to : allDialects()) {
                    const auto there = translateRequest(chatDialect(*format), chatDialect(to), body,
                                                        {.model = "m"_ba, .stream = false}, {});
                    QVERIFY2(there || !snapshot.error.isEmpty(),
                             qPrintable(snapshot.name + u' ' + format.key() + u": "
                                        + (there ? QString() : there.error().message)));
                    if (there)
                        QVERIFY2(Json::judge(there->body), there->body.constData());
                    ++count;
                }
            }
            if (snapshot.answer.isEmpty())
                continue;
            for (const Dialect to : allDialects()) {
                const auto there =
                    translateAnswer(chatDialect(*format), chatDialect(to), snapshot.answer, contextOf(nullptr));
                QVERIFY2(there && Json::judge(there->body),
                         qPrintable(snapshot.name + u' ' + format.key() + u": "
                                    + (there ? QString::fromUtf8(there->body) : there.error().message)));
                ++count;
            }
        }
    }
    QVERIFY(count > 1000);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QStringList arguments = application.arguments();
    updates = arguments.removeAll(u"--update"_s) > 0;
    TestTranslation test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, arguments);
}

#include "tst_translation.moc"
