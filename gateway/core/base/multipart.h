// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/json.h"
#include "gateway/core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// The little that the gateway has to know of multipart/form-data (RFC 7578): where a text field's value stands, so that
// it can be read and replaced while everything else keeps its bytes. Pure.
namespace Gatehouse::Multipart {

// The boundary of a Content-Type, without quotation marks; empty = it is no multipart/form-data, or has none.
[[nodiscard]] QByteArray boundaryOf(QByteArrayView contentType);

// The value of the first field of that name that is no file; nothing when there is none. InvalidRequest when the body
// is not made of parts between boundaries, or has the field twice, which two readers could understand in two ways.
[[nodiscard]] Result<std::optional<Json::Range>> fieldValue(QByteArrayView body, QByteArrayView boundary,
                                                            QByteArrayView name);

// The body with a text field before all others.
[[nodiscard]] QByteArray withField(const QByteArray &body, QByteArrayView boundary, QByteArrayView name,
                                   QByteArrayView value);

} // namespace Gatehouse::Multipart
