// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/accesseditor.h"

#include "ui/clients/modelpatterns.h"
#include "ui/common/buttons.h"
#include "ui/common/flowlayout.h"
#include "ui/common/formwidgets.h"
#include "ui/common/gatehousestyle.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/tr.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

AccessEditor::AccessEditor(Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_chips(new QWidget(this))
    , m_input(new QLineEdit(this))
    , m_problem(FormWidgets::problem(this))
    , m_count(makeSecondary({}, this))
    , m_reached(new QStringListModel(this))
    , m_completions(new QStringListModel(this))
{
    m_chips->setLayout(new FlowLayout(Metrics::Gap));
    m_input->setPlaceholderText(Tr::tr("Model or pattern, e.g. gpt-* or claude-sonnet-4.6"));
    const bool isAllowing = kind == Kind::Allowed;
    m_input->setAccessibleName(isAllowing ? Tr::tr("Allow a model or pattern") : Tr::tr("Deny a model or pattern"));
    m_input->setClearButtonEnabled(true);
    auto *completer = new QCompleter(m_completions, m_input);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_input->setCompleter(completer);
    auto *add = makeButton(isAllowing ? Tr::tr("Allow") : Tr::tr("Deny"), u"add"_s, this);
    add->setAutoDefault(false);

    auto *line = new QHBoxLayout;
    line->setSpacing(Metrics::Gap);
    line->addWidget(m_input, 1);
    line->addWidget(add);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addWidget(m_chips);
    layout->addWidget(m_count);
    if (isAllowing)
        layout->addWidget(makeReached(), 1);

    connect(add, &QPushButton::clicked, this, &AccessEditor::addPattern);
    connect(m_input, &QLineEdit::returnPressed, this, &AccessEditor::addPattern);
    connect(m_input, &QLineEdit::textChanged, this, [this] {
        m_problem->hide();
        updateCount();
    });
    rebuildChips();
    updateCount();
}

QWidget *AccessEditor::makeReached()
{
    auto *list = new QListView(this);
    list->setModel(m_reached);
    list->setFont(Fonts::fixedSmall());
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setUniformItemSizes(true);
    list->setAccessibleName(Tr::tr("Models that can be called"));
    list->setMinimumHeight(4 * Metrics::DenseRow);
    return list;
}

void AccessEditor::setKnownModels(const QStringList &models)
{
    if (models == m_known)
        return;
    m_known = models;
    m_completions->setStringList(models);
    updateCount();
}

void AccessEditor::setPatterns(const QStringList &patterns)
{
    if (patterns == m_patterns)
        return;
    m_patterns = patterns;
    rebuildChips();
    updateCount();
}

bool AccessEditor::takePending()
{
    if (!m_input->text().trimmed().isEmpty())
        addPattern();
    return m_input->text().trimmed().isEmpty();
}

void AccessEditor::addPattern()
{
    const QString pattern = m_input->text().trimmed();
    if (pattern.isEmpty())
        return;
    if (const QString problem = patternProblem(pattern); !problem.isEmpty()) {
        FormWidgets::showProblem(m_problem, problem, m_input);
        return;
    }
    m_input->clear();
    if (m_patterns.contains(pattern))
        return;
    m_patterns.append(pattern);
    rebuildChips();
    updateCount();
    emit patternsChanged(m_patterns);
}

void AccessEditor::removePattern(const QString &pattern)
{
    m_patterns.removeAll(pattern);
    rebuildChips();
    updateCount();
    emit patternsChanged(m_patterns);
}

void AccessEditor::rebuildChips()
{
    while (QLayoutItem *item = m_chips->layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one whose click is being handled
        delete item;
    }
    for (const QString &pattern : std::as_const(m_patterns)) {
        auto *chip = new QToolButton(m_chips);
        chip->setProperty(StyleProperty::Chip, true);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setLayoutDirection(Qt::RightToLeft); // the cross stands behind the name
        chip->setIcon(Icons::icon(u"close"_s));
        chip->setIconSize({12, 12});
        chip->setText(pattern);
        chip->setToolTip(
            (m_kind == Kind::Allowed ? Tr::tr("Do not allow %1 any more") : Tr::tr("Do not deny %1 any more"))
                .arg(pattern));
        chip->setAccessibleName(chip->toolTip());
        connect(chip, &QToolButton::clicked, this, [this, pattern] { removePattern(pattern); });
        m_chips->layout()->addWidget(chip);
        chip->show();
    }
    m_chips->setVisible(!m_patterns.isEmpty());
}

void AccessEditor::updateCount()
{
    const QString typed = m_input->text().trimmed();
    QStringList patterns = m_patterns;
    if (!typed.isEmpty())
        patterns.append(typed);
    const QStringList reached = reachedModels(patterns, m_known);
    m_reached->setStringList(reached);
    if (m_kind == Kind::Denied)
        m_count->setText(patterns.isEmpty() ? Tr::tr("No model is denied. What is denied goes before what is allowed.")
                                            : Tr::tr("%1 of %n known model(s) denied, and later ones that match.",
                                                     nullptr, static_cast<int>(m_known.size()))
                                                  .arg(reached.size()));
    else if (patterns.isEmpty())
        m_count->setText(Tr::tr("Every model is allowed, also those added later: %n known now.", nullptr,
                                static_cast<int>(m_known.size())));
    else
        m_count->setText(Tr::tr("%1 of %n known model(s) allowed, and later ones that match.", nullptr,
                                static_cast<int>(m_known.size()))
                             .arg(reached.size()));
}

} // namespace Gatehouse::Ui
