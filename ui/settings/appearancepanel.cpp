// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/appearancepanel.h"

#include "ui/common/formwidgets.h"
#include "ui/settings/settingsstore.h"
#include "ui/tr.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QRadioButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

// The setting's words, in the order of the buttons.
QStringList schemes()
{
    return {u"system"_s, u"light"_s, u"dark"_s};
}

} // namespace

AppearancePanel::AppearancePanel(SettingsStore &store, QWidget *parent)
    : SettingsPanel(store, Tr::tr("Appearance"), parent)
    , m_schemes(new QButtonGroup(this))
{
    const QStringList words = {Tr::tr("As the system"), Tr::tr("Light"), Tr::tr("Dark")};
    QList<QRadioButton *> buttons;
    for (int scheme = 0; scheme < words.size(); ++scheme) {
        auto *button = new QRadioButton(words[scheme], this);
        button->setObjectName(u"settings.scheme."_s + schemes().at(scheme));
        m_schemes->addButton(button, scheme);
        buttons.append(button);
    }
    form()->addRow(Tr::tr("Colours"), FormWidgets::stacked({buttons[0], buttons[1], buttons[2]}, this));
    connect(m_schemes, &QButtonGroup::idClicked, this, [this](int scheme) {
        Settings settings = AppearancePanel::store().settings();
        settings.appearance = schemes().at(scheme);
        AppearancePanel::store().put(settings);
    });
    addResetButton(u"appearance"_s, [](Settings settings) {
        settings.appearance = Settings().appearance;
        return settings;
    });
    start();
}

QString AppearancePanel::searchText() const
{
    QStringList words = {SettingsPanel::searchText()};
    const QList<QAbstractButton *> buttons = m_schemes->buttons();
    for (const QAbstractButton *button : buttons)
        words.append(button->text());
    return words.join(u'\n');
}

void AppearancePanel::show(const Settings &settings)
{
    if (QAbstractButton *button = m_schemes->button(static_cast<int>(schemes().indexOf(settings.appearance))))
        button->setChecked(true);
}

} // namespace Gatehouse::Ui
