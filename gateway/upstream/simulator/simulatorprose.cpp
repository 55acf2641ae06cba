// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/upstream/simulator/simulatorprose.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <array>
#include <span>

namespace Gatehouse::Upstream {

namespace {

constexpr std::size_t MostTopics = 8;
constexpr std::size_t ReadBytes = 8 * 1024; // of a prompt, for its subject
constexpr int MostWords = 4000;

constexpr auto SmallWords = std::to_array<std::string_view>(
    {"about", "above",     "after",   "again", "against", "also",   "answer",   "aber",      "alle",  "als",
     "also",  "auch",      "because", "been",  "before",  "being",  "below",    "between",   "bitte", "briefly",
     "could", "dann",      "dass",    "dein",  "diese",   "dieser", "does",     "doing",     "down",  "durch",
     "each",  "eine",      "einem",   "einen", "einer",   "every",  "explain",  "from",      "für",   "give",
     "haben", "have",      "having",  "hello", "here",    "hier",   "ihre",     "ihren",     "into",  "just",
     "kann",  "kannst",    "keine",   "know",  "like",    "made",   "make",     "mehr",      "mich",  "mit",
     "more",  "most",      "must",    "need",  "nicht",   "noch",   "nur",      "oder",      "only",  "other",
     "over",  "paragraph", "please",  "same",  "sehr",    "sein",   "sentence", "sentences", "short", "should",
     "sich",  "sie",       "sind",    "some",  "such",    "tell",   "than",     "that",      "their", "them",
     "then",  "there",     "these",   "they",  "this",    "those",  "through",  "under",     "unser", "unsere",
     "until", "very",      "want",    "warum", "were",    "what",   "when",     "where",     "which", "while",
     "will",  "with",      "within",  "word",  "words",   "would",  "write",    "wurde",     "your",  "über"});

// {a} and {b} stand for topics. Every sentence holds of nearly anything.
constexpr auto EnglishOpenings = std::to_array<std::string_view>(
    {"In short, {a} depends mostly on how {b} is handled.", "There are two things to look at here: {a} and {b}.",
     "The question of {a} comes up often, and the answer is usually simpler than it looks.",
     "Yes, that works, as long as {a} and {b} are looked at together.",
     "The best place to start is {a}; most of the rest follows from it.",
     "Thanks for the details on {a}. Here is how I would approach it."});
constexpr auto EnglishSentences = std::to_array<std::string_view>(
    {"The part that matters most for {a} is the order in which the steps happen.",
     "When {b} changes, {a} has to follow, otherwise the two drift apart over time.",
     "A good first check is to compare {a} with what was there a week ago.",
     "Most teams find that {a} becomes easier once {b} has a clear owner.",
     "It helps to write down the assumptions behind {a} before changing anything.",
     "Where {b} is involved, small differences add up, so measure before deciding.",
     "If the numbers for {a} look odd, look at the three largest cases first; they usually explain the rest.",
     "In practice this means fewer surprises and a shorter path from question to answer.",
     "None of this needs to happen at once: one careful step on {a} is worth more than a broad rewrite.",
     "For {b}, the safest default is the one that is easiest to undo.",
     "Keep an example of {a} at hand, so that everybody talks about the same thing.",
     "A short note on why {b} was chosen saves a long discussion later.",
     "The cost of {a} is easy to see; the cost of leaving {b} as it is takes longer to show.",
     "Two people who know {b} well will usually agree within ten minutes on what is missing.",
     "If there is a deadline, leave {b} for later and make sure that {a} is right.",
     "The same reasoning holds for {b}, with one exception: it should not depend on {a}.",
     "Try it with a small part of {a} first and keep the old way until the results agree.",
     "What looks like a problem with {a} is often a question that nobody has asked about {b}."});
constexpr auto EnglishClosings = std::to_array<std::string_view>(
    {"If you share an example of {a}, I can be more specific.", "From there, {b} is a matter of routine.",
     "With that in place, {a} should hold up well.", "That is usually enough to decide about {b}."});

constexpr auto GermanOpenings = std::to_array<std::string_view>(
    {"Kurz gesagt: {a} hängt vor allem davon ab, wie mit {b} umgegangen wird.",
     "Zwei Punkte sind hier wichtig: {a} und {b}.", "Vielen Dank für die Angaben zu {a}. So würde ich vorgehen.",
     "Am besten beginnt man mit {a}; das meiste ergibt sich daraus."});
constexpr auto GermanSentences = std::to_array<std::string_view>(
    {"Entscheidend ist bei {a} die Reihenfolge der Schritte.",
     "Wenn sich {b} ändert, muss {a} nachziehen, sonst passen beide bald nicht mehr zusammen.",
     "Ein guter erster Schritt ist der Vergleich mit dem Stand der letzten Woche.",
     "In der Praxis wird {a} deutlich einfacher, sobald für {b} jemand zuständig ist.",
     "Es lohnt sich, die Annahmen zu {a} aufzuschreiben, bevor etwas geändert wird.",
     "Bei {b} summieren sich kleine Unterschiede, deshalb lieber messen als schätzen.",
     "Das muss nicht alles auf einmal geschehen: Ein sorgfältiger Schritt bei {a} ist mehr wert als ein großer Umbau.",
     "Für {b} ist die Voreinstellung am sichersten, die sich am leichtesten zurücknehmen lässt.",
     "Wenn die Zahlen zu {a} auffällig sind, zuerst die drei größten Fälle ansehen.",
     "Eine kurze Notiz, warum {b} so gewählt wurde, spart später eine lange Besprechung.",
     "Falls die Zeit knapp ist, zuerst {a} richtig machen und {b} später nachholen."});
constexpr auto GermanClosings =
    std::to_array<std::string_view>({"Mit einem Beispiel zu {a} kann ich gern genauer antworten.",
                                     "Danach ist {b} nur noch Routine.", "Damit sollte {a} gut funktionieren."});

struct Bank {
    std::span<const std::string_view> openings;
    std::span<const std::string_view> sentences;
    std::span<const std::string_view> closings;
};

std::string lowered(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toLower().toStdString();
}

// The beginning of a text, cut between characters.
std::string_view beginning(std::string_view text)
{
    if (text.size() <= ReadBytes)
        return text;
    std::size_t end = ReadBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

bool isWordByte(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z')
           || (value >= 'A' && value <= 'Z') || value == '_';
}

std::vector<std::string_view> wordsIn(std::string_view text)
{
    std::vector<std::string_view> words;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && isWordByte(text[at]))
            continue;
        if (at > start)
            words.push_back(text.substr(start, at - start));
        start = at + 1;
    }
    return words;
}

bool isGerman(const std::string &lower)
{
    constexpr auto Marks =
        std::to_array<std::string_view>({"der", "die", "das", "und", "nicht", "ist", "bitte", "mit", "für", "wie",
                                         "eine", "einen", "auf", "dem", "den", "sie", "wir"});
    int found = 0;
    for (const auto word : wordsIn(lower))
        found += std::ranges::find(Marks, word) != Marks.end() ? 1 : 0;
    return found >= 2;
}

bool contains(std::string_view text, std::initializer_list<std::string_view> needles)
{
    return std::ranges::any_of(needles, [text](auto needle) { return text.find(needle) != std::string_view::npos; });
}

// How many words the prompt asks for: "in 50 words", "one sentence", "briefly"; else a believable number.
int wantedWords(const std::string &lower, SimulatorRandom &random)
{
    const auto words = wordsIn(lower);
    for (std::size_t i = 1; i < words.size(); ++i) {
        const int number = QByteArray(words[i - 1].data(), static_cast<qsizetype>(words[i - 1].size())).toInt();
        if (number > 0 && (words[i] == "words" || words[i] == "wörter" || words[i] == "wörtern"))
            return std::min(number, MostWords);
        if (number > 0 && (words[i] == "sentences" || words[i] == "sätze" || words[i] == "sätzen"))
            return std::min(number, MostWords / 14) * 14;
    }
    if (contains(lower, {"one word", "single word", "yes or no", "ein wort"}))
        return 1;
    if (contains(lower, {"one sentence", "a sentence", "briefly", "in short", "concise", "kurz"}))
        return random.between(10, 18);
    const int more =
        contains(lower, {"story", "essay", "detail", "explain", "report", "review", "ausführlich"}) ? 120 : 0;
    return random.between(35, 110) + more + static_cast<int>(std::min<std::size_t>(lower.size() / 60, 140));
}

std::string filled(std::string_view sentence, const std::vector<std::string> &topics, SimulatorRandom &random)
{
    const auto first = static_cast<std::size_t>(random.below(static_cast<int>(topics.size())));
    const auto &a = topics[first];
    const auto &b = topics[(first + 1) % topics.size()];
    std::string text;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        if (sentence[at] != '{') {
            text += sentence[at];
            continue;
        }
        text += sentence[at + 1] == 'a' ? a : b;
        at += 2;
    }
    return text;
}

std::string_view pick(std::span<const std::string_view> from, SimulatorRandom &random)
{
    return from[static_cast<std::size_t>(random.below(static_cast<int>(from.size())))];
}

std::string codeBlock(std::string_view prompt, const std::vector<std::string> &topics)
{
    std::string name;
    for (const char byte : topics.front())
        name +=
            (byte >= 'a' && byte <= 'z') || byte == '_' || (byte >= '0' && byte <= '9' && !name.empty()) ? byte : '_';
    if (contains(prompt, {"c++", "cpp", "std::"}))
        return "```cpp\nstd::optional<int> " + name
               + "(std::span<const int> values)\n{\n    if (values.empty())\n"
                 "        return std::nullopt;\n    return *std::ranges::max_element(values);\n}\n```";
    if (contains(prompt, {"sql", "select ", "database"}))
        return "```sql\nSELECT " + name
               + ", count(*) AS n\nFROM events\nWHERE created_at >= now() - interval '7 days'\n"
                 "GROUP BY 1\nORDER BY n DESC\nLIMIT 20;\n```";
    if (contains(prompt, {"javascript", "typescript", "node"}))
        return "```ts\nexport function " + name
               + "(items: string[]): Map<string, number> {\n  const seen = new Map();\n"
                 "  for (const item of items) {\n    seen.set(item, (seen.get(item) ?? 0) + 1);\n  }\n  return "
                 "seen;\n}\n```";
    return "```python\ndef " + name
           + "(items):\n    \"\"\"Count how often each item occurs.\"\"\"\n    seen = {}\n"
             "    for item in items:\n        seen[item] = seen.get(item, 0) + 1\n    return seen\n```";
}

bool isGreeting(const std::string &lower)
{
    const auto words = wordsIn(lower);
    return words.size() <= 8 && std::ranges::any_of(words, [](auto word) {
               return word == "hello" || word == "hi" || word == "hallo" || word == "hey";
           });
}

} // namespace

std::vector<std::string> topicsOf(std::string_view text)
{
    std::vector<std::string> topics;
    for (const auto word : wordsIn(beginning(text))) {
        const auto lower = lowered(word);
        if (word.size() < 4 || word.size() > 40 || std::ranges::find(SmallWords, lower) != SmallWords.end()
            || std::ranges::all_of(word, [](char byte) { return byte >= '0' && byte <= '9'; }))
            continue;
        // Names and German nouns keep their capital; a capital at the start of a sentence is kept with them.
        const std::string topic(word);
        if (std::ranges::none_of(topics, [&](const auto &known) { return lowered(known) == lower; }))
            topics.push_back(topic);
        if (topics.size() == MostTopics)
            break;
    }
    if (topics.empty())
        topics = {"the request", "the next step"};
    if (topics.size() == 1)
        topics.emplace_back("the context");
    return topics;
}

std::vector<std::string> namesIn(std::string_view text)
{
    std::vector<std::string> names;
    std::size_t start = std::string_view::npos;
    bool isSentenceStart = true;
    text = beginning(text);
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char byte = at < text.size() ? text[at] : ' ';
        if (isWordByte(byte)) {
            if (start == std::string_view::npos)
                start = at;
            continue;
        }
        if (start != std::string_view::npos) {
            const auto word = text.substr(start, at - start);
            if (!isSentenceStart && word.size() > 2 && word.front() >= 'A' && word.front() <= 'Z')
                names.emplace_back(word);
            isSentenceStart = false;
            start = std::string_view::npos;
        }
        isSentenceStart = isSentenceStart || byte == '.' || byte == '!' || byte == '?' || byte == '\n';
    }
    return names;
}

std::vector<std::string> piecesOf(std::string_view text, std::size_t longest)
{
    std::vector<std::string> pieces;
    std::size_t start = 0;
    const auto cut = [&](std::size_t end) {
        if (end > start)
            pieces.emplace_back(text.substr(start, end - start));
        start = end;
    };
    for (std::size_t at = 1; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U)
            continue; // inside a character
        const bool wordGoesOn = isWordByte(text[at]) && (isWordByte(text[at - 1]) || text[at - 1] == ' ');
        if (!wordGoesOn || at - start >= longest)
            cut(at);
    }
    cut(text.size());
    return pieces;
}

std::string simulatorProse(std::string_view prompt, SimulatorRandom &random)
{
    const auto lower = lowered(beginning(prompt));
    if (isGreeting(lower))
        return "Hello! This is the simulator that is built into Gatehouse, and your request has come through. Nothing "
               "has left this "
               "computer: add a provider, and the same request goes to a real model.";
    const auto topics = topicsOf(prompt);
    const int wanted = wantedWords(lower, random);
    if (wanted == 1)
        return topics.front();

    const auto bank = isGerman(lower) ? Bank{GermanOpenings, GermanSentences, GermanClosings}
                                      : Bank{EnglishOpenings, EnglishSentences, EnglishClosings};
    std::string text = filled(pick(bank.openings, random), topics, random);
    if (contains(lower, {"```", "code", "function", "funktion", "script", "query", "class ", "c++", "python", "sql"})
        && wanted > 20)
        text += "\n\n" + codeBlock(lower, topics) + "\n";
    auto words = static_cast<int>(wordsIn(text).size());
    std::size_t last = bank.sentences.size();
    for (int sentence = 1; words < wanted; ++sentence) {
        auto next = static_cast<std::size_t>(random.below(static_cast<int>(bank.sentences.size())));
        if (next == last)
            next = (next + 1) % bank.sentences.size();
        last = next;
        const auto added = words + 12 >= wanted && sentence > 2 ? filled(pick(bank.closings, random), topics, random)
                                                                : filled(bank.sentences[next], topics, random);
        text += (sentence % 4 == 0 ? "\n\n" : " ") + added;
        words += static_cast<int>(wordsIn(added).size());
    }
    return text;
}

} // namespace Gatehouse::Upstream
