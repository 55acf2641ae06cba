// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/datapanel.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/copyfield.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/questions.h"
#include "ui/common/theme.h"
#include "ui/settings/settingsstore.h"
#include "ui/tr.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 KiB = 1024;
}

DataPanel::DataPanel(SettingsStore &store, const Context &context, QWidget *parent)
    : SettingsPanel(store, Tr::tr("Data"), parent)
    , m_context(context)
    , m_location(new CopyField(Tr::tr("Location of the store"), this))
    , m_size(new QLabel(this))
    , m_rows(new QLabel(this))
    , m_maxBytes(new QSpinBox(this))
    , m_days(new QSpinBox(this))
    , m_fullSync(new QCheckBox(Tr::tr("Survive a power cut, not only a crash"), this))
    , m_backup(makeButton(Tr::tr("Back up now…"), u"save"_s, this))
    , m_integrity(makeButton(Tr::tr("Check integrity"), u"check"_s, this))
{
    build();
    connectFields();
    start();
}

void DataPanel::build()
{
    m_maxBytes->setRange(0, 64 * 1024);
    m_maxBytes->setSuffix(Tr::tr(" KiB"));
    m_maxBytes->setSpecialValueText(Tr::tr("nothing"));
    m_maxBytes->setAccessibleName(Tr::tr("Kept of each body"));
    m_days->setRange(1, 36'500);
    m_days->setSuffix(Tr::tr(" days"));
    m_days->setAccessibleName(Tr::tr("Bodies are kept for"));
    for (QSpinBox *box : {m_maxBytes, m_days}) {
        box->setKeyboardTracking(false);
        box->setFixedWidth(136);
    }
    m_days->setObjectName(u"settings.days"_s);
    m_fullSync->setObjectName(u"settings.fullSync"_s);
    m_integrity->setObjectName(u"settings.integrity"_s);

    addSection(Tr::tr("Store"));
    form()->addRow(Tr::tr("Location"), m_location);
    form()->addRow(Tr::tr("Size"), m_size);
    form()->addRow(Tr::tr("Requests"), m_rows);
    auto *actions = new QWidget(this);
    auto *line = new QHBoxLayout(actions);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Metrics::Gap);
    line->addWidget(m_backup);
    line->addWidget(m_integrity);
    line->addStretch();
    form()->addRow(QString(), actions);
    form()->addRow(
        QString(),
        FormWidgets::stacked({m_fullSync, makeSecondary(Tr::tr("Off: a power cut can lose the last seconds; a crash "
                                                               "loses nothing. On: each commit waits for the disk."),
                                                        this)},
                             this));
    addSection(Tr::tr("Content of requests and answers"));
    form()->addRow(Tr::tr("Kept of each body"), m_maxBytes);
    form()->addRow(Tr::tr("Bodies are kept for"), m_days);
    form()->addRow(QString(), makeSecondary(Tr::tr("Figures and money are kept for ever."), this));
    addResetButton(u"data"_s, [](Settings settings) {
        const Settings defaults;
        settings.maxStoredBodyBytes = defaults.maxStoredBodyBytes;
        settings.bodyRetentionDays = defaults.bodyRetentionDays;
        settings.fullSync = defaults.fullSync;
        return settings;
    });
}

void DataPanel::connectFields()
{
    connect(m_maxBytes, &QSpinBox::valueChanged, this, [this](int value) {
        Settings settings = store().settings();
        settings.maxStoredBodyBytes = value * KiB;
        store().put(settings);
    });
    connect(m_days, &QSpinBox::valueChanged, this, [this](int value) {
        Settings settings = store().settings();
        settings.bodyRetentionDays = value;
        store().put(settings);
    });
    connect(m_fullSync, &QCheckBox::clicked, this, [this](bool isOn) {
        Settings settings = store().settings();
        settings.fullSync = isOn;
        store().put(settings);
    });
    connect(m_backup, &QPushButton::clicked, this, &DataPanel::chooseBackup);
    connect(m_integrity, &QPushButton::clicked, this, &DataPanel::checkIntegrity);
}

void DataPanel::show(const Settings &settings)
{
    const QSignalBlocker bytesBlocker(m_maxBytes);
    const QSignalBlocker daysBlocker(m_days);
    m_maxBytes->setValue(static_cast<int>(settings.maxStoredBodyBytes / KiB));
    m_days->setValue(settings.bodyRetentionDays);
    m_fullSync->setChecked(settings.fullSync);
}

void DataPanel::showEvent(QShowEvent *event)
{
    SettingsPanel::showEvent(event);
    askFacts();
}

void DataPanel::askFacts()
{
    m_context.questions.facts(this, [this](const Result<Store::StoreFacts> &facts) {
        if (!facts) {
            message()->showMessage(Tone::Error, Tr::tr("The store cannot be read."), Formats::error(facts.error()));
            return;
        }
        m_location->setText(facts->path);
        m_size->setText(Formats::bytes(facts->sizeBytes));
        m_rows->setText(Tr::tr("about %1").arg(Formats::count(facts->approximateRequests)));
    });
}

void DataPanel::chooseBackup()
{
    const QString day = Formats::local(m_context.clock.now()).date().toString(Qt::ISODate);
    auto *dialog = new QFileDialog(this, Tr::tr("Back up the store"), u"gatehouse-%1.db"_s.arg(day));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &DataPanel::backUp);
    dialog->open();
}

void DataPanel::backUp(const QString &file)
{
    m_backup->setEnabled(false);
    message()->showMessage(Tone::Info, Tr::tr("Backing up…"), file, InlineMessage::Closing::Stays);
    m_context.questions.backup(this, file, [this, file](const Result<void> &result) {
        m_backup->setEnabled(true);
        if (result)
            message()->showMessage(Tone::Ok, Tr::tr("Backed up."), file);
        else
            message()->showMessage(Tone::Error, Tr::tr("The backup failed."), Formats::error(result.error()));
    });
}

void DataPanel::checkIntegrity()
{
    m_integrity->setEnabled(false);
    message()->showMessage(Tone::Info, Tr::tr("Checking the store…"), {}, InlineMessage::Closing::Stays);
    m_context.questions.integrity(this, [this](const Result<QStringList> &problems) {
        m_integrity->setEnabled(true);
        if (!problems)
            message()->showMessage(Tone::Error, Tr::tr("The check failed."), Formats::error(problems.error()));
        else if (problems->isEmpty())
            message()->showMessage(Tone::Ok, Tr::tr("The store is whole."), Tr::tr("Every page and index was read."));
        else
            message()->showMessage(Tone::Error, Tr::tr("The store is damaged."),
                                   Tr::tr("%1. Back it up, then restore an earlier backup.").arg(problems->first()));
    });
}

} // namespace Gatehouse::Ui
