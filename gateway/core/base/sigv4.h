// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <utility>

// AWS Signature Version 4 (AWS IAM user guide, "Create a signed AWS API request"), for every service but S3. Pure: the
// time is a parameter.
namespace Gatehouse {

struct SigV4Request {
    QByteArray method = "POST";
    QByteArray path = "/"; // as it is sent, with its percent signs
    QByteArray query = {}; // as it is sent, without the question mark
    // All that are to be signed; "host" and "x-amz-date" have to be among them, and "x-amz-security-token" where the
    // credentials are temporary.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray payloadHash = {}; // sigV4Hash() of the body
};

struct SigV4Scope {
    QByteArray region;  // "us-east-1"
    QByteArray service; // "bedrock"
    qint64 time;        // seconds since 1970
};

[[nodiscard]] QByteArray sigV4Hash(QByteArrayView body); // SHA-256 in lower-case hexadecimal
[[nodiscard]] QByteArray sigV4Time(qint64 time);         // "20150830T123600Z", for x-amz-date

// The value of the Authorization header.
[[nodiscard]] QByteArray sigV4Authorization(const SigV4Request &request, const SigV4Scope &scope,
                                            QByteArrayView accessKeyId, QByteArrayView secretAccessKey);

// What is hashed and signed, for tests and for comparing with the vendor's error message.
[[nodiscard]] QByteArray sigV4CanonicalRequest(const SigV4Request &request);

} // namespace Gatehouse
