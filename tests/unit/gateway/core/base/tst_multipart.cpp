// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/core/base/multipart.h"

#include <QTest>

using namespace Gatehouse;
using namespace Qt::StringLiterals;

namespace {

// As the openai package sends an audio file.
const QByteArray Body = "--X7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n"
                        "Content-Type: audio/wav\r\n\r\nRIFF\r\n--X\0model\r\n"
                        "\r\n--X7\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1"
                        "\r\n--X7\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nde\r\n--X7--\r\n"_ba;

} // namespace

class TestMultipart : public QObject
{
    Q_OBJECT
private slots:
    void boundary()
    {
        QCOMPARE(Multipart::boundaryOf("multipart/form-data; boundary=X7"), "X7"_ba);
        QCOMPARE(Multipart::boundaryOf("Multipart/Form-Data; charset=utf-8; boundary=\"a;b\""), "a;b"_ba);
        QVERIFY(Multipart::boundaryOf("application/json; boundary=X7").isEmpty());
        QVERIFY(Multipart::boundaryOf("multipart/form-data").isEmpty());
    }
    void findsTextFields()
    {
        const auto model = Multipart::fieldValue(Body, "X7", "model");
        QVERIFY(model && *model);
        QCOMPARE(Body.mid((*model)->offset, (*model)->length), "whisper-1"_ba);
        const auto missing = Multipart::fieldValue(Body, "X7", "prompt");
        QVERIFY(missing && !*missing);
        const auto file = Multipart::fieldValue(Body, "X7", "file"); // a file is no text
        QVERIFY(file && !*file);
    }
    void aFieldTwiceIsRefused()
    {
        const QByteArray twice = "--b\r\nContent-Disposition: form-data; name=model\r\n\r\na\r\n"
                                 "--b\r\nContent-Disposition: form-data; name=model\r\n\r\nb\r\n--b--"_ba;
        QCOMPARE(Multipart::fieldValue(twice, "b", "model").error().kind, ErrorKind::InvalidRequest);
    }
    // Every prefix is refused or understood, and nothing is read beyond it.
    void everyCut()
    {
        for (qsizetype size = 0; size < Body.size(); ++size) {
            const QByteArray cut = Body.first(size);
            const auto found = Multipart::fieldValue(cut, "X7", "model");
            if (size < Body.size() - 4)
                QVERIFY(!found);
        }
    }
};

QTEST_GUILESS_MAIN(TestMultipart)
#include "tst_multipart.moc"
