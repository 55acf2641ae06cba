// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace Gatehouse::Ui {

// A value to take along: read-only field in the fixed font with Copy beside it. GUI only.
class CopyField : public QWidget
{
    Q_OBJECT
public:
    explicit CopyField(const QString &accessibleName, QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QString text() const;

protected:
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    virtual void copy();

private:
    QLineEdit *m_field;
    QPushButton *m_copy;
};

// A secret at the one time it can be seen: amber, with the words that say so below. The text is wiped when the widget
// goes. GUI only.
class SecretOnceField final : public CopyField
{
    Q_OBJECT
public:
    explicit SecretOnceField(const QString &accessibleName, QWidget *parent = nullptr);
    ~SecretOnceField() override;

protected:
    void copy() override; // marked as a password for clipboard histories that honour it
};

// Puts a secret on the clipboard, asking clipboard histories not to keep it.
void copySecret(const QString &secret);

} // namespace Gatehouse::Ui
