// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filter/filterecho.h"

#include "ui/common/formats.h"
#include "ui/tr.h"

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

QString keyInWords(FilterKey key)
{
    switch (key) {
    case FilterKey::Client:
        return Tr::tr("client");
    case FilterKey::Key:
        return Tr::tr("key");
    case FilterKey::Team:
        return Tr::tr("team");
    case FilterKey::Model:
        return Tr::tr("model");
    case FilterKey::Requested:
        return Tr::tr("requested model");
    case FilterKey::Provider:
        return Tr::tr("provider");
    case FilterKey::Status:
        return Tr::tr("status");
    case FilterKey::State:
        return Tr::tr("state");
    case FilterKey::Error:
        return Tr::tr("error");
    case FilterKey::Cost:
        return Tr::tr("cost");
    case FilterKey::Tokens:
        return Tr::tr("tokens");
    case FilterKey::TokensIn:
        return Tr::tr("tokens in");
    case FilterKey::TokensOut:
        return Tr::tr("tokens out");
    case FilterKey::Cached:
        return Tr::tr("cached tokens");
    case FilterKey::Reasoning:
        return Tr::tr("reasoning tokens");
    case FilterKey::Latency:
        return Tr::tr("latency");
    case FilterKey::FirstToken:
        return Tr::tr("first token");
    case FilterKey::Attempts:
        return Tr::tr("tries");
    case FilterKey::Finish:
        return Tr::tr("finish reason");
    case FilterKey::Surface:
        return Tr::tr("surface");
    case FilterKey::User:
        return Tr::tr("end user");
    case FilterKey::Address:
        return Tr::tr("source address");
    case FilterKey::UserAgent:
        return Tr::tr("user agent");
    case FilterKey::Id:
        return Tr::tr("request");
    default:
        return {};
    }
}

QString flagInWords(FilterKey key, bool isSet)
{
    switch (key) {
    case FilterKey::Stream:
        return isSet ? Tr::tr("streamed") : Tr::tr("not streamed");
    case FilterKey::Tools:
        return isSet ? Tr::tr("with tools") : Tr::tr("without tools");
    case FilterKey::Images:
        return isSet ? Tr::tr("with images") : Tr::tr("without images");
    default:
        return isSet ? Tr::tr("priced") : Tr::tr("unpriced");
    }
}

QString valueInWords(FilterType type, const FilterValue &value)
{
    switch (type) {
    case FilterType::Money:
        return Formats::money(Money::fromNanos(value.number));
    case FilterType::Number:
        return Formats::count(value.number);
    case FilterType::Duration:
        return Formats::duration(std::chrono::microseconds(value.number));
    case FilterType::State:
        return Formats::requestState(Store::RequestState(value.number));
    case FilterType::Time:
        return Formats::local(fromMicroseconds(value.number)).toString(u"ddd d MMM, HH:mm"_s);
    default:
        return value.text;
    }
}

QString comparison(const FilterNode &node)
{
    const FilterType type = filterKeyInfo(node.key).type;
    if (type == FilterType::Flag)
        return flagInWords(node.key, (node.values.constFirst().number != 0) == (node.operation == FilterOperator::Is));
    QStringList words;
    for (const FilterValue &value : node.values)
        words.append(valueInWords(type, value));
    const QString values = words.join(Tr::tr(" or "));
    if (node.key == FilterKey::Since)
        return Tr::tr("since %1").arg(values);
    if (node.key == FilterKey::Before)
        return Tr::tr("before %1").arg(values);
    const QString key = keyInWords(node.key);
    switch (node.operation) {
    case FilterOperator::Is:
        if (node.key == FilterKey::Tokens || node.key == FilterKey::TokensIn || node.key == FilterKey::TokensOut
            || node.key == FilterKey::Cached || node.key == FilterKey::Reasoning)
            return Tr::tr("exactly %1 %2").arg(values, key);
        return Tr::tr("%1 %2").arg(key, values);
    case FilterOperator::IsNot:
        return Tr::tr("%1 not %2").arg(key, values);
    case FilterOperator::Greater:
        return Tr::tr("%1 over %2").arg(key, values);
    case FilterOperator::AtLeast:
        return Tr::tr("%1 at least %2").arg(key, values);
    case FilterOperator::Less:
        return Tr::tr("%1 under %2").arg(key, values);
    case FilterOperator::AtMost:
        return Tr::tr("%1 at most %2").arg(key, values);
    case FilterOperator::Contains:
        return Tr::tr("%1 containing %2").arg(key, values);
    }
    return {};
}

QString inWords(const FilterNode &node, bool isInside)
{
    switch (node.kind) {
    case FilterNode::Kind::All:
        return {};
    case FilterNode::Kind::Word:
        return Tr::tr("“%1” anywhere in the row").arg(node.values.constFirst().text);
    case FilterNode::Kind::Compare:
        return comparison(node);
    case FilterNode::Kind::Not:
        return Tr::tr("not %1").arg(inWords(node.children.front(), true));
    case FilterNode::Kind::And:
    case FilterNode::Kind::Or:
        break;
    }
    QStringList parts;
    for (const FilterNode &child : node.children)
        parts.append(inWords(child, true));
    const QString list = parts.join(node.kind == FilterNode::Kind::And ? u", "_s : Tr::tr(" or "));
    return isInside ? QString(u'(' % list % u')') : list;
}

} // namespace

QString filterInWords(const FilterNode &filter)
{
    QString words = inWords(filter, false);
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

} // namespace Gatehouse::Ui
