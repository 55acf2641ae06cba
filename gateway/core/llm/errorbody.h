// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/base/error.h"
#include "gateway/core/llm/surface.h"

#include <QByteArray>

namespace Gatehouse::Llm {

// An error as the body of an answer, in the client's dialect, with the words of errorShape(). Nothing internal is in it
// (R60): only message, param and, for upstream errors, the vendor's status.
[[nodiscard]] QByteArray errorBody(Dialect dialect, const Error &error);

// The same after the first byte of a stream has left (FEATURES 1.9): the event that ends the stream, complete with its
// empty line.
[[nodiscard]] QByteArray errorEvent(Dialect dialect, const Error &error);

} // namespace Gatehouse::Llm
