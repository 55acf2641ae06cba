// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspanel.h"

#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/theme.h"
#include "ui/settings/settingsstore.h"
#include "ui/tr.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

SettingsPanel::SettingsPanel(SettingsStore &store, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_title(title)
    , m_message(new InlineMessage(this))
    , m_body(new QVBoxLayout(this))
    , m_form(FormWidgets::form())
{
    setMaximumWidth(760);
    m_message->clear();
    m_body->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge);
    m_body->setSpacing(Metrics::GroupGap);
    m_body->addWidget(m_message);
    m_body->addLayout(m_form);
}

void SettingsPanel::start()
{
    m_body->addStretch();
    connect(&m_store, &SettingsStore::changed, this, [this] { show(m_store.settings()); });
    connect(&m_store, &SettingsStore::refused, this, [this](const Error &error) {
        if (isVisible())
            m_message->showMessage(Tone::Error, Tr::tr("The setting was not changed."), Formats::error(error));
    });
    show(m_store.settings());
}

QString SettingsPanel::searchText() const
{
    QStringList words = {m_title};
    const QList<QLabel *> labels = findChildren<QLabel *>();
    for (const QLabel *label : labels)
        words.append(label->text().remove(u'&'));
    const QList<QCheckBox *> boxes = findChildren<QCheckBox *>();
    for (const QCheckBox *box : boxes)
        words.append(box->text().remove(u'&'));
    return words.join(u'\n');
}

void SettingsPanel::addSection(const QString &title)
{
    m_form->addRow(makeSectionTitle(title, this));
}

void SettingsPanel::addResetButton(const QString &name, const std::function<Settings(Settings)> &defaults)
{
    auto *reset = makeButton(Tr::tr("Reset this page"), u"undo"_s, this);
    reset->setObjectName(u"settings.reset."_s + name);
    m_body->addWidget(reset, 0, Qt::AlignLeft);
    connect(reset, &QPushButton::clicked, this, [this, defaults] {
        m_message->clear();
        const Settings wanted = defaults(m_store.settings());
        discardEdits();
        show(wanted);
        m_store.put(wanted);
    });
}

} // namespace Gatehouse::Ui
