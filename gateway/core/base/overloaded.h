// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Gatehouse {

// One visitor of several lambdas, for std::visit.
template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};

} // namespace Gatehouse
