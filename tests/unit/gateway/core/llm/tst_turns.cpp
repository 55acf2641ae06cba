// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/turns.h"

#include <QTest>

using namespace Gatehouse::Llm;
using namespace Qt::StringLiterals;

namespace {

Part text(const QByteArray &words)
{
    return {.content = TextPart{.text = words}};
}

Part call(const QByteArray &id, const QByteArray &name = "f"_ba)
{
    return {.content = ToolCallPart{.id = id, .name = name}};
}

Part result(const QByteArray &id, const QByteArray &name = {})
{
    return {.content = ToolResultPart{.callId = id, .name = name}};
}

// Blocks that show what came to them: "t:words", "c:id", "r:id"; pictures are left out.
QList<QByteArray> shown(const Part &part, Role)
{
    if (const auto *words = std::get_if<TextPart>(&part.content))
        return {"t:" + words->text};
    if (const auto *made = std::get_if<ToolCallPart>(&part.content))
        return {"c:" + made->id};
    if (const auto *given = std::get_if<ToolResultPart>(&part.content))
        return {"r:" + given->callId};
    return {};
}

// "system | user blocks | assistant blocks | ...", each turn with the first letter of its role.
QByteArray played(const QList<Message> &messages, QByteArray *losses = nullptr)
{
    LossReport report(Dialect::OpenAi, Dialect::Anthropic);
    const Turns turns = alternatingTurns({.messages = messages}, report, shown);
    QByteArrayList lines;
    if (!turns.system.isEmpty())
        lines.append("s " + turns.system.join(' '));
    for (const Turn &turn : turns.turns)
        lines.append((turn.role == Role::User ? "u " : "a ") + turn.blocks.join(' '));
    if (losses) {
        for (const Loss &loss : report.take())
            *losses += loss.param + ';';
    }
    return lines.join(" | ");
}

} // namespace

class TestTurns final : public QObject
{
    Q_OBJECT
private slots:
    void shapes_data()
    {
        QTest::addColumn<QList<Message>>("messages");
        QTest::addColumn<QByteArray>("turns");
        using enum Role;
        const auto row = [](const char *name, const QList<Message> &messages, const char *turns) {
            QTest::newRow(name) << messages << QByteArray(turns);
        };
        row("nothing", {}, "");
        row("plain", {{.role = User, .parts = {text("a"_ba)}}, {.role = Assistant, .parts = {text("b"_ba)}}},
            "u t:a | a t:b");
        row("one role twice",
            {{.role = User, .parts = {text("a"_ba)}},
             {.role = User, .parts = {text("b"_ba)}},
             {.role = Assistant, .parts = {text("c"_ba)}},
             {.role = Assistant, .parts = {text("d"_ba)}}},
            "u t:a t:b | a t:c t:d");
        row("instructions anywhere",
            {{.role = User, .parts = {text("a"_ba)}},
             {.role = System, .parts = {text("s"_ba)}},
             {.role = User, .parts = {text("b"_ba)}},
             {.role = Developer, .parts = {text("d"_ba)}}},
            "s t:s t:d | u t:a t:b");
        row("instructions alone", {{.role = System, .parts = {text("s"_ba)}}}, "s t:s");
        row("the assistant begins", {{.role = Assistant, .parts = {text("a"_ba)}}}, "u t:. | a t:a");
        row("blank texts",
            {{.role = User, .parts = {text(" \n\t"_ba), text("a"_ba)}},
             {.role = Assistant, .parts = {text(""_ba)}},
             {.role = User, .parts = {text("b"_ba)}}},
            "u t:a t:b");
        row("turns that end up empty",
            {{.role = User, .parts = {text("a"_ba)}},
             {.role = Assistant, .parts = {{.content = MediaPart{}}}},
             {.role = User, .parts = {text("b"_ba)}}},
            "u t:a t:b");
        row("nothing but blanks", {{.role = Assistant, .parts = {text(" "_ba)}}}, "");
        row("results come first, in their order",
            {{.role = User, .parts = {text("a"_ba)}},
             {.role = Assistant, .parts = {call("1"_ba), call("2"_ba)}},
             {.role = User, .parts = {text("b"_ba), result("1"_ba)}},
             {.role = User, .parts = {text("c"_ba), result("2"_ba)}}},
            "u t:a | a c:1 c:2 | u r:1 r:2 t:b t:c");
        row("results of the next turn are not mixed in",
            {{.role = User, .parts = {result("1"_ba), text("a"_ba)}},
             {.role = Assistant, .parts = {call("2"_ba)}},
             {.role = User, .parts = {text("b"_ba), result("2"_ba)}}},
            "u r:1 t:a | a c:2 | u r:2 t:b");
    }
    void shapes()
    {
        QFETCH(const QList<Message>, messages);
        QTEST(played(messages), "turns");
    }

    // Calls and results that belong together have the same id afterwards, whatever the ids looked like.
    void ids_data()
    {
        QTest::addColumn<QList<Part>>("calls");
        QTest::addColumn<QList<Part>>("results");
        QTest::addColumn<QList<int>>("pairs"); // which call each result is of
        const auto row = [](const char *name, const QList<Part> &calls, const QList<Part> &results,
                            const QList<int> &pairs) { QTest::newRow(name) << calls << results << pairs; };
        row("bad characters", {call("call:1/a"_ba)}, {result("call:1/a"_ba)}, {0});
        row("not ASCII", {call("\xc3\xa4"_ba)}, {result("\xc3\xa4"_ba)}, {0});
        row("too long", {call(QByteArray(65, 'x'))}, {result(QByteArray(65, 'x'))}, {0});
        row("two bad ones stay apart", {call("a b"_ba), call("a_b!"_ba)}, {result("a_b!"_ba), result("a b"_ba)},
            {1, 0});
        row("no ids, by name", {call({}, "f"_ba), call({}, "g"_ba)}, {result({}, "g"_ba), result({}, "f"_ba)}, {1, 0});
        row("no ids, one name twice", {call({}, "f"_ba), call({}, "f"_ba)}, {result({}, "f"_ba), result({}, "f"_ba)},
            {0, 1});
        row("no ids, no names", {call({}, "f"_ba), call({}, "g"_ba)}, {result({}), result({})}, {0, 1});
        row("name unknown", {call({}, "f"_ba)}, {result({}, "other"_ba)}, {0});
    }
    void ids()
    {
        QFETCH(const QList<Part>, calls);
        QFETCH(const QList<Part>, results);
        QFETCH(const QList<int>, pairs);
        LossReport report(Dialect::OpenAi, Dialect::Anthropic);
        const ChatRequest request{.messages = {{.role = Role::User, .parts = {text("a"_ba)}},
                                               {.role = Role::Assistant, .parts = calls},
                                               {.role = Role::User, .parts = results}}};
        const Turns turns = alternatingTurns(request, report, shown);
        QCOMPARE(turns.turns.size(), 3);
        QList<QByteArray> made;
        for (const QByteArray &block : turns.turns[1].blocks) {
            const QByteArray id = block.sliced(2);
            QVERIFY(!id.isEmpty() && id.size() <= 64 && !made.contains(id));
            for (const char c : id)
                QVERIFY((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
                        || c == '-');
            made.append(id);
        }
        QCOMPARE(turns.turns[2].blocks.size(), pairs.size());
        for (qsizetype i = 0; i < pairs.size(); ++i)
            QCOMPARE(turns.turns[2].blocks[i].sliced(2), made[pairs[i]]);
        // Pure: the next request of the conversation says the same again.
        QCOMPARE(alternatingTurns(request, report, shown).turns[1].blocks, turns.turns[1].blocks);
    }

    void goodIdsStay()
    {
        const QByteArray id = "toolu_01-A"_ba;
        QCOMPARE(played({{.role = Role::User, .parts = {result(id)}}}), "u r:toolu_01-A"_ba);
        QCOMPARE(played({{.role = Role::User, .parts = {result(QByteArray(64, 'x'))}}}), "u r:" + QByteArray(64, 'x'));
    }

    void whatIsChangedIsSaid()
    {
        QByteArray losses;
        (void)played({{.role = Role::Assistant, .parts = {text("a"_ba)}, .name = "bob"_ba, .path = "messages[0]"_ba},
                      {.role = Role::System, .parts = {text("b"_ba)}, .path = "messages[1]"_ba}},
                     &losses);
        QCOMPARE(losses, "messages[0].name;messages[0];messages[1];"_ba);
        losses.clear();
        (void)played({{.role = Role::System, .parts = {text("b"_ba)}, .path = "messages[0]"_ba},
                      {.role = Role::User, .parts = {text("a"_ba)}, .path = "messages[1]"_ba}},
                     &losses);
        QVERIFY(losses.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
