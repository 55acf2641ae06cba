// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/store/reader.h"
#include "ui/inspector/body/bodyform.h"

#include <QWidget>

#include <optional>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace Gatehouse::Ui {

class TextViewer;

// One body of a request: pretty, raw, its headers, and for a stream its events. A body that is large waits for a press
// of a button; one that was not kept says why. GUI only.
class BodyView final : public QWidget
{
    Q_OBJECT
public:
    explicit BodyView(QWidget *parent = nullptr);

    // `reason` stands in place of a body that is not there.
    void setBody(const Store::StoredBody *body, const BodyForm &form, const Store::StoredBody *headers,
                 const QString &reason);

    static constexpr qsizetype LargeBytes = 2 * 1024 * 1024;

private:
    enum Mode : quint8 { Pretty, Raw, Headers, Events };
    void show(int mode);
    void load();
    [[nodiscard]] QString eventList() const;
    [[nodiscard]] QString rawText() const;

    QByteArray m_body;
    BodyForm m_form;
    QByteArray m_headers;
    bool m_hasBody = false;
    bool m_isLoaded = false;
    QButtonGroup *m_modes;
    QLabel *m_facts;
    QStackedWidget *m_stack;
    TextViewer *m_text;
    QLabel *m_reason;
    QPushButton *m_load;
};

} // namespace Gatehouse::Ui
