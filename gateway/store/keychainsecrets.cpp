// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/store/keychainsecrets.h"

#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Gatehouse::Store {

namespace {

const QString Service = u"org.gatehouse.Gatehouse"_s;
const QString Probe = u"probe"_s;

constexpr std::chrono::seconds ProbeTime{1};

// Unlocking may ask the user.
constexpr std::chrono::seconds AnswerTime{60};

struct Answer {
    QKeychain::Error error = QKeychain::OtherError;
    QString message = u"the keychain did not answer in time"_s;
    Secret secret;
};

// Runs one job to its end. The loop takes no user input meanwhile. A job that is late is left alone: it deletes itself
// when the keychain answers after all, and nobody listens any more.
Answer answerOf(QKeychain::Job *job, std::chrono::milliseconds time)
{
    Answer answer;
    QEventLoop loop;
    QObject::connect(job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job *finished) {
        answer.error = finished->error();
        answer.message = finished->errorString();
        if (const auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(finished))
            answer.secret = Secret(reading->binaryData());
        loop.quit();
    });
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    job->start();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    return answer;
}

QString keyOf(const QString &reference)
{
    return reference.sliced(reference.indexOf(u':') + 1);
}

Error errorOf(const Answer &answer)
{
    if (answer.error == QKeychain::EntryNotFound)
        return {.kind = ErrorKind::NotFound,
                .message = u"The keychain does not have this key: enter it again."_s,
                .detail = {}};
    return {.kind = ErrorKind::Io,
            .message = u"The keychain refuses (%1): unlock it and try again."_s.arg(answer.message),
            .detail = {}};
}

} // namespace

bool KeychainSecrets::isAvailable()
{
    auto *job = new QKeychain::ReadPasswordJob(Service); // deletes itself
    job->setKey(Probe);
    const Answer answer = answerOf(job, ProbeTime);
    return answer.error == QKeychain::NoError || answer.error == QKeychain::EntryNotFound;
}

Result<QString> KeychainSecrets::put(const Secret &secret)
{
    QByteArray random(16, Qt::Uninitialized);
    randombytes_buf(random.data(), static_cast<std::size_t>(random.size()));
    const QString key = QString::fromLatin1(random.toHex());
    auto *job = new QKeychain::WritePasswordJob(Service); // deletes itself
    job->setKey(key);
    job->setBinaryData(secret.reveal().toByteArray());
    const Answer answer = answerOf(job, AnswerTime);
    if (answer.error != QKeychain::NoError)
        return std::unexpected(errorOf(answer));
    return QString(u"keychain:" + key);
}

Result<Secret> KeychainSecrets::get(const QString &reference)
{
    auto *job = new QKeychain::ReadPasswordJob(Service); // deletes itself
    job->setKey(keyOf(reference));
    Answer answer = answerOf(job, AnswerTime);
    if (answer.error != QKeychain::NoError)
        return std::unexpected(errorOf(answer));
    return std::move(answer.secret);
}

Result<void> KeychainSecrets::remove(const QString &reference)
{
    auto *job = new QKeychain::DeletePasswordJob(Service); // deletes itself
    job->setKey(keyOf(reference));
    const Answer answer = answerOf(job, AnswerTime);
    if (answer.error != QKeychain::NoError)
        return std::unexpected(errorOf(answer));
    return {};
}

} // namespace Gatehouse::Store
