// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace Gatehouse::Llm {

// The ids of files that a request asks its vendor to read: every string called `file_id` and every string in a list
// called `file_ids`, wherever they stand in the JSON document. Each once, in the order in which they stand.
//
// All clients use the gateway's one key at a vendor, which therefore reads anybody's file for everybody: whoever passes
// a request on has to know whose files it names. So this errs on the side of finding too much. Left out is only what
// reports a file without reading it (citations and the results of the vendor's tools, which clients send back with
// the conversation) and what is the client's own data (metadata, schemas, the input of its tools).
[[nodiscard]] QByteArrayList fileReferences(const QByteArray &body);

} // namespace Gatehouse::Llm
