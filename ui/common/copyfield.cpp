// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/copyfield.h"

#include "ui/common/buttons.h"
#include "ui/common/colours.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

CopyField::CopyField(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_copy(makeButton(Tr::tr("Copy"), u"copy"_s, this))
{
    m_field->setReadOnly(true);
    m_field->setFont(Fonts::fixed());
    m_field->setAccessibleName(accessibleName);
    m_copy->setAccessibleName(Tr::tr("Copy: %1").arg(accessibleName));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_copy);
    setFocusProxy(m_field);
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(); });
}

void CopyField::setText(const QString &text)
{
    m_field->setText(text);
    m_field->setCursorPosition(0);
    m_copy->setEnabled(!text.isEmpty());
}

QString CopyField::text() const
{
    return m_field->text();
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(text());
}

SecretOnceField::SecretOnceField(const QString &accessibleName, QWidget *parent)
    : CopyField(accessibleName, parent)
{
    field()->setProperty(StyleProperty::Frame, int(Tone::Warning));
}

SecretOnceField::~SecretOnceField()
{
    field()->clear();
}

void SecretOnceField::copy()
{
    copySecret(text());
}

void copySecret(const QString &secret)
{
    auto *data = new QMimeData; // the clipboard takes it over
    data->setText(secret);
    data->setData(u"x-kde-passwordManagerHint"_s, "secret"_ba);
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace Gatehouse::Ui
