// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatorembeddings.h"

#include "gateway/upstream/simulator/simulatorprose.h"
#include "gateway/upstream/simulator/simulatorrandom.h"

#include <QString>
#include <QtEndian>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Gatehouse::Upstream {

namespace {

constexpr qint64 UsualDimensions = 1536;
constexpr qint64 LargeDimensions = 3072;
constexpr std::size_t MostInputs = 2048; // OpenAI's own limit
constexpr std::size_t MostWords = 512;   // of one input; more do not change the direction much

struct Input {
    std::string text;
    qint64 tokens = 0;
};

Result<std::vector<Input>> inputsOf(const SimulatorJson &given, const SimulatorCounter &counter)
{
    const auto refused = [] {
        Error error{.kind = ErrorKind::InvalidRequest,
                    .message = u"'input' must be a text, an array of texts, or an array of token numbers."_s,
                    .detail = {},
                    .param = "input"_ba};
        return std::unexpected(std::move(error));
    };
    std::vector<Input> inputs;
    const auto add = [&](const SimulatorJson &one) {
        if (one.is_string())
            inputs.push_back({one.get<std::string>(), counter.count(one.get<std::string>())});
        else
            inputs.push_back({dumped(one), static_cast<qint64>(one.size())});
    };
    if (given.is_string() || (given.is_array() && !given.empty() && given.front().is_number()))
        add(given);
    else if (given.is_array()) {
        for (const auto &one : given) {
            if (!one.is_string() && !one.is_array())
                return refused();
            add(one);
        }
    }
    if (inputs.empty() || inputs.size() > MostInputs)
        return refused();
    return inputs;
}

std::vector<float> vectorOf(const std::string &text, std::size_t dimensions)
{
    std::vector<float> vector(dimensions, 0.0F);
    const auto addWord = [&](std::string_view word, float weight) {
        SimulatorRandom random(simulatorSeed(word));
        for (auto &part : vector)
            part += weight * (static_cast<float>(random.fraction()) - 0.5F);
    };
    const auto lower = QString::fromStdString(text).toLower().toStdString();
    const auto pieces = piecesOf(lower, 64);
    for (std::size_t i = 0; i < std::min(pieces.size(), MostWords); ++i) {
        const auto word =
            std::string_view(pieces[i]).substr(std::min(pieces[i].find_first_not_of(" \n\t"), pieces[i].size()));
        addWord(word, word.size() > 3 ? 1.0F : 0.2F);
    }
    addWord(lower, 0.05F); // the order of the words counts a little
    double square = 0;
    for (const float part : vector)
        square += static_cast<double>(part) * static_cast<double>(part);
    const auto length = static_cast<float>(std::sqrt(square));
    for (auto &part : vector)
        part /= length;
    return vector;
}

std::string base64Of(const std::vector<float> &vector)
{
    QByteArray bytes(static_cast<qsizetype>(vector.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(vector.data(), static_cast<qsizetype>(vector.size()), bytes.data());
    return bytes.toBase64().toStdString();
}

} // namespace

Result<QByteArray> embeddingsBody(const SimulatorJson &body, const SimulatorCounter &counter)
{
    GH_TRY(const auto inputs, inputsOf(memberOf(body, "input"), counter));
    const auto model = stringOf(body, "model");
    const auto usual = model.find("large") != std::string::npos ? LargeDimensions : UsualDimensions;
    const auto dimensions = integerOf(body, "dimensions").value_or(usual);
    if (dimensions < 1 || dimensions > LargeDimensions) {
        Error error{.kind = ErrorKind::InvalidRequest,
                    .message = u"'dimensions' must be between 1 and %1."_s.arg(LargeDimensions),
                    .detail = {},
                    .param = "dimensions"_ba};
        return std::unexpected(std::move(error));
    }
    const bool isBase64 = stringOf(body, "encoding_format") == "base64";
    SimulatorJson answer = {{"object", "list"}, {"data", SimulatorJson::array()}, {"model", model}};
    qint64 tokens = 0;
    for (std::size_t index = 0; index < inputs.size(); ++index) {
        const auto vector = vectorOf(inputs[index].text, static_cast<std::size_t>(dimensions));
        SimulatorJson one = {{"object", "embedding"}, {"index", index}};
        if (isBase64)
            one["embedding"] = base64Of(vector);
        else
            one["embedding"] = vector;
        answer["data"].push_back(std::move(one));
        tokens += inputs[index].tokens;
    }
    answer["usage"] = {{"prompt_tokens", tokens}, {"total_tokens", tokens}};
    return QByteArray::fromStdString(dumped(answer));
}

} // namespace Gatehouse::Upstream
