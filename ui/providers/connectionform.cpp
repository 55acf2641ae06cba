// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/connectionform.h"

#include "gateway/core/llm/vendors.h"
#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/formwidgets.h"
#include "ui/common/theme.h"
#include "ui/providers/providerpresets.h"
#include "ui/settings/settingchecks.h"
#include "ui/tr.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr ProviderType LastProviderType = ProviderType::Cerebras;
constexpr int LongestSeconds = 24 * 3600;

QSpinBox *secondsBox(const QString &name, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(1, LongestSeconds);
    box->setSuffix(Tr::tr(" s"));
    box->setAccessibleName(name);
    box->setFixedWidth(112);
    return box;
}

QSpinBox *countBox(const QString &name, int largest, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(0, largest);
    box->setAccessibleName(name);
    box->setFixedWidth(112);
    return box;
}

int secondsOf(std::chrono::milliseconds time)
{
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(time).count());
}

QString proxyProblem(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isKnown = url.scheme() == "http"_L1 || url.scheme() == "socks5"_L1;
    if (text.isEmpty() || (url.isValid() && isKnown && !url.host().isEmpty()))
        return {};
    return Tr::tr("A proxy looks like http://proxy.example.com:3128 or socks5://127.0.0.1:1080.");
}

// The enumerator behind a row of the vendor table.
std::optional<ProviderType> typeOf(const Llm::Vendor &vendor)
{
    for (int number = 0; number <= static_cast<int>(LastProviderType); ++number) {
        Provider provider;
        provider.type = ProviderType(number);
        if (&vendorOf(provider) == &vendor)
            return provider.type;
    }
    return std::nullopt;
}

} // namespace

ConnectionForm::ConnectionForm(Engine::Control &control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_name(new QLineEdit(this))
    , m_nameProblem(FormWidgets::problem(this))
    , m_type(new QComboBox(this))
    , m_baseUrl(new QLineEdit(this))
    , m_baseUrlProblem(FormWidgets::problem(this))
    , m_baseUrlHint(makeHint({}, this))
    , m_proxy(new QLineEdit(this))
    , m_proxyProblem(FormWidgets::problem(this))
    , m_caFile(new QLineEdit(this))
    , m_caProblem(FormWidgets::problem(this))
    , m_connect(secondsBox(Tr::tr("Time to connect"), this))
    , m_firstByte(secondsBox(Tr::tr("Time to the first byte"), this))
    , m_idle(secondsBox(Tr::tr("Time between two parts"), this))
    , m_total(secondsBox(Tr::tr("Time in all"), this))
    , m_retries(countBox(Tr::tr("Further tries"), 10, this))
    , m_priority(countBox(Tr::tr("Priority"), 999, this))
    , m_save(makePrimaryButton(Tr::tr("Save"), {}, this))
    , m_discard(makeButton(Tr::tr("Discard"), {}, this))
{
    build();
    for (QLineEdit *field : {m_name, m_baseUrl, m_proxy, m_caFile}) {
        connect(field, &QLineEdit::textEdited, this, &ConnectionForm::updateButtons);
        connect(field, &QLineEdit::editingFinished, this, [this] { check(); });
    }
    for (QSpinBox *box : {m_connect, m_firstByte, m_idle, m_total, m_retries, m_priority})
        connect(box, &QSpinBox::valueChanged, this, &ConnectionForm::updateButtons);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        showType();
        updateButtons();
    });
    connect(m_save, &QPushButton::clicked, this, &ConnectionForm::save);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        fill();
        check();
    });
}

void ConnectionForm::build()
{
    m_name->setAccessibleName(Tr::tr("Name"));
    m_baseUrl->setAccessibleName(Tr::tr("Base URL"));
    m_baseUrl->setObjectName(u"provider.baseUrl"_s);
    m_baseUrl->setFont(Fonts::fixed());
    m_baseUrlHint->setWordWrap(true);
    m_type->setObjectName(u"provider.type"_s);
    m_type->setAccessibleName(Tr::tr("Type"));
    for (const Llm::Vendor &vendor : Llm::allVendors()) {
        if (const auto type = typeOf(vendor))
            m_type->addItem(QString::fromUtf8(vendor.name), static_cast<int>(*type));
    }
    m_proxy->setAccessibleName(Tr::tr("Proxy"));
    m_proxy->setPlaceholderText(Tr::tr("None: connect directly"));
    m_caFile->setAccessibleName(Tr::tr("CA file"));
    m_caFile->setPlaceholderText(Tr::tr("The system's authorities"));
    m_priority->setToolTip(Tr::tr("Among providers of the same model the lowest number is tried first."));
    m_save->setObjectName(u"provider.save"_s);

    auto *left = FormWidgets::form();
    left->addRow(Tr::tr("Name"), FormWidgets::stacked({m_name, m_nameProblem}, this));
    left->addRow(Tr::tr("Type"), m_type);
    left->addRow(Tr::tr("Base URL"), FormWidgets::stacked({m_baseUrl, m_baseUrlProblem, m_baseUrlHint}, this));
    left->addRow(Tr::tr("Proxy"), FormWidgets::stacked({m_proxy, m_proxyProblem}, this));
    left->addRow(Tr::tr("CA file"), FormWidgets::stacked({m_caFile, m_caProblem}, this));
    auto *middle = FormWidgets::form();
    middle->addRow(Tr::tr("Connect within"), m_connect);
    middle->addRow(Tr::tr("First byte within"), m_firstByte);
    middle->addRow(Tr::tr("Between parts"), m_idle);
    middle->addRow(Tr::tr("Whole answer within"), m_total);
    auto *right = FormWidgets::form();
    right->addRow(Tr::tr("Further tries"), m_retries);
    right->addRow(Tr::tr("Priority"), m_priority);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(2 * Metrics::GroupGap);
    columns->addLayout(left, 1);
    columns->addLayout(middle);
    columns->addLayout(right);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addWidget(m_save);
    buttons->addWidget(m_discard);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Metrics::PageEdge, Metrics::GroupGap, Metrics::PageEdge, Metrics::GroupGap);
    layout->setSpacing(Metrics::GroupGap);
    layout->addLayout(columns);
    layout->addLayout(buttons);
    layout->addStretch();
}

void ConnectionForm::setProvider(const Provider &provider)
{
    const bool keepsEdits = provider.id == m_provider.id && isEdited();
    m_provider = provider;
    if (!keepsEdits)
        fill();
    m_type->setEnabled(provider.type != ProviderType::Simulator);
    m_baseUrl->setEnabled(provider.type != ProviderType::Simulator);
    m_proxy->setEnabled(provider.type != ProviderType::Simulator);
    m_caFile->setEnabled(provider.type != ProviderType::Simulator);
    updateButtons();
}

void ConnectionForm::fill()
{
    m_name->setText(m_provider.name);
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(m_provider.type)));
    m_baseUrl->setText(m_provider.baseUrl);
    showType();
    m_proxy->setText(m_provider.proxyUrl);
    m_caFile->setText(m_provider.caFile);
    m_connect->setValue(secondsOf(m_provider.connectTimeout));
    m_firstByte->setValue(secondsOf(m_provider.firstByteTimeout));
    m_idle->setValue(secondsOf(m_provider.idleTimeout));
    m_total->setValue(secondsOf(m_provider.totalTimeout));
    m_retries->setValue(m_provider.retries);
    m_priority->setValue(m_provider.priority);
    FormWidgets::showProblem(m_nameProblem, {}, m_name);
    FormWidgets::showProblem(m_baseUrlProblem, {}, m_baseUrl);
    FormWidgets::showProblem(m_proxyProblem, {}, m_proxy);
    FormWidgets::showProblem(m_caProblem, {}, m_caFile);
    updateButtons();
}

// What an empty address stands for, and what the vendor wants of one.
void ConnectionForm::showType()
{
    const auto type = ProviderType(m_type->currentData().toInt());
    m_baseUrl->setPlaceholderText(baseUrlExample(type));
    m_baseUrlHint->setText(baseUrlHint(type));
    m_baseUrlHint->setVisible(!m_baseUrlHint->text().isEmpty());
}

Provider ConnectionForm::edited() const
{
    // A time that was not touched keeps its milliseconds.
    const auto time = [](std::chrono::milliseconds stored, const QSpinBox *box) {
        return secondsOf(stored) == box->value() ? stored
                                                 : std::chrono::milliseconds(std::chrono::seconds(box->value()));
    };
    Provider provider = m_provider;
    provider.name = m_name->text().trimmed();
    if (m_type->currentIndex() >= 0)
        provider.type = ProviderType(m_type->currentData().toInt());
    provider.baseUrl = m_baseUrl->text().trimmed();
    provider.proxyUrl = m_proxy->text().trimmed();
    provider.caFile = m_caFile->text().trimmed();
    provider.connectTimeout = time(m_provider.connectTimeout, m_connect);
    provider.firstByteTimeout = time(m_provider.firstByteTimeout, m_firstByte);
    provider.idleTimeout = time(m_provider.idleTimeout, m_idle);
    provider.totalTimeout = time(m_provider.totalTimeout, m_total);
    provider.retries = m_retries->value();
    if (m_provider.priority <= m_priority->maximum() || m_priority->value() != m_priority->maximum())
        provider.priority = m_priority->value();
    return provider;
}

bool ConnectionForm::isEdited() const
{
    return m_provider.id != 0 && edited() != m_provider;
}

bool ConnectionForm::check()
{
    const Provider provider = edited();
    const QList<Provider> providers = m_control.configuration().providers;
    const bool isTaken = std::ranges::any_of(providers, [&](const Provider &other) {
        return other.id != provider.id && other.name.compare(provider.name, Qt::CaseInsensitive) == 0;
    });
    QString name;
    if (provider.name.isEmpty())
        name = Tr::tr("Give the provider a name.");
    else if (isTaken)
        name = Tr::tr("There is a provider “%1” already. Choose another name.").arg(provider.name);
    QString address;
    if (provider.type != ProviderType::Simulator)
        address = baseUrlProblem(provider.baseUrl, provider.type, m_control.status().address);
    const QString proxy = proxyProblem(provider.proxyUrl);
    const QString authority = SettingChecks::certificateProblem(provider.caFile);
    FormWidgets::showProblem(m_nameProblem, name, m_name);
    FormWidgets::showProblem(m_baseUrlProblem, address, m_baseUrl);
    FormWidgets::showProblem(m_proxyProblem, proxy, m_proxy);
    FormWidgets::showProblem(m_caProblem, authority, m_caFile);
    return name.isEmpty() && address.isEmpty() && proxy.isEmpty() && authority.isEmpty();
}

void ConnectionForm::updateButtons()
{
    const bool hasEdits = isEdited();
    m_save->setEnabled(hasEdits);
    m_discard->setEnabled(hasEdits);
}

void ConnectionForm::save()
{
    if (check())
        emit saveRequested(edited());
}

} // namespace Gatehouse::Ui
