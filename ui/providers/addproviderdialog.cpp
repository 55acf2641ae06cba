// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/addproviderdialog.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/flowlayout.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/theme.h"
#include "ui/providers/failureadvice.h"
#include "ui/providers/modelchooser.h"
#include "ui/providers/providerpresets.h"
#include "ui/settings/settingchecks.h"
#include "ui/tr.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize TileSize(164, 44);
}

AddProviderDialog::AddProviderDialog(Engine::Control &control, QWidget *parent)
    : QDialog(parent)
    , m_control(control)
    , m_preset(&providerPresets().back())
    , m_steps(new QStackedWidget(this))
    , m_message(new InlineMessage(this))
    , m_back(makeButton(Tr::tr("Back"), {}, this))
    , m_skip(makeButton(Tr::tr("Continue without test"), {}, this))
    , m_next(makePrimaryButton({}, {}, this))
{
    setObjectName(u"dialog.addProvider"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Tr::tr("Add provider"));
    m_steps->addWidget(makeGallery());
    m_steps->addWidget(makeConnection());
    m_steps->addWidget(makeModels());
    m_next->setObjectName(u"provider.next"_s);
    m_skip->setObjectName(u"provider.skip"_s);
    auto *cancel = makeButton(Tr::tr("Cancel"), {}, this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addWidget(m_back);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_skip);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::GroupGap);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    resize(760, 520);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { showStep(static_cast<Step>(m_steps->currentIndex() - 1)); });
    connect(m_skip, &QPushButton::clicked, this, [this] {
        if (check())
            showStep(ModelsStep);
    });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_steps->currentIndex() == ConnectionStep)
            test();
        else
            save();
    });
    showStep(GalleryStep);
}

QWidget *AddProviderDialog::makeGallery()
{
    auto *page = new QWidget(m_steps);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    const std::array<std::pair<ProviderPreset::Place, QString>, 3> groups = {
        {{ProviderPreset::Place::Cloud, Tr::tr("Vendors")},
         {ProviderPreset::Place::Local, Tr::tr("On this computer or network")},
         {ProviderPreset::Place::Other, Tr::tr("Other")}}};
    for (const auto &[place, title] : groups) {
        layout->addWidget(makeSectionTitle(title, page));
        auto *tiles = new QWidget(page);
        auto *flow = new FlowLayout(Metrics::Gap);
        tiles->setLayout(flow);
        for (const ProviderPreset &preset : providerPresets()) {
            if (preset.place != place)
                continue;
            const bool isOther = place == ProviderPreset::Place::Other;
            auto *tile = makeButton(isOther ? Tr::tr("OpenAI-compatible…") : presetName(preset),
                                    place == ProviderPreset::Place::Cloud ? u"providers"_s : u"database"_s, tiles);
            tile->setObjectName(u"preset."_s + preset.id.toString());
            tile->setFixedSize(TileSize);
            tile->setToolTip(preset.baseUrl.isEmpty() ? baseUrlExample(preset.type) : preset.baseUrl.toString());
            connect(tile, &QPushButton::clicked, this, [this, &preset] { choosePreset(preset); });
            flow->addWidget(tile);
        }
        layout->addWidget(tiles);
        layout->addSpacing(Metrics::Gap);
    }
    layout->addStretch();
    return page;
}

QWidget *AddProviderDialog::makeConnection()
{
    auto *page = new QWidget(m_steps);
    m_hint = makeHint({}, page);
    m_hint->setWordWrap(true);
    m_hint->setOpenExternalLinks(true);
    m_name = new QLineEdit(page);
    m_name->setObjectName(u"provider.name"_s);
    m_name->setAccessibleName(Tr::tr("Name"));
    m_nameProblem = FormWidgets::problem(page);
    m_baseUrl = new QLineEdit(page);
    m_baseUrl->setObjectName(u"provider.baseUrl"_s);
    m_baseUrl->setAccessibleName(Tr::tr("Base URL"));
    m_baseUrl->setFont(Fonts::fixed());
    m_baseUrlHint = makeHint({}, page);
    m_baseUrlHint->setWordWrap(true);
    m_baseUrlProblem = FormWidgets::problem(page);
    m_secret = new QLineEdit(page);
    m_secret->setObjectName(u"provider.secret"_s);
    m_secret->setAccessibleName(Tr::tr("Key"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secretProblem = FormWidgets::problem(page);
    auto *form = FormWidgets::form();
    form->addRow(Tr::tr("Name"), FormWidgets::stacked({m_name, m_nameProblem}, page));
    form->addRow(Tr::tr("Base URL"), FormWidgets::stacked({m_baseUrl, m_baseUrlProblem, m_baseUrlHint}, page));
    form->addRow(Tr::tr("Key"), FormWidgets::stacked({m_secret, m_secretProblem}, page));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_hint);
    layout->addLayout(form);
    layout->addStretch();
    return page;
}

QWidget *AddProviderDialog::makeModels()
{
    auto *page = new QWidget(m_steps);
    m_chooser = new ModelChooser(page);
    m_typed = new QLineEdit(page);
    m_typed->setObjectName(u"provider.models"_s);
    m_typed->setAccessibleName(Tr::tr("Further models"));
    m_typed->setPlaceholderText(Tr::tr("Names or patterns, separated by commas; * offers every model"));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(makeSectionTitle(Tr::tr("Models to offer"), page));
    layout->addWidget(m_chooser, 1);
    layout->addWidget(makeHint(Tr::tr("Further models"), page));
    layout->addWidget(m_typed);
    return page;
}

void AddProviderDialog::choosePreset(const ProviderPreset &preset)
{
    m_preset = &preset;
    const QList<Provider> providers = m_control.configuration().providers;
    const bool isOther = preset.place == ProviderPreset::Place::Other;
    m_name->setText(isOther ? QString() : freeProviderName(presetName(preset), providers));
    m_baseUrl->setText(preset.baseUrl.toString());
    m_baseUrl->setPlaceholderText(baseUrlExample(preset.type));
    m_baseUrlHint->setText(baseUrlHint(preset.type));
    m_baseUrlHint->setVisible(!m_baseUrlHint->text().isEmpty());
    m_secret->clear();
    m_secret->setPlaceholderText(keyHint(preset.type));
    QString hint = presetHint(preset);
    if (!preset.keyPage.isEmpty()) {
        const QString link = u"<a href=\"%1\">%1</a>"_s.arg(preset.keyPage);
        hint = (hint.isEmpty() ? QString() : QString(hint + u"<br>")) + Tr::tr("Keys are made at %1").arg(link);
    }
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_chooser->setModels({}, {});
    showStep(ConnectionStep);
    const bool needsAddress = preset.baseUrl.isEmpty() && defaultBaseUrl(preset.type).isEmpty();
    (isOther                                          ? m_name
     : needsAddress                                   ? m_baseUrl
     : preset.key == ProviderPreset::KeyUse::Required ? m_secret
                                                      : m_baseUrl)
        ->setFocus();
}

void AddProviderDialog::showStep(Step step)
{
    ++m_generation;
    m_message->clear();
    m_steps->setCurrentIndex(step);
    m_back->setVisible(step != GalleryStep);
    m_skip->setVisible(step == ConnectionStep);
    m_next->setVisible(step != GalleryStep);
    m_next->setEnabled(true);
    m_next->setText(step == ConnectionStep ? Tr::tr("Test connection") : Tr::tr("Add provider"));
    m_next->setDefault(step != GalleryStep);
    for (const auto &[label, field] : {std::pair(m_nameProblem, m_name), std::pair(m_baseUrlProblem, m_baseUrl),
                                       std::pair(m_secretProblem, m_secret)})
        FormWidgets::showProblem(label, {}, field);
}

bool AddProviderDialog::check()
{
    const QString name = m_name->text().trimmed();
    const QList<Provider> providers = m_control.configuration().providers;
    const bool isTaken = std::ranges::any_of(
        providers, [&](const Provider &other) { return other.name.compare(name, Qt::CaseInsensitive) == 0; });
    QString nameProblem;
    if (name.isEmpty())
        nameProblem = Tr::tr("Give the provider a name.");
    else if (isTaken)
        nameProblem = Tr::tr("There is a provider “%1” already. Choose another name.").arg(name);
    const QString urlProblem = baseUrlProblem(m_baseUrl->text(), m_preset->type, m_control.status().address);
    const bool needsKey = m_preset->key == ProviderPreset::KeyUse::Required;
    const QString secretProblem = needsKey && m_secret->text().trimmed().isEmpty()
                                      ? Tr::tr("%1 needs a key.").arg(name.isEmpty() ? presetName(*m_preset) : name)
                                      : QString();
    FormWidgets::showProblem(m_nameProblem, nameProblem, m_name);
    FormWidgets::showProblem(m_baseUrlProblem, urlProblem, m_baseUrl);
    FormWidgets::showProblem(m_secretProblem, secretProblem, m_secret);
    return nameProblem.isEmpty() && urlProblem.isEmpty() && secretProblem.isEmpty();
}

Provider AddProviderDialog::provider() const
{
    Provider provider;
    provider.id = -1; // the models of the same list of changes refer to it
    provider.name = m_name->text().trimmed();
    provider.type = m_preset->type;
    provider.baseUrl = m_baseUrl->text().trimmed();
    while (provider.baseUrl.endsWith(u'/'))
        provider.baseUrl.chop(1);
    return provider;
}

void AddProviderDialog::test()
{
    if (!check())
        return;
    m_next->setEnabled(false);
    m_message->showMessage(Tone::Info, Tr::tr("Testing %1…").arg(provider().name), {}, InlineMessage::Closing::Stays);
    Provider asked = provider();
    asked.id = 0;
    m_control.testProvider(asked, Secret(m_secret->text().trimmed().toUtf8()),
                           [self = QPointer(this), generation = m_generation](const Engine::ProviderTest &test) {
                               AddProviderDialog *dialog = self;
                               if (dialog && dialog->m_generation == generation)
                                   dialog->showTest(test);
                           });
}

void AddProviderDialog::showTest(const Engine::ProviderTest &test)
{
    m_next->setEnabled(true);
    if (!test.isOk) {
        const FailureAdvice advice = adviceFor(provider().name, test);
        m_message->showMessage(Tone::Error, advice.title + u'.', test.message + u' ' + advice.fix);
        return;
    }
    showStep(ModelsStep);
    m_chooser->setModels(test.models, {});
    m_message->showMessage(Tone::Ok, Tr::tr("%1 answers.").arg(provider().name), testSuccess(provider(), test));
}

void AddProviderDialog::save()
{
    QStringList names = m_chooser->chosen() + SettingChecks::partsOf(m_typed->text());
    names.removeDuplicates();
    if (names.isEmpty()) {
        m_message->showMessage(Tone::Warning, Tr::tr("No model is chosen."),
                               Tr::tr("Tick some, or write * to offer every model."));
        return;
    }
    QList<Change> changes = {putChange(provider())};
    for (const QString &name : std::as_const(names)) {
        Model model;
        model.providerId = provider().id;
        model.name = name;
        changes.append(putChange(model));
    }
    m_next->setEnabled(false);
    m_control.apply(changes, windowActor(), [self = QPointer(this)](const Result<Configuration> &result) {
        if (self)
            self->finishSaving(result);
    });
}

void AddProviderDialog::finishSaving(const Result<Configuration> &result)
{
    m_next->setEnabled(true);
    if (!result) {
        m_message->showMessage(Tone::Error, Tr::tr("The provider was not added."), Formats::error(result.error()));
        return;
    }
    const auto found = std::ranges::find(result->providers, provider().name, &Provider::name);
    m_addedId = found == result->providers.end() ? 0 : found->id;
    const QString pasted = m_secret->text().trimmed();
    if (pasted.isEmpty() || m_addedId == 0) {
        emit added(m_addedId);
        accept();
        return;
    }
    m_control.addCredential(m_addedId, Tr::tr("key %1").arg(1), Secret(pasted.toUtf8()), windowActor(),
                            [self = QPointer(this)](const Result<Configuration> &answer) {
                                if (self)
                                    self->finishCredential(answer);
                            });
}

void AddProviderDialog::finishCredential(const Result<Configuration> &result)
{
    emit added(m_addedId);
    if (result) {
        accept();
        return;
    }
    m_back->hide();
    m_next->hide();
    m_message->showMessage(Tone::Error, Tr::tr("The provider was added, but its key was not stored."),
                           Formats::error(result.error()));
}

} // namespace Gatehouse::Ui
