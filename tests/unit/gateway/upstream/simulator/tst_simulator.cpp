// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulator.h"
#include "gateway/upstream/simulator/simulatorschema.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Gatehouse;
using namespace Gatehouse::Upstream;
using namespace Qt::StringLiterals;

namespace {

SimulatorAnswer ask(const QByteArray &body, Llm::Surface surface = Llm::Surface::ChatCompletions)
{
    return simulate({.surface = surface, .body = body, .now = fromMicroseconds(1'795'000'000'000'000)});
}

SimulatorJson jsonOf(const SimulatorAnswer &answer)
{
    return SimulatorJson::parse(answer.chunks.front().bytes.toStdString(), nullptr, false);
}

QByteArray chat(const QByteArray &model, const QByteArray &text, const QByteArray &more = {})
{
    return R"({"model": ")" + model + R"(", "messages": [{"role": "user", "content": ")" + text + R"("}])" + more + '}';
}

QByteArray joined(const SimulatorAnswer &answer)
{
    QByteArray all;
    for (const auto &chunk : answer.chunks)
        all += chunk.bytes;
    return all;
}

std::string textOf(const SimulatorAnswer &answer)
{
    return jsonOf(answer)["choices"][0]["message"]["content"].get<std::string>();
}

// Judges a value by the parts of JSON schema that the table below uses; written apart from the generator.
bool isValid(const SimulatorJson &value, const SimulatorJson &schema, const SimulatorJson &root)
{
    if (schema.contains("$ref")) {
        const auto pointer = schema["$ref"].get<std::string>().substr(1);
        return isValid(value, root.at(SimulatorJson::json_pointer(pointer)), root);
    }
    if (schema.contains("anyOf")) {
        for (const auto &option : schema["anyOf"]) {
            if (isValid(value, option, root))
                return true;
        }
        return false;
    }
    if (schema.contains("const") && value != schema["const"])
        return false;
    if (schema.contains("enum")
        && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
        return false;
    const auto type = schema.value("type", std::string());
    if (type == "object") {
        if (!value.is_object())
            return false;
        for (const auto &name : schema.value("required", SimulatorJson::array())) {
            if (!value.contains(name.get<std::string>()))
                return false;
        }
        for (const auto &[name, member] : value.items()) {
            if (schema.contains("properties") && schema["properties"].contains(name)) {
                if (!isValid(member, schema["properties"][name], root))
                    return false;
            } else if (schema.value("additionalProperties", SimulatorJson(true)) == false) {
                return false;
            }
        }
    }
    if (type == "array") {
        if (!value.is_array() || value.size() < schema.value("minItems", 0U)
            || value.size() > schema.value("maxItems", 1000U))
            return false;
        for (const auto &item : value) {
            if (!isValid(item, schema["items"], root))
                return false;
        }
    }
    if (type == "integer" && !value.is_number_integer())
        return false;
    if (type == "number" && !value.is_number())
        return false;
    if (type == "integer" || type == "number") {
        const auto number = value.get<double>();
        if (number < schema.value("minimum", -1e18) || number > schema.value("maximum", 1e18))
            return false;
        if (schema.contains("multipleOf")
            && std::abs(std::remainder(number, schema["multipleOf"].get<double>())) > 1e-6)
            return false;
    }
    if (type == "string") {
        if (!value.is_string())
            return false;
        const auto text = QString::fromStdString(value.get<std::string>());
        if (text.size() < schema.value("minLength", 0) || text.size() > schema.value("maxLength", 100000))
            return false;
        if (schema.contains("pattern")
            && !QRegularExpression(QString::fromStdString(schema["pattern"].get<std::string>())).match(text).hasMatch())
            return false;
    }
    return !(type == "boolean" && !value.is_boolean()) && !(type == "null" && !value.is_null());
}

} // namespace

class TestSimulator : public QObject
{
    Q_OBJECT
private slots:
    void answersTheSameToTheSame();
    void answersInWords();
    void respectsLimits();
    void writesWhatSchemaAsks_data();
    void writesWhatSchemaAsks();
    void endsEndlessSchemas();
    void callsTools_data();
    void callsTools();
    void streamsWhatItSaysWhole();
    void paces();
    void failsOnRequest_data();
    void failsOnRequest();
    void breaksOnRequest();
    void embeds();
    void refusesNonsense();
};

void TestSimulator::answersTheSameToTheSame()
{
    const auto body = chat("sim/chat", "Explain write-ahead logging");
    QCOMPARE(ask(body), ask(body));
    QVERIFY(joined(ask(body)) != joined(ask(chat("sim/chat", "Explain vacuuming"))));
}

void TestSimulator::answersInWords()
{
    QVERIFY(textOf(ask(chat("sim/fast", "Say hello"))).starts_with("Hello!"));
    QCOMPARE(textOf(ask(chat("sim/echo", "as it is"))), "as it is");
    const auto text = textOf(ask(chat("sim/fast", "Explain the migration of invoices")));
    QVERIFY(text.size() > 300);
    QVERIFY(text.find("migration") != std::string::npos || text.find("invoices") != std::string::npos);
    QVERIFY(textOf(ask(chat("sim/fast", "Bitte beschreibe die Migration und das Archiv"))).find("die")
            != std::string::npos);
    const auto usage = jsonOf(ask(chat("sim/fast", "Say hello")))["usage"];
    QCOMPARE(usage["total_tokens"].get<int>(),
             usage["prompt_tokens"].get<int>() + usage["completion_tokens"].get<int>());
}

void TestSimulator::respectsLimits()
{
    const auto cut = jsonOf(ask(chat("sim/fast", "Explain everything", R"(, "max_tokens": 7)")));
    QCOMPARE(cut["choices"][0]["finish_reason"].get<std::string>(), "length");
    QCOMPARE(cut["usage"]["completion_tokens"].get<int>(), 7);
    const auto stopped = jsonOf(ask(chat("sim/echo", "one two STOP three", R"(, "stop": ["STOP"])")));
    QCOMPARE(stopped["choices"][0]["message"]["content"].get<std::string>(), "one two ");
    QCOMPARE(stopped["choices"][0]["finish_reason"].get<std::string>(), "stop");
    QCOMPARE(jsonOf(ask(chat("sim/fast", "Say hello", R"(, "n": 3)")))["choices"].size(), 3U);
}

void TestSimulator::writesWhatSchemaAsks_data()
{
    QTest::addColumn<QByteArray>("schema");
    const auto row = [](const char *name, const char *schema) { QTest::newRow(name) << QByteArray(schema); };
    row("types",
        R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"},"c":{"type":"number"},"d":{"type":"boolean"},"e":{"type":"null"}},"required":["a","b","c","d","e"],"additionalProperties":false})");
    row("enum", R"({"type":"object","properties":{"unit":{"enum":["celsius","fahrenheit"]}},"required":["unit"]})");
    row("const", R"({"type":"object","properties":{"kind":{"const":"order"}},"required":["kind"]})");
    row("array bounds",
        R"({"type":"array","items":{"type":"integer","minimum":3,"maximum":4},"minItems":4,"maxItems":5})");
    row("multiple", R"({"type":"integer","minimum":10,"maximum":50,"multipleOf":7})");
    row("small range", R"({"type":"number","minimum":0.25,"maximum":0.5})");
    row("lengths", R"({"type":"string","minLength":40,"maxLength":45})");
    row("pattern", R"({"type":"string","pattern":"^[A-Z]{3}-\\d{4}(a|b)?$"})");
    row("nested",
        R"({"type":"object","properties":{"steps":{"type":"array","items":{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}}},"required":["steps"]})");
    row("ref",
        R"({"type":"object","properties":{"p":{"$ref":"#/$defs/person"}},"required":["p"],"$defs":{"person":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}})");
    row("nullable", R"({"anyOf":[{"type":"null"},{"type":"string"}]})");
    row("recursive",
        R"({"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]})");
}

void TestSimulator::writesWhatSchemaAsks()
{
    QFETCH(QByteArray, schema);
    const auto parsed = SimulatorJson::parse(schema.toStdString());
    for (quint64 seed = 0; seed < 50; ++seed) {
        SimulatorRandom random(seed);
        const auto value = valueUnder(parsed, "What is the weather in Paris, Anna?", random);
        QVERIFY2(isValid(value, parsed, parsed), value.dump().c_str());
    }
    const auto answer = ask(chat(
        "sim/fast", "Go",
        R"(, "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": )" + schema + "}}"));
    QVERIFY(isValid(SimulatorJson::parse(textOf(answer)), parsed, parsed));
}

void TestSimulator::endsEndlessSchemas()
{
    SimulatorRandom random(1);
    const auto schema = SimulatorJson::parse(
        R"({"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}},"required":["a","b"]})");
    QVERIFY(valueUnder(schema, "x", random).is_object());
    const auto all = SimulatorJson::parse(R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})");
    static_cast<void>(valueUnder(all, "x", random));
}

void TestSimulator::callsTools_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QStringList>("called");
    QTest::newRow("near") << "What is the weather in Paris?"_ba << ""_ba << QStringList{u"get_weather"_s};
    QTest::newRow("two named") << "get_weather and get_time for Paris"_ba << ""_ba
                               << QStringList{u"get_weather"_s, u"get_time"_s};
    QTest::newRow("parallel asked") << "What now?"_ba << R"(, "parallel_tool_calls": true)"_ba
                                    << QStringList{u"get_weather"_s, u"get_time"_s};
    QTest::newRow("parallel forbidden") << "get_weather and get_time"_ba << R"(, "parallel_tool_calls": false)"_ba
                                        << QStringList{u"get_weather"_s};
    QTest::newRow("forced") << "What is the weather?"_ba
                            << R"(, "tool_choice": {"type": "function", "function": {"name": "get_time"}})"_ba
                            << QStringList{u"get_time"_s};
    QTest::newRow("none") << "What is the weather?"_ba << R"(, "tool_choice": "none")"_ba << QStringList();
}

void TestSimulator::callsTools()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, more);
    QFETCH(QStringList, called);
    const QByteArray tools =
        R"(, "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}, {"type": "function", "function": {"name": "get_time", "parameters": {"type": "object", "properties": {"zone": {"type": "string"}}, "required": ["zone"]}}}])";
    const auto choice = jsonOf(ask(chat("sim/fast", text, tools + more)))["choices"][0];
    QStringList names;
    if (choice["message"].contains("tool_calls")) {
        for (const auto &call : choice["message"]["tool_calls"]) {
            names.append(QString::fromStdString(call["function"]["name"].get<std::string>()));
            QVERIFY(SimulatorJson::parse(call["function"]["arguments"].get<std::string>()).is_object());
        }
    }
    QCOMPARE(names, called);
    QCOMPARE(choice["finish_reason"].get<std::string>(), called.isEmpty() ? "stop" : "tool_calls");
}

void TestSimulator::streamsWhatItSaysWhole()
{
    const auto whole = ask(chat("sim/fast", "Explain the migration of invoices"));
    const auto body = chat("sim/fast", "Explain the migration of invoices",
                           R"(, "stream": true, "stream_options": {"include_usage": true})");
    std::string text;
    SimulatorJson usage;
    const auto lines = joined(ask(body)).split('\n');
    for (const auto &line : lines) {
        if (!line.startsWith("data: {"))
            continue;
        const auto event = SimulatorJson::parse(line.sliced(6).toStdString());
        if (event["choices"].empty())
            usage = event["usage"];
        else
            text += event["choices"][0]["delta"].value("content", std::string());
    }
    QVERIFY(text.size() > 300);
    QVERIFY(usage["completion_tokens"].get<int>() > 50);
    QVERIFY(joined(ask(body)).endsWith("data: [DONE]\n\n"));
    QVERIFY(!joined(ask(chat("sim/fast", "Explain", R"(, "stream": true)"))).contains("usage"));
    QCOMPARE(whole.headers.value("content-type").value().toByteArray(), "application/json"_ba);
}

void TestSimulator::paces()
{
    const auto stream = ask(chat("sim/chat", "Explain the migration of invoices", R"(, "stream": true)"));
    QVERIFY(stream.headAfter.count() >= 150 && stream.headAfter.count() <= 600);
    std::chrono::milliseconds total{0};
    for (const auto &chunk : stream.chunks)
        total += chunk.after;
    const double perSecond = static_cast<double>(stream.chunks.size()) * 1000 / static_cast<double>(total.count());
    QVERIFY(perSecond >= 29 && perSecond <= 125);
    const auto fast = ask(chat("sim/fast", "Explain", R"(, "stream": true)"));
    QVERIFY(std::ranges::all_of(fast.chunks, [](const auto &chunk) { return chunk.after.count() == 0; }));
}

void TestSimulator::failsOnRequest_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 403, 404, 408, 429, 500, 502, 503, 529})
        QTest::addRow("%d", status) << status;
}

void TestSimulator::failsOnRequest()
{
    QFETCH(int, status);
    const auto answer = ask(chat("sim/error-" + QByteArray::number(status), "Hi"));
    QCOMPARE(answer.status, status);
    QVERIFY(jsonOf(answer)["error"]["message"].is_string());
    QCOMPARE(answer.headers.value("retry-after").has_value(), status == 429);
}

void TestSimulator::breaksOnRequest()
{
    const QByteArray stream = R"(, "stream": true)";
    QCOMPARE(ask(chat("sim/hang", "Explain")).status, 0);
    QCOMPARE(ask(chat("sim/hang", "Explain")).ending, SimulatorEnding::Hang);
    QCOMPARE(ask(chat("sim/cut", "Explain", stream)).ending, SimulatorEnding::Cut);
    QCOMPARE(ask(chat("sim/cut", "Explain")).ending, SimulatorEnding::Cut);
    QCOMPARE(ask(chat("sim/stall", "Explain", stream)).ending, SimulatorEnding::Hang);
    const auto midstream = joined(ask(chat("sim/error-midstream", "Explain", stream)));
    QVERIFY(midstream.contains("\"error\"") && !midstream.contains("[DONE]"));
    QVERIFY(jsonOf(ask(chat("sim/garbage", "Explain"))).is_discarded());
}

void TestSimulator::embeds()
{
    const auto one = [](const QByteArray &text) {
        const auto answer = ask(R"({"model": "sim/embedding", "dimensions": 256, "input": ")" + text + R"("})",
                                Llm::Surface::Embeddings);
        return jsonOf(answer)["data"][0]["embedding"].get<std::vector<double>>();
    };
    const auto dot = [](const std::vector<double> &left, const std::vector<double> &right) {
        return std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
    };
    const auto base = one("invoices for spare parts");
    QCOMPARE(base.size(), 256U);
    QVERIFY(std::abs(dot(base, base) - 1) < 1e-4);
    QVERIFY(dot(base, one("spare parts and invoices")) > dot(base, one("a walk along the river")) + 0.2);
    const auto encoded =
        jsonOf(ask(R"({"model": "m", "dimensions": 8, "input": ["a", "b"], "encoding_format": "base64"})",
                   Llm::Surface::Embeddings));
    QCOMPARE(encoded["data"].size(), 2U);
    QCOMPARE(
        QByteArray::fromBase64(QByteArray::fromStdString(encoded["data"][1]["embedding"].get<std::string>())).size(),
        32);
}

void TestSimulator::refusesNonsense()
{
    QCOMPARE(ask("[]").status, 400);
    QCOMPARE(ask(R"({"model": "sim/fast", "messages": []})").status, 400);
    QCOMPARE(ask(R"({"model": "m", "input": {}})", Llm::Surface::Embeddings).status, 400);
    QCOMPARE(ask(R"({"model": "m", "input": "a", "dimensions": 99999})", Llm::Surface::Embeddings).status, 400);
}

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
