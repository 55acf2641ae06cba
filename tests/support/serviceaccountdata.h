// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/datafile.h"

// The service account of tests/data/service_account, which is nobody's.
namespace Gatehouse::Test {

inline QByteArray serviceAccountFile(const QString &name)
{
    return sourceFile(QStringLiteral("tests/data/service_account/") + name);
}

// The document with some of its members changed, or removed where the value is null.
inline QByteArray serviceAccountDocument(const QJsonObject &changes = {})
{
    QJsonObject document = QJsonDocument::fromJson(serviceAccountFile(QStringLiteral("document.json"))).object();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change.value().isNull())
            document.remove(change.key());
        else
            document.insert(change.key(), change.value());
    }
    return QJsonDocument(document).toJson();
}

// A line out of the middle of its private key, which must never be found anywhere.
inline QByteArray serviceAccountCanary()
{
    const QJsonObject document = QJsonDocument::fromJson(serviceAccountFile(QStringLiteral("document.json"))).object();
    return document[QLatin1StringView("private_key")].toString().toLatin1().split('\n').value(5);
}

} // namespace Gatehouse::Test
