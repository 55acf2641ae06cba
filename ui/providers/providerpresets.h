// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QStringView>

#include <span>

namespace Gatehouse::Ui {

// A kind of vendor or local server, as data: what the gallery shows and what a new provider starts from. Static
// storage.
struct ProviderPreset {
    enum class KeyUse : quint8 { Required, Optional, None };
    enum class Place : quint8 { Cloud, Local, Other };
    QStringView id;
    QStringView name;    // a brand; not translated
    QStringView baseUrl; // empty = the user gives it
    KeyUse key = KeyUse::Required;
    Place place = Place::Cloud;
    QStringView keyPage; // where the vendor hands out keys; empty = none
};

[[nodiscard]] std::span<const ProviderPreset> providerPresets();

// The preset a provider was most likely made from, by the host of its address; the last one ("other") when none fits.
[[nodiscard]] const ProviderPreset &presetOf(const Provider &provider);

// A sentence on what is special about a preset; empty = nothing.
[[nodiscard]] QString presetHint(const ProviderPreset &preset);

// A name that no provider has yet: the wish, or the wish with a number.
[[nodiscard]] QString freeProviderName(const QString &wish, const QList<Provider> &providers);

// Why an address cannot be a provider's base URL, in words for the user; empty = it can. `ownAddress` is the gateway's.
[[nodiscard]] QString baseUrlProblem(const QString &url, const QString &ownAddress);

} // namespace Gatehouse::Ui
