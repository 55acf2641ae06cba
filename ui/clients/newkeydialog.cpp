// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/newkeydialog.h"

#include "gateway/engine/control.h"
#include "ui/clients/keyrestrictions.h"
#include "ui/clients/modelpatterns.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/copyfield.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/theme.h"
#include "ui/dashboard/snippets.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int Never = 0;
constexpr int OnADate = -1;

} // namespace

NewKeyDialog::NewKeyDialog(Engine::Control &control, const Clock &clock, const Client &client,
                           std::optional<ApiKey> former, QWidget *parent)
    : QDialog(parent)
    , m_control(control)
    , m_clock(clock)
    , m_client(client)
    , m_former(std::move(former))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"dialog.newKey"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_former ? Tr::tr("New key in place of %1").arg(m_former->name)
                            : Tr::tr("New key for %1").arg(client.name));
    m_pages->addWidget(makeFormPage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::GroupGap);
    layout->addWidget(m_pages);
    resize(600, m_former ? 400 : 360);
    m_name->setFocus();
}

QWidget *NewKeyDialog::makeFormPage()
{
    auto *page = new QWidget(m_pages);
    m_name = new QLineEdit(page);
    m_name->setObjectName(u"key.name"_s);
    m_name->setMaxLength(200);
    m_name->setPlaceholderText(Tr::tr("Where it will be used, e.g. production"));
    m_lifetime = new QComboBox(page);
    m_lifetime->setObjectName(u"key.lifetime"_s);
    m_lifetime->addItem(Tr::tr("Never"), Never);
    for (const int days : {7, 30, 90, 365})
        m_lifetime->addItem(Tr::tr("In %n day(s)", nullptr, days), days);
    m_lifetime->addItem(Tr::tr("On a date"), OnADate);
    m_date = new QDateTimeEdit(Formats::local(m_clock.now()).addDays(30), page);
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(Formats::locale().dateTimeFormat(QLocale::ShortFormat));
    m_date->setAccessibleName(Tr::tr("Expires on"));
    m_resolved = makeSecondary({}, page);
    m_resolved->setObjectName(u"key.resolved"_s);
    m_expiryProblem = FormWidgets::problem(page);
    m_message = new InlineMessage(page);
    m_message->clear();

    auto *form = FormWidgets::form();
    form->addRow(Tr::tr("&Name"), m_name);
    QWidget *expires = FormWidgets::stacked({m_lifetime, m_date, m_resolved, m_expiryProblem}, page);
    form->addRow(Tr::tr("&Expires"), expires);
    if (auto *label = qobject_cast<QLabel *>(form->labelForField(expires)))
        label->setBuddy(m_lifetime);
    m_lifetime->setAccessibleName(Tr::tr("Expires"));
    m_restrictions = new KeyRestrictions(form, page);
    if (m_former)
        addGrace(form, page);

    auto *cancel = makeButton(Tr::tr("Cancel"), {}, page);
    cancel->setAutoDefault(false);
    m_create = makePrimaryButton(Tr::tr("Create key"), u"key"_s, page);
    m_create->setObjectName(u"key.create"_s);
    m_create->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addStretch();
    layout->addLayout(buttons);
    connect(m_lifetime, &QComboBox::currentIndexChanged, this, &NewKeyDialog::updateExpiry);
    connect(m_date, &QDateTimeEdit::dateTimeChanged, this, &NewKeyDialog::updateExpiry);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &NewKeyDialog::create);
    updateExpiry();
    return page;
}

void NewKeyDialog::addGrace(QFormLayout *form, QWidget *page)
{
    m_name->setText(m_former->name);
    m_restrictions->setRestrictions(m_former->allowedAddresses, m_former->allowedSurfaces);
    m_grace = new QComboBox(page);
    m_grace->setObjectName(u"key.grace"_s);
    m_grace->addItem(Tr::tr("Stops at once"), 0);
    for (const int hours : {1, 24, 7 * 24, 30 * 24}) {
        m_grace->addItem(hours < 48 ? Tr::tr("Works for %n more hour(s)", nullptr, hours)
                                    : Tr::tr("Works for %n more day(s)", nullptr, hours / 24),
                         hours);
    }
    m_grace->setCurrentIndex(2);
    form->addRow(Tr::tr("&Old key"), m_grace);
}

std::optional<Change> NewKeyDialog::endOfFormer() const
{
    if (!m_former)
        return std::nullopt;
    ApiKey key = *m_former;
    const Timestamp end = m_clock.now() + std::chrono::hours(m_grace->currentData().toInt());
    key.expiresAt = std::min(key.expiresAt.value_or(end), end);
    return putChange(key);
}

std::optional<Timestamp> NewKeyDialog::expiry() const
{
    const int days = m_lifetime->currentData().toInt();
    if (days == Never)
        return std::nullopt;
    if (days == OnADate)
        return fromMicroseconds(m_date->dateTime().toMSecsSinceEpoch() * 1000);
    return m_clock.now() + std::chrono::days(days);
}

void NewKeyDialog::updateExpiry()
{
    m_date->setVisible(m_lifetime->currentData().toInt() == OnADate);
    const std::optional<Timestamp> end = expiry();
    const bool isPast = end && *end <= m_clock.now();
    FormWidgets::showProblem(m_expiryProblem, isPast ? Tr::tr("This time has passed. Choose a later one.") : QString(),
                             m_date);
    m_resolved->setText(
        end ? Tr::tr("Stops working on %1.")
                  .arg(Formats::local(*end).toString(Formats::locale().dateTimeFormat(QLocale::LongFormat)))
            : Tr::tr("Works until it is disabled or deleted."));
    m_resolved->setVisible(!isPast);
    m_create->setEnabled(!isPast);
}

void NewKeyDialog::create()
{
    if (!m_restrictions->check())
        return;
    m_key = ClientKey::generate();
    const ApiKey key{.id = 0,
                     .clientId = m_client.id,
                     .name = m_name->text().trimmed().isEmpty() ? Tr::tr("key") : m_name->text().trimmed(),
                     .publicId = m_key.publicId,
                     .secretHash = ClientKey::hashOf(m_key.key.reveal()),
                     .lastFour = QString::fromLatin1(m_key.key.reveal().last(4)),
                     .enabled = true,
                     .createdAt = m_clock.now(),
                     .expiresAt = expiry(),
                     .allowedAddresses = m_restrictions->addresses(),
                     .allowedSurfaces = m_restrictions->surfaces()};
    m_create->setEnabled(false);
    QList<Change> changes{putChange(key)};
    if (const std::optional<Change> end = endOfFormer())
        changes.append(*end);
    m_control.apply(std::move(changes), windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (self)
            self->finish(result);
    });
}

void NewKeyDialog::finish(const Result<Configuration> &result)
{
    if (!result) {
        m_key = {};
        m_create->setEnabled(true);
        m_message->showMessage(Tone::Error, Tr::tr("The key was not made."), Formats::error(result.error()));
        return;
    }
    m_pages->addWidget(makeKeyPage());
    m_pages->setCurrentIndex(1);
    resize(680, 460);
}

QWidget *NewKeyDialog::makeKeyPage()
{
    auto *page = new QWidget(m_pages);
    auto *message = new InlineMessage(page);
    message->showMessage(Tone::Warning, Tr::tr("This key is shown once."),
                         Tr::tr("Copy it now: it is stored as a hash and cannot be shown again."),
                         InlineMessage::Closing::Stays);
    auto *secret = new SecretOnceField(Tr::tr("New key"), page);
    secret->setObjectName(u"key.secret"_s);
    secret->setText(QString::fromLatin1(m_key.key.reveal()));
    auto *save = makeButton(Tr::tr("Save to file…"), u"save"_s, page);
    save->setAutoDefault(false);
    m_saved = makeSecondary({}, page);
    auto *keyLine = new QHBoxLayout;
    keyLine->setSpacing(Metrics::Gap);
    keyLine->addWidget(secret, 1);
    keyLine->addWidget(save);

    m_tabs = new QTabBar(page);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const Snippet &snippet : snippets(address(), {}))
        m_tabs->addTab(snippet.name);
    m_snippet = new QPlainTextEdit(page);
    m_snippet->setObjectName(u"key.snippet"_s);
    m_snippet->setReadOnly(true);
    m_snippet->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_snippet->setFont(Fonts::fixed());
    m_snippet->setAccessibleName(Tr::tr("How a program uses the key"));
    auto *copy = makeButton(Tr::tr("Copy with the key"), u"copy"_s, page);
    copy->setAutoDefault(false);
    auto *done = makePrimaryButton(Tr::tr("Done"), {}, page);
    auto *tabLine = new QHBoxLayout;
    tabLine->addWidget(m_tabs);
    tabLine->addStretch();
    tabLine->addWidget(copy);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_saved, 1);
    buttons->addWidget(done);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(message);
    layout->addLayout(keyLine);
    layout->addSpacing(Metrics::Gap);
    layout->addLayout(tabLine);
    layout->addWidget(m_snippet, 1);
    layout->addLayout(buttons);
    connect(save, &QPushButton::clicked, this, &NewKeyDialog::saveToFile);
    connect(copy, &QPushButton::clicked, this, &NewKeyDialog::copySnippet);
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_tabs, &QTabBar::currentChanged, this, &NewKeyDialog::showSnippet);
    showSnippet(0);
    return page;
}

// What is seen names the key by its public part; only the copy has the whole of it.
void NewKeyDialog::showSnippet(int index)
{
    const QString shown = u"sk-gh-%1…"_s.arg(QString::fromLatin1(m_key.publicId));
    m_snippet->setPlainText(snippets(address(), shown, exampleModel()).value(index).text);
}

void NewKeyDialog::copySnippet()
{
    const QString key = QString::fromLatin1(m_key.key.reveal());
    copySecret(snippets(address(), key, exampleModel()).value(m_tabs->currentIndex()).text);
}

void NewKeyDialog::saveToFile()
{
    auto *dialog = new QFileDialog(this, Tr::tr("Save the key"), u"%1.key"_s.arg(m_client.name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QSaveFile file(path);
        bool isSaved = file.open(QIODevice::WriteOnly);
        // Before the key is in it: nobody else may read the file at any moment.
        isSaved = isSaved && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        isSaved = isSaved && file.write(m_key.key.reveal().toByteArray()) > 0 && file.write("\n") > 0 && file.commit();
        m_saved->setText(isSaved ? Tr::tr("Saved to %1, readable by you alone.").arg(path)
                                 : Tr::tr("%1 was not written: %2.").arg(path, file.errorString()));
    });
    dialog->open();
}

QString NewKeyDialog::exampleModel() const
{
    const QStringList reached = reachedModels(m_client.allowedModels, knownModels(m_control.configuration()));
    return reached.isEmpty() ? u"sim/chat"_s : reached.first();
}

QString NewKeyDialog::address() const
{
    const QString serving = m_control.status().address;
    return serving.isEmpty() ? u"http://127.0.0.1:8080"_s : serving;
}

} // namespace Gatehouse::Ui
