// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/keyrestrictions.h"

#include "gateway/core/base/ipnetwork.h"
#include "gateway/core/llm/surface.h"
#include "ui/common/formwidgets.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QAction>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

KeyRestrictions::KeyRestrictions(QFormLayout *form, QWidget *page)
    : QObject(page)
    , m_addresses(new QLineEdit(page))
    , m_problem(FormWidgets::problem(page))
    , m_surfaces(new QToolButton(page))
    , m_menu(new QMenu(m_surfaces))
{
    m_addresses->setObjectName(u"key.addresses"_s);
    m_addresses->setPlaceholderText(Tr::tr("Anywhere, or e.g. 192.168.1.0/24, 10.0.0.7"));
    m_addresses->setAccessibleName(Tr::tr("Addresses that the key may be used from"));
    m_surfaces->setObjectName(u"key.surfaces"_s);
    m_surfaces->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_surfaces->setPopupMode(QToolButton::InstantPopup);
    m_surfaces->setMenu(m_menu);
    m_surfaces->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fillMenu();

    form->addRow(Tr::tr("&From"), FormWidgets::stacked({m_addresses, m_problem}, page));
    form->addRow(Tr::tr("&Used for"), m_surfaces);
    if (auto *label = qobject_cast<QLabel *>(form->labelForField(m_addresses->parentWidget())))
        label->setBuddy(m_addresses);
    connect(m_addresses, &QLineEdit::textEdited, this, &KeyRestrictions::check);
    connect(m_menu, &QMenu::triggered, this, &KeyRestrictions::updateSurfaces);
    updateSurfaces();
}

void KeyRestrictions::fillMenu()
{
    QAction *everything = m_menu->addAction(Tr::tr("Everything"));
    connect(everything, &QAction::triggered, this, [this] { setRestrictions(addresses(), {}); });
    m_menu->addSeparator();
    for (const Llm::SurfaceTraits &traits : Llm::allSurfaces()) {
        if (!Llm::isInference(traits.surface))
            continue;
        const QString name = QString::fromLatin1(traits.name);
        QAction *action = m_menu->addAction(name);
        action->setCheckable(true);
        action->setData(name);
    }
}

void KeyRestrictions::setRestrictions(const QStringList &addresses, const QStringList &surfaces)
{
    m_addresses->setText(addresses.join(u", "_s));
    for (QAction *action : m_menu->actions())
        action->setChecked(surfaces.contains(action->data().toString()));
    updateSurfaces();
}

QStringList KeyRestrictions::addresses() const
{
    static const QRegularExpression separators(u"[,;\\s]+"_s);
    return m_addresses->text().split(separators, Qt::SkipEmptyParts);
}

QStringList KeyRestrictions::surfaces() const
{
    QStringList names;
    for (const QAction *action : m_menu->actions()) {
        if (action->isChecked())
            names.append(action->data().toString());
    }
    return names;
}

bool KeyRestrictions::check()
{
    QString wrong;
    for (const QString &address : addresses()) {
        if (!IpNetwork::fromText(address))
            wrong = address;
    }
    FormWidgets::showProblem(
        m_problem,
        wrong.isEmpty() ? QString() : Tr::tr("%1 is no address and no network such as 192.168.1.0/24.").arg(wrong),
        m_addresses);
    return wrong.isEmpty();
}

void KeyRestrictions::updateSurfaces()
{
    const QStringList names = surfaces();
    m_surfaces->setText(names.isEmpty() ? Tr::tr("Everything") : names.join(u", "_s));
    m_surfaces->setToolTip(names.join(u'\n'));
    m_surfaces->setAccessibleName(Tr::tr("Used for: %1").arg(m_surfaces->text()));
}

} // namespace Gatehouse::Ui
