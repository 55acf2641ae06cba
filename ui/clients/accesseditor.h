// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStringListModel;

namespace Gatehouse::Ui {

// Names and patterns of models as chips, with how many known models they reach, counted while they are written. An
// empty list of allowed ones means every model, of denied ones none. Used by the form of a new client and by the Access
// tab. GUI only.
class AccessEditor final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind : quint8 { Allowed, Denied };

    AccessEditor(Kind kind, QWidget *parent);

    void setKnownModels(const QStringList &models);
    void setPatterns(const QStringList &patterns); // does not touch what is being typed
    [[nodiscard]] QStringList patterns() const { return m_patterns; }
    // Takes what is typed and not added yet; false = it cannot be a pattern, and the field says why.
    bool takePending();

signals:
    void patternsChanged(const QStringList &patterns); // by the user

private:
    void addPattern();
    void removePattern(const QString &pattern);
    void rebuildChips();
    void updateCount();
    [[nodiscard]] QWidget *makeReached();

    Kind m_kind;
    QWidget *m_chips;
    QLineEdit *m_input;
    QLabel *m_problem;
    QLabel *m_count;
    QStringListModel *m_reached;
    QStringListModel *m_completions;
    QStringList m_patterns;
    QStringList m_known;
};

} // namespace Gatehouse::Ui
