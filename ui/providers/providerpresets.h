// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QStringView>

#include <span>

namespace Gatehouse::Engine {
struct ProviderTest;
}

namespace Gatehouse::Ui {

// A kind of vendor or local server, as data: what the gallery shows and what a new provider starts from. Static
// storage. Whatever concerns the wire is in the vendor table (gateway/core/llm/vendors.h); here is what people need.
struct ProviderPreset {
    enum class KeyUse : quint8 { Required, Optional, None };
    enum class Place : quint8 { Cloud, Local, Other };
    QStringView id;
    QStringView name; // a brand, not translated; empty = that of the vendor table
    ProviderType type = ProviderType::OpenAiCompatible;
    QStringView baseUrl; // of a server without a vendor; empty = the vendor's own, or the user gives it
    KeyUse key = KeyUse::Required;
    Place place = Place::Cloud;
    QStringView keyPage; // where the vendor hands out keys; empty = none
};

[[nodiscard]] std::span<const ProviderPreset> providerPresets();
[[nodiscard]] QString presetName(const ProviderPreset &preset);

// The preset a provider was most likely made from: by its type; one that is called through OpenAI's interface by the
// host of its address. The last one ("other") when none fits.
[[nodiscard]] const ProviderPreset &presetOf(const Provider &provider);

// Who it is called at: the vendor's name, also where it is called through OpenAI's interface at a host that is known.
[[nodiscard]] QString providerVendor(const Provider &provider);

// A sentence on what is special about a preset; empty = nothing.
[[nodiscard]] QString presetHint(const ProviderPreset &preset);

// Of a type as such, whatever preset it came by.
[[nodiscard]] QString vendorName(ProviderType type);
[[nodiscard]] bool listsModels(ProviderType type);       // to somebody who has a key
[[nodiscard]] QString defaultBaseUrl(ProviderType type); // empty = there is none
[[nodiscard]] QString baseUrlExample(ProviderType type); // what stands in the empty field
[[nodiscard]] QString baseUrlHint(ProviderType type);    // a sentence under the field; empty = nothing to say
[[nodiscard]] QString keyHint(ProviderType type);        // what the key looks like, for the empty field

// What a connection test that went well has found out, in a sentence.
[[nodiscard]] QString testSuccess(const Provider &provider, const Engine::ProviderTest &test);

// A name that no provider has yet: the wish, or the wish with a number.
[[nodiscard]] QString freeProviderName(const QString &wish, const QList<Provider> &providers);

// Why an address cannot be a provider's base URL, in words for the user; empty = it can. An empty address is the
// vendor's own, where it has one. `ownAddress` is the gateway's.
[[nodiscard]] QString baseUrlProblem(const QString &url, ProviderType type, const QString &ownAddress);

} // namespace Gatehouse::Ui
