// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"
#include "gateway/store/records.h"

#include <QWidget>

#include <optional>

namespace Gatehouse::Ui {

// The dashed line that waits for the first request and then shows it. GUI only.
class FirstRow final : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRow(QWidget *parent);
    void setAddress(const QString &address);
    void setRequest(const Store::RequestRecord &request, const QString &client);
    [[nodiscard]] bool hasRequest() const { return m_request.has_value(); }
    [[nodiscard]] const std::optional<Store::RequestRecord> &request() const { return m_request; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintWaiting(QPainter *painter) const;
    void paintRequest(QPainter *painter) const;
    QString m_address;
    QString m_client;
    std::optional<Store::RequestRecord> m_request;
};

} // namespace Gatehouse::Ui
