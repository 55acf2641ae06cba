// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/gatewaypanel.h"

#include "gateway/engine/control.h"
#include "ui/common/buttons.h"
#include "ui/common/formwidgets.h"
#include "ui/common/inlinemessage.h"
#include "ui/common/theme.h"
#include "ui/settings/settingchecks.h"
#include "ui/settings/settingsstore.h"
#include "ui/tr.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MiB = 1024 * 1024;

QSpinBox *spinBox(int smallest, int largest, const QString &name, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(smallest, largest);
    box->setKeyboardTracking(false); // applied when the number is whole, not digit by digit
    box->setAccessibleName(name);
    box->setFixedWidth(136);
    return box;
}

// A value from the store; not while the user is writing into the field.
void setText(QLineEdit *field, const QString &text)
{
    if (!(field->hasFocus() && field->isModified()))
        field->setText(text);
}

void setValue(QSpinBox *box, int value)
{
    const QSignalBlocker blocker(box);
    if (!box->hasFocus() || box->value() == value)
        box->setValue(value);
}

} // namespace

GatewayPanel::GatewayPanel(SettingsStore &store, QWidget *parent)
    : SettingsPanel(store, Tr::tr("Gateway"), parent)
    , m_address(new QLineEdit(this))
    , m_addressProblem(FormWidgets::problem(this))
    , m_port(spinBox(0, 65535, Tr::tr("Port"), this))
    , m_hosts(new QLineEdit(this))
    , m_hostsProblem(FormWidgets::problem(this))
    , m_origins(new QLineEdit(this))
    , m_originsProblem(FormWidgets::problem(this))
    , m_certificate(new QLineEdit(this))
    , m_certificateProblem(FormWidgets::problem(this))
    , m_key(new QLineEdit(this))
    , m_keyProblem(FormWidgets::problem(this))
    , m_bodyLimit(spinBox(1, 1024, Tr::tr("Largest request"), this))
    , m_inFlight(spinBox(1, 1'000'000, Tr::tr("Requests at a time"), this))
    , m_workers(spinBox(0, 256, Tr::tr("Worker threads"), this))
    , m_drain(spinBox(0, 3600, Tr::tr("Time to finish when stopping"), this))
{
    build();
    connectFields();
    start();
}

void GatewayPanel::build()
{
    m_address->setObjectName(u"settings.address"_s);
    m_port->setObjectName(u"settings.port"_s);
    m_hosts->setObjectName(u"settings.hosts"_s);
    m_certificate->setObjectName(u"settings.certificate"_s);
    m_key->setObjectName(u"settings.key"_s);
    m_port->setSpecialValueText(Tr::tr("any free one"));
    m_workers->setSpecialValueText(Tr::tr("one a core"));
    m_bodyLimit->setSuffix(Tr::tr(" MiB"));
    m_drain->setSuffix(Tr::tr(" s"));
    m_hosts->setPlaceholderText(Tr::tr("None beyond this computer's own"));
    m_origins->setPlaceholderText(Tr::tr("None: web pages cannot call"));
    const QList<std::pair<QLineEdit *, QString>> names = {{m_address, Tr::tr("Listen address")},
                                                          {m_hosts, Tr::tr("Further host names")},
                                                          {m_origins, Tr::tr("Web pages that may call")},
                                                          {m_certificate, Tr::tr("TLS certificate")},
                                                          {m_key, Tr::tr("TLS key")}};
    for (const auto &[field, name] : names)
        field->setAccessibleName(name);

    addSection(Tr::tr("Address"));
    form()->addRow(Tr::tr("Listen address"), FormWidgets::stacked({m_address, m_addressProblem}, this));
    form()->addRow(Tr::tr("Port"), m_port);
    form()->addRow(
        Tr::tr("Further host names"),
        FormWidgets::stacked({m_hosts, m_hostsProblem,
                              makeSecondary(Tr::tr("Names under which clients call, e.g. gateway.example.com."), this)},
                             this));
    form()->addRow(Tr::tr("Web pages that may call"), FormWidgets::stacked({m_origins, m_originsProblem}, this));
    addSection(Tr::tr("Encryption (TLS)"));
    form()->addRow(Tr::tr("Certificate file"), fileRow(m_certificate, m_certificateProblem, Tr::tr("TLS certificate")));
    form()->addRow(Tr::tr("Key file"), fileRow(m_key, m_keyProblem, Tr::tr("TLS key")));
    addSection(Tr::tr("Load"));
    form()->addRow(Tr::tr("Largest request"), m_bodyLimit);
    form()->addRow(Tr::tr("Requests at a time"), m_inFlight);
    form()->addRow(Tr::tr("Worker threads"), m_workers);
    form()->addRow(Tr::tr("Finish when stopping within"), m_drain);
    addResetButton(u"gateway"_s, [](Settings settings) {
        const Settings defaults;
        settings.listenAddress = defaults.listenAddress;
        settings.listenPort = defaults.listenPort;
        settings.allowedHosts = defaults.allowedHosts;
        settings.allowedOrigins = defaults.allowedOrigins;
        settings.tlsCertificateFile = defaults.tlsCertificateFile;
        settings.tlsKeyFile = defaults.tlsKeyFile;
        settings.maxBodyBytes = defaults.maxBodyBytes;
        settings.maxInFlight = defaults.maxInFlight;
        settings.workers = defaults.workers;
        settings.drainGrace = defaults.drainGrace;
        return settings;
    });
}

QWidget *GatewayPanel::fileRow(QLineEdit *field, QLabel *problem, const QString &caption)
{
    auto *choose = makeButton(Tr::tr("Choose…"), u"folder"_s, this);
    auto *line = new QWidget(this);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(field, 1);
    layout->addWidget(choose);
    field->setPlaceholderText(Tr::tr("None: plain HTTP"));
    connect(choose, &QPushButton::clicked, this, [this, field, caption] {
        auto *dialog = new QFileDialog(this, caption, {}, Tr::tr("PEM files (*.pem *.crt *.key);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString &path) {
            field->setText(path);
            applyTls();
        });
        dialog->open();
    });
    return FormWidgets::stacked({line, problem}, this);
}

void GatewayPanel::connectFields()
{
    connect(m_address, &QLineEdit::editingFinished, this, &GatewayPanel::applyAddress);
    connect(m_hosts, &QLineEdit::editingFinished, this, &GatewayPanel::applyHosts);
    connect(m_origins, &QLineEdit::editingFinished, this, &GatewayPanel::applyOrigins);
    connect(m_certificate, &QLineEdit::editingFinished, this, &GatewayPanel::applyTls);
    connect(m_key, &QLineEdit::editingFinished, this, &GatewayPanel::applyTls);
    const auto applies = [this](QSpinBox *box, void (*set)(Settings &, int)) {
        connect(box, &QSpinBox::valueChanged, this, [this, set](int value) {
            message()->clear();
            Settings settings = store().settings();
            set(settings, value);
            store().put(settings);
        });
    };
    applies(m_port, [](Settings &settings, int value) { settings.listenPort = static_cast<quint16>(value); });
    applies(m_bodyLimit, [](Settings &settings, int value) { settings.maxBodyBytes = value * MiB; });
    applies(m_inFlight, [](Settings &settings, int value) { settings.maxInFlight = value; });
    applies(m_workers, [](Settings &settings, int value) { settings.workers = value; });
    applies(m_drain, [](Settings &settings, int value) { settings.drainGrace = std::chrono::seconds(value); });
}

void GatewayPanel::applyAddress()
{
    const QString address = m_address->text().trimmed();
    const QString problem = SettingChecks::addressProblem(address);
    FormWidgets::showProblem(m_addressProblem, problem, m_address);
    if (!problem.isEmpty())
        return;
    m_address->setModified(false);
    Settings settings = store().settings();
    settings.listenAddress = address;
    store().put(settings);
}

void GatewayPanel::applyHosts()
{
    const QStringList hosts = SettingChecks::partsOf(m_hosts->text());
    const QString problem = SettingChecks::hostsProblem(hosts);
    FormWidgets::showProblem(m_hostsProblem, problem, m_hosts);
    if (!problem.isEmpty())
        return;
    m_hosts->setModified(false);
    Settings settings = store().settings();
    settings.allowedHosts = hosts;
    store().put(settings);
}

void GatewayPanel::applyOrigins()
{
    const QStringList origins = SettingChecks::partsOf(m_origins->text());
    const QString problem = SettingChecks::originsProblem(origins);
    FormWidgets::showProblem(m_originsProblem, problem, m_origins);
    if (!problem.isEmpty())
        return;
    m_origins->setModified(false);
    Settings settings = store().settings();
    settings.allowedOrigins = origins;
    store().put(settings);
}

// Certificate and key go together: the first waits for the second.
void GatewayPanel::applyTls()
{
    const QString certificate = m_certificate->text().trimmed();
    const QString key = m_key->text().trimmed();
    QString certificateProblem = SettingChecks::certificateProblem(certificate);
    QString keyProblem = SettingChecks::keyProblem(key);
    const bool isComplete = certificate.isEmpty() == key.isEmpty();
    if (!isComplete && certificate.isEmpty())
        certificateProblem = Tr::tr("Choose the certificate too: key and certificate go together.");
    if (!isComplete && key.isEmpty())
        keyProblem = Tr::tr("Choose the key too: certificate and key go together.");
    FormWidgets::showProblem(m_certificateProblem, certificateProblem, m_certificate);
    FormWidgets::showProblem(m_keyProblem, keyProblem, m_key);
    if (!certificateProblem.isEmpty() || !keyProblem.isEmpty())
        return;
    Settings settings = store().settings();
    settings.tlsCertificateFile = certificate;
    settings.tlsKeyFile = key;
    store().put(settings);
}

void GatewayPanel::show(const Settings &settings)
{
    setText(m_address, settings.listenAddress);
    setText(m_hosts, settings.allowedHosts.join(u", "_s));
    setText(m_origins, settings.allowedOrigins.join(u", "_s));
    // Half of a pair that is not complete yet stays.
    const bool isPairComplete = m_certificate->text().isEmpty() == m_key->text().isEmpty();
    if (isPairComplete || !settings.tlsCertificateFile.isEmpty()) {
        setText(m_certificate, settings.tlsCertificateFile);
        setText(m_key, settings.tlsKeyFile);
    }
    setValue(m_port, settings.listenPort);
    setValue(m_bodyLimit, static_cast<int>(settings.maxBodyBytes / MiB));
    setValue(m_inFlight, settings.maxInFlight);
    setValue(m_workers, settings.workers);
    setValue(m_drain, static_cast<int>(settings.drainGrace.count()));
    updateWarning();
}

void GatewayPanel::discardEdits()
{
    for (const auto &[problem, field] :
         {std::pair(m_addressProblem, m_address), std::pair(m_hostsProblem, m_hosts),
          std::pair(m_originsProblem, m_origins), std::pair(m_certificateProblem, m_certificate),
          std::pair(m_keyProblem, m_key)}) {
        FormWidgets::showProblem(problem, {}, field);
        field->setModified(false); // the settings fill it again
    }
}

void GatewayPanel::updateWarning()
{
    const Settings &settings = store().settings();
    if (!SettingChecks::isLoopback(settings.listenAddress) && settings.tlsCertificateFile.isEmpty()) {
        message()->showMessage(
            Tone::Warning, Tr::tr("Keys and prompts cross the network unencrypted."),
            Tr::tr("Other computers can reach %1. Choose a certificate and its key below.").arg(settings.listenAddress),
            InlineMessage::Closing::Stays);
    } else {
        message()->clear();
    }
}

} // namespace Gatehouse::Ui
