// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QObject>

class QFormLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;
class QWidget;

namespace Gatehouse::Ui {

// Where a key may come from and what it may call: the rows of it in the forms that make and edit keys. GUI only; owned
// by the page whose form it is in.
class KeyRestrictions final : public QObject
{
    Q_OBJECT
public:
    KeyRestrictions(QFormLayout *form, QWidget *page);

    void setRestrictions(const QStringList &addresses, const QStringList &surfaces);
    [[nodiscard]] QStringList addresses() const;
    [[nodiscard]] QStringList surfaces() const;

    // Whether every address is one; the field says which is not.
    bool check();

private:
    void fillMenu();
    void updateSurfaces();

    QLineEdit *m_addresses;
    QLabel *m_problem;
    QToolButton *m_surfaces;
    QMenu *m_menu;
};

} // namespace Gatehouse::Ui
