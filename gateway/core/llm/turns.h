// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/llm/chat.h"
#include "gateway/core/llm/loss.h"

#include <QByteArray>
#include <QList>

#include <functional>

// A conversation for vendors that know one place for instructions and strictly alternating turns of user and assistant
// (Anthropic, Bedrock), made from one that is free in this. Pure.
namespace Gatehouse::Llm {

struct Turn {
    Role role = Role::User;
    QList<QByteArray> blocks = {}; // JSON
};

struct Turns {
    QList<QByteArray> system = {};
    QList<Turn> turns = {};
};

// Writes a part as blocks of the dialect; an empty list leaves it out. Reports its own losses.
using BlockWriter = std::function<QList<QByteArray>(const Part &part, Role role)>;

// What such vendors insist on (WIRE 5.2; 6, cases 18 and 19): instructions from anywhere go to the one place; turns of
// one role are joined; the results of tools come first in their turn; texts that are blank are left out, and so are
// turns that end up empty; the first turn is the user's; ids of tool calls are there, and have letters, digits, '-' and
// '_' only. Same ids in, same ids out, so that calls and results stay together.
[[nodiscard]] Turns alternatingTurns(const ChatRequest &request, LossReport &losses, const BlockWriter &write);

} // namespace Gatehouse::Llm
