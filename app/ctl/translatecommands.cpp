// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehousectl translate: a request, answer, stream or error from one dialect to another, as the gateway does it.
#include "app/bootstrap.h"
#include "app/ctl/ctlcommands.h"
#include "app/ctl/ctlsession.h"
#include "app/exitcode.h"
#include "gateway/core/llm/translation.h"

#include <QFile>

#include <CLI/CLI.hpp>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

struct TranslateOptions {
    std::string from;
    std::string to;
    std::string part = "request";
    std::string model;
    bool isStream = false;
    bool isStrict = false;
};

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

Result<Llm::Dialect> dialectOf(const std::string &name)
{
    if (const auto dialect = Llm::dialectFromName(bytes(name)))
        return *dialect;
    QStringList names;
    for (const Llm::Dialect dialect : Llm::allDialects())
        names.append(QString::fromLatin1(Llm::dialectName(dialect)));
    return fail(ErrorKind::Usage,
                u"There is no dialect '%1'. There are: %2."_s.arg(QString::fromStdString(name), names.join(u", "_s)));
}

// What could not be carried over, for people, beside the document on standard output.
void reportLosses(const QList<Llm::Loss> &losses)
{
    for (const Llm::Loss &loss : losses) {
        const QString verb = loss.weight == Llm::Loss::Weight::Changed ? u"changed"_s : u"dropped"_s;
        reportNote(u"%1: %2 (%3)"_s.arg(verb, QString::fromUtf8(loss.param), QString::fromUtf8(loss.reason)));
    }
}

bool hasMeaningLoss(const QList<Llm::Loss> &losses)
{
    return std::ranges::any_of(losses, [](const Llm::Loss &loss) { return loss.weight == Llm::Loss::Weight::Meaning; });
}

Result<QByteArray> translated(const TranslateOptions &options, const Llm::ChatDialect &from, Llm::Dialect target,
                              const QByteArray &input, QList<Llm::Loss> &losses)
{
    const Llm::ChatDialect &to = Llm::chatDialect(target);
    const Llm::AnswerContext context{.id = "gh_translate"_ba, .model = bytes(options.model), .request = nullptr};
    if (options.part == "request") {
        GH_TRY(const auto result,
               Llm::translateRequest(from, to, input, {.model = bytes(options.model), .stream = options.isStream},
                                     Llm::WriteTraits()));
        losses = result.losses;
        return result.body;
    }
    if (options.part == "answer") {
        GH_TRY(const auto result, Llm::translateAnswer(from, to, input, context));
        losses = result.losses;
        return result.body;
    }
    if (options.part == "stream")
        return Llm::translateStream(from, to, input, context);
    return Llm::translateError(from, target, input, 0);
}

Result<int> translate(const TranslateOptions &options)
{
    GH_TRY(const Llm::Dialect from, dialectOf(options.from));
    GH_TRY(const Llm::Dialect to, dialectOf(options.to));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"Standard input cannot be read."_s);
    QList<Llm::Loss> losses;
    GH_TRY(const QByteArray output, translated(options, Llm::chatDialect(from), to, input.readAll(), losses));
    reportLosses(losses);
    if (options.isStrict && hasMeaningLoss(losses))
        return static_cast<int>(ExitCode::Invalid);
    std::fwrite(output.constData(), 1, static_cast<std::size_t>(output.size()), stdout);
    if (!output.endsWith('\n') && options.part != "stream")
        std::fputc('\n', stdout);
    return static_cast<int>(ExitCode::Ok);
}

} // namespace

void addTranslateCommands(CLI::App &app, CtlSession &, CtlAction &action)
{
    auto options = std::make_shared<TranslateOptions>();
    auto *translating = app.add_subcommand(
        "translate",
        "Translate standard input from one vendor's dialect to another; what is lost is told on standard error");
    translating->add_option("--from", options->from, "openai, responses, anthropic, gemini, ollama, bedrock or cohere")
        ->required();
    translating->add_option("--to", options->to, "One of the same")->required();
    translating->add_option("--part", options->part, "request, answer, stream or error")
        ->check(CLI::IsMember({"request", "answer", "stream", "error"}));
    translating->add_option("--model", options->model, "Of dialects that name it in the address (gemini, bedrock)");
    translating->add_flag("--stream", options->isStream, "The address asks for a stream (gemini, bedrock)");
    translating->add_flag("--strict", options->isStrict, "Fail with 3 when the answer would be another one");
    translating->callback([options, &action] { action = [options] { return translate(*options); }; });
}

} // namespace Gatehouse::App
