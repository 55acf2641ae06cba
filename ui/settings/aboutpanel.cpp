// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/aboutpanel.h"

#include "ui/common/buttons.h"
#include "ui/common/tableview.h"
#include "ui/tr.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QSysInfo>
#include <QVBoxLayout>

#include <array>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Part {
    QStringView name;
    QStringView licence;
};

// What the programs are made of beside the standard library (DESIGN 9).
constexpr auto Parts = std::to_array<Part>({{u"Qt", u"LGPL-3.0; Qt Charts GPL-3.0"},
                                            {u"KDE Frameworks", u"LGPL-2.1 or later, MIT"},
                                            {u"QCoro", u"MIT"},
                                            {u"QtKeychain", u"BSD-3-Clause"},
                                            {u"KDSingleApplication", u"MIT"},
                                            {u"llhttp", u"MIT"},
                                            {u"simdjson", u"Apache-2.0"},
                                            {u"JSON for Modern C++", u"MIT"},
                                            {u"yaml-cpp", u"MIT"},
                                            {u"CLI11", u"BSD-3-Clause"},
                                            {u"SQLite", u"public domain"},
                                            {u"Zstandard", u"BSD-3-Clause"},
                                            {u"libsodium", u"ISC"},
                                            {u"genai-prices", u"MIT"}});

} // namespace

AboutPanel::AboutPanel(SettingsStore &store, QWidget *parent)
    : SettingsPanel(store, Tr::tr("About"), parent)
{
    const QString version = QCoreApplication::applicationVersion();
    const QString qt = QString::fromLatin1(qVersion());
    const QString system = QSysInfo::prettyProductName() + u", "_s + QSysInfo::currentCpuArchitecture();
    form()->addRow(Tr::tr("Gatehouse"), new QLabel(version.isEmpty() ? Tr::tr("development build") : version, this));
    form()->addRow(Tr::tr("Qt"), new QLabel(qt, this));
    form()->addRow(Tr::tr("System"), new QLabel(system, this));
    form()->addRow(Tr::tr("Licence"), new QLabel(u"GPL-3.0-or-later"_s, this));
    auto *copy = makeButton(Tr::tr("Copy"), u"copy"_s, this);
    copy->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    form()->addRow(QString(), copy);
    connect(copy, &QPushButton::clicked, this, [version, qt, system] {
        QGuiApplication::clipboard()->setText(u"Gatehouse %1\nQt %2\n%3\n"_s.arg(version, qt, system));
    });

    auto *model = new QStandardItemModel(0, 2, this);
    model->setHorizontalHeaderLabels({Tr::tr("Made with"), Tr::tr("Licence")});
    for (const Part &part : Parts)
        model->appendRow({new QStandardItem(part.name.toString()), new QStandardItem(part.licence.toString())});
    auto *table = new TableView(this);
    table->setAccessibleName(Tr::tr("Licences"));
    table->setModel(model);
    table->setColumnWidths({240, 320}, 1);
    table->setMinimumHeight(15 * 24);
    body()->addWidget(table, 1);
    start();
}

} // namespace Gatehouse::Ui
