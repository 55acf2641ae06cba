// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace Gatehouse::Ui {

// Whom a limit or a budget is for: a scope, and one of those there are in it, or each by itself. GUI only.
class SubjectPicker final : public QWidget
{
    Q_OBJECT
public:
    SubjectPicker(const Configuration &configuration, QWidget *parent);

    void setSubject(Scope scope, const QString &subject);
    [[nodiscard]] Scope scope() const;
    [[nodiscard]] QString subject() const; // empty = each one by itself
    // The focus goes here from the form's label.
    [[nodiscard]] QComboBox *scopeField() const { return m_scope; }

signals:
    void changed();

private:
    void fillSubjects();

    Configuration m_configuration;
    QComboBox *m_scope;
    QComboBox *m_subject;
    QLabel *m_hint;
};

} // namespace Gatehouse::Ui
