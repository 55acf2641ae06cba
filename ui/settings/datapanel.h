// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/settings/settingspanel.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace Gatehouse::Ui {

class CopyField;

// Where the store is and how big, what it keeps, backing it up and checking it. GUI only.
class DataPanel final : public SettingsPanel
{
    Q_OBJECT
public:
    DataPanel(SettingsStore &store, const Context &context, QWidget *parent);

protected:
    void show(const Settings &settings) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void connectFields();
    void askFacts();
    void chooseBackup();
    void backUp(const QString &file);
    void checkIntegrity();

    Context m_context;
    CopyField *m_location;
    QLabel *m_size;
    QLabel *m_rows;
    QSpinBox *m_maxBytes;
    QSpinBox *m_days;
    QCheckBox *m_fullSync;
    QPushButton *m_backup;
    QPushButton *m_integrity;
};

} // namespace Gatehouse::Ui
