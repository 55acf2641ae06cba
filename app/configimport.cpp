// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/configimport.h"

#include "gateway/core/base/serviceaccount.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Gatehouse::App {

namespace {

constexpr qint64 MaxKeyBytes = 16 * 1024;

Result<QByteArray> readBytes(const QString &path, qint64 most)
{
    QFile file(path);
    const bool isOpen = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(ErrorKind::Io,
                    u"'%1' cannot be read: %2. Check the path and its permissions."_s.arg(path, file.errorString()));
    QByteArray bytes = file.read(most + 1);
    if (bytes.size() > most)
        return fail(ErrorKind::Settings,
                    u"'%1' is larger than %2 bytes, which nothing of its kind is."_s.arg(path).arg(most));
    return bytes;
}

// One import on its way: the changes first, then one key after the other. Keeps itself by the callbacks that wait.
class Import final : public std::enable_shared_from_this<Import>
{
public:
    Import(Engine::Control &control, QString directory, Actor actor, std::function<void(Result<QStringList>)> answer)
        : m_control(control)
        , m_directory(std::move(directory))
        , m_actor(std::move(actor))
        , m_answer(std::move(answer))
    {}

    void start(Engine::ConfigPlan plan)
    {
        m_plan = std::move(plan);
        if (m_plan.changes.isEmpty()) {
            nextKey(m_control.configuration());
            return;
        }
        m_control.apply(m_plan.changes, m_actor, [self = shared_from_this()](const Result<Configuration> &result) {
            if (result)
                self->nextKey(*result);
            else
                self->m_answer(std::unexpected(result.error()));
        });
    }

private:
    void nextKey(const Configuration &configuration)
    {
        while (m_keyAt < m_plan.keyFiles.size()) {
            const auto &keyFile = m_plan.keyFiles[m_keyAt++];
            if (takeKey(keyFile, configuration))
                return; // goes on when the key is stored
        }
        m_answer(m_plan.texts);
    }

    // True = a change is on its way.
    bool takeKey(const Engine::KeyFile &keyFile, const Configuration &configuration)
    {
        const auto provider = std::ranges::find(configuration.providers, keyFile.provider, &Provider::name);
        auto secret = readKeyFile(QDir(m_directory).absoluteFilePath(keyFile.path));
        if (!secret || provider == configuration.providers.end()) {
            m_answer(std::unexpected(secret
                                         ? Error{.kind = ErrorKind::NotFound, .message = keyFile.provider, .detail = {}}
                                         : secret.error()));
            return true;
        }
        const QString label = u"file "_s + QFileInfo(keyFile.path).fileName();
        const QString lastFour = lastFourOf(secret->reveal());
        const auto before = std::ranges::find_if(configuration.credentials, [&](const Credential &credential) {
            return credential.providerId == provider->id && credential.label == label;
        });
        const bool isThere = before != configuration.credentials.end();
        if (isThere && before->lastFour == lastFour)
            return false;
        m_plan.texts.append(u"+ key of provider '%1' from %2"_s.arg(keyFile.provider, keyFile.path));
        m_control.addCredential(
            provider->id, label, *std::move(secret), m_actor,
            [self = shared_from_this(), old = isThere ? before->id : 0](const Result<Configuration> &result) {
                if (!result)
                    self->m_answer(std::unexpected(result.error()));
                else if (old == 0)
                    self->nextKey(*result);
                else
                    self->removeCredential(old);
            });
        return true;
    }

    // A key file whose content has changed replaces the key that came from it before.
    void removeCredential(EntityId id)
    {
        m_control.apply({{.kind = EntityKind::Credential, .action = Change::Action::Remove, .id = id, .after = {}}},
                        m_actor, [self = shared_from_this()](const Result<Configuration> &result) {
                            if (result)
                                self->nextKey(*result);
                            else
                                self->m_answer(std::unexpected(result.error()));
                        });
    }

    Engine::Control &m_control;
    QString m_directory;
    Actor m_actor;
    std::function<void(Result<QStringList>)> m_answer;
    Engine::ConfigPlan m_plan;
    qsizetype m_keyAt = 0;
};

} // namespace

Result<QByteArray> readDocument(const QString &path)
{
    return readBytes(path, Engine::ConfigDocument::MaxBytes);
}

Result<Secret> readKeyFile(const QString &path)
{
    GH_TRY(auto bytes, readBytes(path, MaxKeyBytes));
    const auto end = isServiceAccountDocument(bytes) ? -1 : bytes.indexOf('\n');
    QByteArray key = (end < 0 ? bytes : bytes.first(end)).trimmed();
    Secret whole(std::move(bytes)); // wipes what else stands in the file
    if (key.isEmpty())
        return fail(ErrorKind::Settings, u"'%1' holds no key: its first line is empty."_s.arg(path));
    return Secret(std::move(key));
}

void importDocument(Engine::Control &control, const QString &path, Engine::Unnamed unnamed, const Actor &actor,
                    std::function<void(Result<QStringList>)> answer)
{
    auto plan = readDocument(path)
                    .and_then([&](const QByteArray &bytes) { return Engine::ConfigDocument::parse(bytes, path); })
                    .and_then([&](const Engine::ConfigDocument &document) {
                        return document.plan(control.configuration(), unnamed);
                    });
    if (!plan) {
        // As all callbacks of a gateway, never from within the call.
        QTimer::singleShot(0, &control,
                           [answer = std::move(answer), error = plan.error()] { answer(std::unexpected(error)); });
        return;
    }
    const auto directory = path == "-"_L1 ? QDir::currentPath() : QFileInfo(path).absolutePath();
    std::make_shared<Import>(control, directory, actor, std::move(answer))->start(*std::move(plan));
}

} // namespace Gatehouse::App
