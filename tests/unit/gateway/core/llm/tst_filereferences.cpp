// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/llm/filereferences.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

class FileReferencesTest final : public QObject
{
    Q_OBJECT
private slots:
    // R48: every way in which a vendor's API takes a file.
    void found_R48_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("ids");
        const auto row = [](const char *name, const char *body, const QByteArrayList &ids) {
            QTest::newRow(name) << QByteArray(body).replace('\'', '"') << ids;
        };
        row("chat", "{'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'a'}}]}]}", {"a"_ba});
        row("responses",
            "{'input':[{'role':'user','content':[{'type':'input_file','file_id':'a'},{'type':'input_image','file_id':'"
            "b'}]}]}",
            {"a"_ba, "b"_ba});
        row("responses, code interpreter",
            "{'tools':[{'type':'code_interpreter','container':{'type':'auto','file_ids':['a','b']}}]}",
            {"a"_ba, "b"_ba});
        row("responses, mask", "{'tools':[{'type':'image_generation','input_image_mask':{'file_id':'a'}}]}", {"a"_ba});
        row("messages",
            "{'messages':[{'role':'user','content':[{'type':'document','source':{'type':'file','file_id':'a'}},{'type':"
            "'container_upload','file_id':'b'}]}]}",
            {"a"_ba, "b"_ba});
        row("a tool's result",
            "{'messages':[{'role':'user','content':[{'type':'tool_result','content':[{'type':'image','source':{'type':'"
            "file','file_id':'a'}}]}]}]}",
            {"a"_ba});
        row("images", "{'model':'m','images':[{'file_id':'a'},{'file_id':'a'}],'mask':{'file_id':'b'}}",
            {"a"_ba, "b"_ba});
        row("the name with escapes", "{'file\\u005fid':'a','\\u0066ile_id':'b','fi\\u006Ce_ids':['c']}",
            {"a"_ba, "b"_ba, "c"_ba});
        row("the id with escapes", "{'file_id':'\\u0061'}", {"a"_ba});
        row("named twice", "{'file_id':'a','file_id':'b'}", {"a"_ba, "b"_ba});
        row("an input that is no tool's", "{'type':'message','input':{'file_id':'a'}}", {"a"_ba});
    }
    void found_R48()
    {
        QFETCH(const QByteArray, body);
        QTEST(Llm::fileReferences(body), "ids");
    }

    void leftOut_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *body) {
            QTest::newRow(name) << QByteArray(body).replace('\'', '"');
        };
        row("nothing", "{}");
        row("a text about it", "{'messages':[{'role':'user','content':'what is \\'file_id\\': \\'a\\'?'}]}");
        row("no string", "{'file_id':7,'file_ids':'a','x':{'file_id':{'y':'a'}}}");
        row("empty", "{'file_id':'','file_ids':[null,1,'']}");
        row("a citation", "{'input':[{'type':'message','role':'assistant','content':[{'type':'output_text','text':'x','"
                          "annotations':[{'type':'file_citation','file_id':'a'}]}]}]}");
        row("what a search has found", "{'input':[{'type':'file_search_call','results':[{'file_id':'a'}]}]}");
        row("what code has made",
            "{'messages':[{'role':'assistant','content':[{'type':'bash_code_execution_tool_result','content':{'type':'"
            "bash_code_execution_result','content':[{'type':'bash_code_execution_output','file_id':'a'}]}}]}]}");
        row("a tool's input", "{'type':'tool_use','input':{'file_id':'a'}}");
        row("a schema",
            "{'tools':[{'parameters':{'examples':[{'file_id':'a'}]}},{'input_schema':{'default':{'file_id':'a'}}}]}");
        row("metadata", "{'metadata':{'file_id':'a'}}");
        row("no document", "{'file_id':'a'");
    }
    void leftOut()
    {
        QFETCH(const QByteArray, body);
        QCOMPARE(Llm::fileReferences(body), QByteArrayList());
    }
};

QTEST_APPLESS_MAIN(FileReferencesTest)
#include "tst_filereferences.moc"
