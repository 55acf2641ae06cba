// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/dialect.h"
#include "gateway/core/llm/framesplitter.h"
#include "gateway/core/llm/surface.h"
#include "gateway/store/reader.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Gatehouse::Ui {

// In whose words a stored body is written. Values; pure functions.
struct BodyForm {
    Llm::Surface surface = Llm::Surface::ChatCompletions;
    Llm::Dialect dialect = Llm::Dialect::OpenAi;
    bool operator==(const BodyForm &) const = default;
};

// Client and gateway speak the surface's dialect, gateway and vendor the vendor's; where that is not known, the
// client's is taken (but for AWS, whose binary frames are like nothing else).
[[nodiscard]] BodyForm formOf(const Store::BodyRecord &body, Llm::Surface surface, std::optional<Llm::Dialect> vendor);

[[nodiscard]] const Llm::ChatDialect &chatDialectOf(const BodyForm &form);

// How a stored answer is cut into pieces; nothing = it is one document.
[[nodiscard]] std::optional<Llm::Framing> framingOf(QByteArrayView body, const BodyForm &form);

// What a document that was cut would be if it ended there: strings and brackets are closed, a name without its value is
// left out. Documents that were not cut stay as they are. Linear, no recursion.
[[nodiscard]] QByteArray closedJson(QByteArrayView json);

} // namespace Gatehouse::Ui
