// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Gatehouse::Engine {
class Control;
}

namespace Gatehouse::Ui {

class InlineMessage;

// The frame of a form that changes the configuration: rows of fields, Cancel and the button that saves. It stays open
// until the gateway has taken the change, and says why when it has not. GUI only; deletes itself when closed.
class FormDialog : public QDialog
{
    Q_OBJECT
protected:
    // The name is of the form and its button: "limit" for "dialog.limit" and "limit.save".
    FormDialog(Engine::Control &control, const QString &name, const QString &saveText, QWidget *parent);

    [[nodiscard]] Engine::Control &control() const { return m_control; }
    [[nodiscard]] QFormLayout *form() const { return m_form; }

    // A row whose label leads to `field`, which is in it.
    void addRow(const QString &label, QWidget *row, QWidget *field);
    // A field with what is wrong with it below.
    void addProblemRow(const QString &label, QWidget *field, QLabel *problem);
    // What the form will do, in words below the rows; keeps the room of so many lines.
    void addSentence(QLabel *sentence, int lines);
    void addHint(const QString &text); // above the rows

    // Stores the changes and closes; what is said when they are refused: "The limit was not saved."
    void store(const QList<Change> &changes, const QString &refusal);

    virtual void save() = 0;                                                            // the button was clicked
    virtual void stored(const Configuration &configuration) { Q_UNUSED(configuration) } // before it closes

private:
    void finish(const Result<Configuration> &result, const QString &refusal);

    Engine::Control &m_control;
    InlineMessage *m_message;
    QVBoxLayout *m_body;
    QFormLayout *m_form;
    QPushButton *m_save;
};

} // namespace Gatehouse::Ui
