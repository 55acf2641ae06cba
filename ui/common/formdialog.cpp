// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/formdialog.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/changes.h"
#include "ui/common/formats.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QFormLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

FormDialog::FormDialog(Engine::Control &control, const QString &name, const QString &saveText, QWidget *parent)
    : QDialog(parent)
    , m_control(control)
    , m_message(new InlineMessage(this))
    , m_body(new QVBoxLayout)
    , m_form(FormWidgets::form())
    , m_save(makePrimaryButton(saveText, {}, this))
{
    setObjectName(u"dialog."_s + name);
    setAttribute(Qt::WA_DeleteOnClose);
    m_message->clear();
    m_save->setObjectName(name + u".save"_s);
    m_save->setDefault(true);
    auto *cancel = makeButton(Tr::tr("Cancel"), {}, this);
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    m_body->setSpacing(Metrics::GroupGap);
    m_body->addLayout(m_form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::PageEdge, Metrics::PageEdge, Metrics::GroupGap);
    layout->setSpacing(Metrics::GroupGap);
    layout->addWidget(m_message);
    layout->addLayout(m_body, 1);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
}

void FormDialog::addRow(const QString &label, QWidget *row, QWidget *field)
{
    m_form->addRow(label, row);
    if (auto *text = qobject_cast<QLabel *>(m_form->labelForField(row)))
        text->setBuddy(field);
}

void FormDialog::addProblemRow(const QString &label, QWidget *field, QLabel *problem)
{
    addRow(label, FormWidgets::stacked({field, problem}, this), field);
}

void FormDialog::addSentence(QLabel *sentence, int lines)
{
    sentence->setWordWrap(true);
    sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    sentence->setMinimumHeight(lines * sentence->fontMetrics().lineSpacing());
    m_body->addWidget(sentence);
}

void FormDialog::addHint(const QString &text)
{
    m_body->insertWidget(0, makeHint(text, this));
}

void FormDialog::store(const QList<Change> &changes, const QString &refusal)
{
    m_save->setEnabled(false);
    m_control.apply(changes, windowActor(), [self = QPointer(this), refusal](const Result<Configuration> &result) {
        if (self)
            self->finish(result, refusal);
    });
}

void FormDialog::finish(const Result<Configuration> &result, const QString &refusal)
{
    m_save->setEnabled(true);
    if (!result) {
        m_message->showMessage(Tone::Error, refusal, Formats::error(result.error()));
        return;
    }
    stored(*result);
    accept();
}

} // namespace Gatehouse::Ui
