// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatorschema.h"

#include "gateway/upstream/simulator/simulatorpattern.h"
#include "gateway/upstream/simulator/simulatorprose.h"

#include <algorithm>
#include <cmath>

namespace Gatehouse::Upstream {

namespace {

constexpr int ShallowDepth = 5;  // below this only what is required is filled in
constexpr int MostDepth = 40;    // below this an endless $ref is cut
constexpr int MostValues = 5000; // a schema that refers to itself twice would grow without end
constexpr int MostItems = 1000;
constexpr int MostLength = 100'000;

class ValueWriter
{
public:
    ValueWriter(const SimulatorJson &root, std::string_view prompt, SimulatorRandom &random)
        : m_root(root)
        , m_topics(topicsOf(prompt))
        , m_names(namesIn(prompt))
        , m_random(random)
    {}

    SimulatorJson value(const SimulatorJson &given, std::string_view name, int depth)
    {
        if (depth > MostDepth || --m_valuesLeft < 0 || !given.is_object())
            return given.is_boolean() || given.is_object() ? SimulatorJson() : SimulatorJson(text(name));
        const SimulatorJson schema = resolved(given, depth);
        if (const auto constant = schema.find("const"); constant != schema.end())
            return *constant;
        if (const auto &options = memberOf(schema, "enum"); options.is_array() && !options.empty())
            return options[static_cast<std::size_t>(m_random.below(static_cast<int>(options.size())))];
        for (const char *word : {"anyOf", "oneOf"}) {
            if (const auto &options = memberOf(schema, word); options.is_array() && !options.empty())
                return value(alternative(schema, word, options, depth), name, depth + 1);
        }
        const auto type = typeOf(schema, depth);
        if (type == "object")
            return object(schema, depth);
        if (type == "array")
            return array(schema, name, depth);
        if (type == "integer" || type == "number")
            return number(schema, name, type == "integer");
        if (type == "boolean")
            return m_random.chance(0.7);
        if (type == "null")
            return nullptr;
        return string(schema, name);
    }

private:
    // The schema itself, with $ref followed and the parts of allOf merged into it.
    SimulatorJson resolved(const SimulatorJson &given, int depth)
    {
        SimulatorJson schema = given;
        for (int step = 0; step < MostDepth; ++step) {
            const auto reference = stringOf(schema, "$ref");
            if (!reference.starts_with('#'))
                break;
            SimulatorJson target = pointed(reference.substr(1));
            schema.erase("$ref");
            if (target.is_object()) {
                target.update(schema); // words beside $ref go before those behind it
                schema = std::move(target);
            }
        }
        const SimulatorJson parts = memberOf(schema, "allOf");
        schema.erase("allOf");
        for (const auto &part : parts) {
            if (part.is_object() && depth < MostDepth && --m_valuesLeft >= 0)
                schema.merge_patch(withoutRequired(schema, resolved(part, depth + 1)));
        }
        return schema;
    }

    // merge_patch replaces arrays; the required names of all parts hold together.
    static SimulatorJson withoutRequired(SimulatorJson &schema, SimulatorJson part)
    {
        if (const auto required = part.find("required"); required != part.end() && required->is_array()) {
            auto &all = schema["required"];
            for (const auto &name : *required)
                all.push_back(name);
            part.erase("required");
        }
        return part;
    }

    SimulatorJson pointed(const std::string &pointer) const
    {
        if (pointer.empty())
            return m_root;
        const SimulatorJson *at = &m_root;
        std::size_t start = 1;
        while (start <= pointer.size()) {
            const auto end = std::min(pointer.find('/', start), pointer.size());
            std::string token = pointer.substr(start, end - start);
            for (const auto &[escaped, plain] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
                for (auto found = token.find(escaped); found != std::string::npos;
                     found = token.find(escaped, found + 1))
                    token.replace(found, 2, plain);
            }
            at = &memberOf(*at, token);
            start = end + 1;
        }
        return *at;
    }

    // The first alternative that is not null; deep down null, when there is one, so that a recursion ends.
    static SimulatorJson alternative(const SimulatorJson &schema, const char *word, const SimulatorJson &options,
                                     int depth)
    {
        const auto isNull = [](const auto &option) { return stringOf(option, "type") == "null"; };
        auto chosen =
            std::ranges::find_if(options, [&](const auto &option) { return isNull(option) == (depth > ShallowDepth); });
        if (chosen == options.end())
            chosen = options.begin();
        SimulatorJson merged = schema;
        merged.erase(word);
        if (chosen->is_object())
            merged.update(*chosen);
        return merged;
    }

    static std::string typeOf(const SimulatorJson &schema, int depth)
    {
        const auto &type = memberOf(schema, "type");
        if (type.is_string())
            return type.get<std::string>();
        if (type.is_array() && !type.empty()) {
            const auto hasNull = std::find(type.begin(), type.end(), "null") != type.end();
            if (hasNull && depth > ShallowDepth)
                return "null";
            for (const auto &one : type) {
                if (one.is_string() && one != "null")
                    return one.get<std::string>();
            }
            return "null";
        }
        for (const auto &[word, implied] :
             {std::pair("properties", "object"), std::pair("required", "object"), std::pair("items", "array"),
              std::pair("prefixItems", "array"), std::pair("minimum", "number"), std::pair("maximum", "number")}) {
            if (schema.contains(word))
                return implied;
        }
        return "string";
    }

    SimulatorJson object(const SimulatorJson &schema, int depth)
    {
        SimulatorJson result = SimulatorJson::object();
        const auto &required = memberOf(schema, "required");
        const auto isRequired = [&](const std::string &name) {
            return required.is_array() && std::find(required.begin(), required.end(), name) != required.end();
        };
        const auto &properties = memberOf(schema, "properties");
        if (properties.is_object()) {
            for (const auto &[name, property] : properties.items()) {
                if (isRequired(name) || depth < ShallowDepth)
                    result[name] = value(property, name, depth + 1);
            }
        }
        const auto &additional = memberOf(schema, "additionalProperties");
        if (required.is_array()) {
            for (const auto &name : required) {
                if (name.is_string() && !result.contains(name.get<std::string>()))
                    result[name.get<std::string>()] = value(additional, name.get<std::string>(), depth + 1);
            }
        }
        const auto least =
            static_cast<std::size_t>(std::clamp<qint64>(integerOf(schema, "minProperties").value_or(0), 0, MostItems));
        for (std::size_t i = 0; result.size() < least; ++i) {
            const auto name = m_topics[i % m_topics.size()] + (i < m_topics.size() ? "" : std::to_string(i));
            result[name] = value(additional, name, depth + 1);
        }
        return result;
    }

    SimulatorJson array(const SimulatorJson &schema, std::string_view name, int depth)
    {
        SimulatorJson result = SimulatorJson::array();
        const auto &first = memberOf(schema, "prefixItems");
        const auto &items = memberOf(schema, "items");
        auto least = std::clamp<qint64>(integerOf(schema, "minItems").value_or(0), 0, MostItems);
        const auto most = std::clamp<qint64>(integerOf(schema, "maxItems").value_or(MostItems), least, MostItems);
        if (depth <= ShallowDepth)
            least = std::clamp<qint64>(least, std::min<qint64>(most, 2), std::max<qint64>(least, 2));
        if (first.is_array()) {
            for (const auto &item : first)
                result.push_back(value(item, name, depth + 1));
            if (items.is_boolean() && !items.get<bool>())
                return result;
            if (items.is_null())
                return result;
        }
        const bool isUnique = boolOf(schema, "uniqueItems");
        // A schema with few values (an enum) cannot fill an array with different ones: the tries are bounded.
        for (int tries = 0; static_cast<qint64>(result.size()) < least && tries < MostItems * 2; ++tries) {
            auto item = value(items, name, depth + 1);
            if (!isUnique || std::find(result.begin(), result.end(), item) == result.end())
                result.push_back(std::move(item));
        }
        return result;
    }

    SimulatorJson number(const SimulatorJson &schema, std::string_view name, bool isInteger)
    {
        const auto bound = [&](const char *word) -> std::optional<double> {
            const auto &member = memberOf(schema, word);
            return member.is_number() ? std::optional(member.get<double>()) : std::nullopt;
        };
        const double step = bound("multipleOf").value_or(isInteger ? 1 : 0.01);
        auto low = bound("minimum");
        if (const auto above = bound("exclusiveMinimum"); above && (!low || *above >= *low))
            low = *above + step * (isInteger ? 1 : 0.5);
        auto high = bound("maximum");
        if (const auto below = bound("exclusiveMaximum"); below && (!high || *below <= *high))
            high = *below - step * (isInteger ? 1 : 0.5);
        const bool isShare =
            !isInteger
            && (name.find("confidence") != std::string_view::npos || name.find("score") != std::string_view::npos
                || name.find("probability") != std::string_view::npos);
        const double from = low.value_or(high ? std::min(0.0, *high) : isShare ? 0.5 : 1);
        const double to = std::max(from, high.value_or(isShare && from < 1 ? 1 : from + 99));
        const double least = std::ceil(from / step - 1e-9);
        const double most = std::max(least, std::floor(to / step + 1e-9));
        const double steps = std::min(most - least, 1e6);
        const double chosen = (least + std::floor(m_random.fraction() * (steps + 1))) * step;
        if (isInteger && std::abs(chosen) < 9e15)
            return static_cast<qint64>(std::llround(chosen));
        // Steps of a hundredth are written as such, not with the rounding errors of binary fractions.
        return std::clamp(std::round(chosen * 1e6) / 1e6, std::min(from, chosen), std::max(to, chosen));
    }

    SimulatorJson string(const SimulatorJson &schema, std::string_view name)
    {
        const auto least = std::clamp<qint64>(integerOf(schema, "minLength").value_or(0), 0, MostLength);
        const auto most = std::clamp<qint64>(integerOf(schema, "maxLength").value_or(MostLength), least, MostLength);
        std::string text;
        if (const auto pattern = stringOf(schema, "pattern"); !pattern.empty()) {
            if (auto matching = textMatching(pattern, m_random))
                return *std::move(matching);
        }
        if (const auto format = stringOf(schema, "format"); !format.empty())
            text = formatted(format);
        if (text.empty())
            text = this->text(name);
        return fitted(std::move(text), static_cast<std::size_t>(least), static_cast<std::size_t>(most));
    }

    // Lengths of JSON schema are characters.
    std::string fitted(std::string text, std::size_t least, std::size_t most) const
    {
        const auto length = [](const std::string &utf8) {
            return static_cast<std::size_t>(std::ranges::count_if(
                utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }));
        };
        while (length(text) < least)
            text += (text.empty() ? "" : " ") + m_topics.front();
        std::size_t characters = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U)
                continue;
            if (characters++ == most) {
                text.resize(at);
                break;
            }
        }
        return text;
    }

    std::string formatted(const std::string &format)
    {
        const auto digits = [this](int count) {
            std::string text;
            for (int i = 0; i < count; ++i)
                text += static_cast<char>('0' + m_random.below(10));
            return text;
        };
        const auto two = [this](int low, int high) {
            const auto text = std::to_string(m_random.between(low, high));
            return text.size() < 2 ? "0" + text : text;
        };
        if (format == "date")
            return "2026-" + two(1, 12) + "-" + two(1, 28);
        if (format == "date-time")
            return "2026-" + two(1, 12) + "-" + two(1, 28) + "T" + two(8, 17) + ":" + two(0, 59) + ":00Z";
        if (format == "time")
            return two(8, 17) + ":" + two(0, 59) + ":00Z";
        if (format == "duration")
            return "PT" + std::to_string(m_random.between(1, 48)) + "H";
        if (format == "email")
            return "info@example.com";
        if (format == "hostname")
            return "www.example.com";
        if (format == "uri" || format == "url")
            return "https://www.example.com/" + digits(4);
        if (format == "ipv4")
            return "192.0.2." + std::to_string(m_random.between(1, 254));
        if (format == "ipv6")
            return "2001:db8::" + std::to_string(m_random.between(1, 9));
        if (format == "uuid")
            return digits(8) + "-" + digits(4) + "-4" + digits(3) + "-8" + digits(3) + "-" + digits(12);
        return {};
    }

    // A text that fits the name of the member.
    std::string text(std::string_view name)
    {
        const auto has = [name](std::initializer_list<std::string_view> words) {
            return std::ranges::any_of(words, [name](auto word) { return name.find(word) != std::string_view::npos; });
        };
        if (has({"city", "location", "place", "country"}))
            return nextName("Berlin");
        if (has({"email"}))
            return "info@example.com";
        if (has({"date", "day"}))
            return formatted("date");
        if (has({"url", "link"}))
            return formatted("uri");
        if (has({"currency"}))
            return "EUR";
        if (has({"name", "person", "author", "customer", "title"}))
            return nextName(m_topics.front());
        if (has({"summary", "description", "explanation", "reason", "text", "answer", "content", "message", "step",
                 "output"}))
            return "The main point is " + nextTopic() + ", together with " + nextTopic() + ".";
        if (has({"query", "search", "question"}))
            return nextTopic() + " " + nextTopic();
        return nextTopic();
    }

    std::string nextTopic() { return m_topics[m_topicAt++ % m_topics.size()]; }
    std::string nextName(std::string_view otherwise)
    {
        return m_names.empty() ? std::string(otherwise) : m_names[m_nameAt++ % m_names.size()];
    }

    const SimulatorJson &m_root;
    std::vector<std::string> m_topics;
    std::vector<std::string> m_names;
    SimulatorRandom &m_random;
    int m_valuesLeft = MostValues;
    std::size_t m_topicAt = 0;
    std::size_t m_nameAt = 0;
};

} // namespace

SimulatorJson valueUnder(const SimulatorJson &schema, std::string_view prompt, SimulatorRandom &random)
{
    return ValueWriter(schema, prompt, random).value(schema, {}, 0);
}

} // namespace Gatehouse::Upstream
