// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
// gatehouse: the window, with the engine inside it, or attached to one that runs already.
#include "app/bootstrap.h"
#include "app/commandline.h"
#include "app/configimport.h"
#include "app/exitcode.h"
#include "app/ownedgateway.h"
#include "app/screenshots.h"
#include "app/signalhandler.h"
#include "gateway/engine/demofill.h"
#include "gateway/engine/demotraffic.h"
#include "gateway/engine/remotecontrol.h"
#include "gateway/store/reader.h"
#include "ui/common/storequestions.h"
#include "ui/mainwindow.h"

#include <kdsingleapplication.h>

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Gatehouse::App {

namespace {

constexpr qint64 DemoRequests = 60'000; // a month of the demo's company
constexpr auto AttachTimeout = 5s;

// The gateway that the window shows: of this process, or of another one that owns the store.
struct ShownGateway {
    std::unique_ptr<OwnedGateway> owned;
    std::unique_ptr<Engine::RemoteControl> remote;

    [[nodiscard]] Engine::Control &control() const
    {
        return owned ? static_cast<Engine::Control &>(owned->control()) : *remote;
    }
};

Result<ShownGateway> openGateway(const QString &dataDirectory, const Engine::ServeOptions &options)
{
    ShownGateway shown;
    auto owned = OwnedGateway::open(dataDirectory, options, Watch::Always);
    if (owned) {
        shown.owned = *std::move(owned);
        return shown;
    }
    if (owned.error().kind != ErrorKind::StoreLocked)
        return std::unexpected(owned.error());
    auto remote = Engine::RemoteControl::attach(dataDirectory, AttachTimeout);
    if (!remote) // whoever owns the store does not listen: who it is says more than that
        return std::unexpected(remote.error().kind == ErrorKind::NotFound ? owned.error() : remote.error());
    shown.remote = *std::move(remote);
    return shown;
}

// The demo's store is filled once.
Result<void> fillWhenEmpty(const QString &dataDirectory, const Clock &clock)
{
    if (auto reader = Store::Reader::open(dataDirectory)) {
        GH_TRY(const auto count, (*reader)->countRequests({}, 1));
        if (count > 0)
            return {};
    }
    return Engine::fillDemoStore({.dataDirectory = dataDirectory, .requests = DemoRequests, .clock = &clock})
        .transform([](const Engine::DemoFilled &) {});
}

// Serves, and ends in order: what runs may end, then the program does. A second request to end does not wait.
class Session final : public QObject
{
public:
    Session(ShownGateway &shown, const ServeArguments &arguments)
        : m_shown(shown)
        , m_arguments(arguments)
    {
        connect(&m_signals, &SignalHandler::endRequested, this, &Session::end);
        connect(&m_signals, &SignalHandler::reloadRequested, this, &Session::takeDocument);
        connect(qApp, &QGuiApplication::lastWindowClosed, this, &Session::end);
        if (m_shown.owned)
            connect(&m_shown.owned->control(), &Engine::LocalControl::servingStopped, this,
                    [] { QCoreApplication::exit(0); });
    }

    void start()
    {
        if (!m_arguments.configFile.isEmpty())
            takeDocument();
        if (!m_shown.owned)
            return;
        auto &control = m_shown.owned->control();
        control.startServing();
        const auto status = control.status();
        if (status.state == Engine::EngineState::Serving)
            print(u"ready %1\n"_s.arg(status.address));
        else // the window says so, too, and offers what helps
            reportNote(status.message);
    }

private:
    void end()
    {
        const bool isServing = m_shown.owned && m_shown.owned->control().status().state == Engine::EngineState::Serving;
        if (std::exchange(m_isEnding, true) || !isServing)
            QCoreApplication::exit(0);
        else
            m_shown.owned->control().stopServing();
    }

    void takeDocument()
    {
        if (m_arguments.configFile.isEmpty())
            return;
        importDocument(m_shown.control(), m_arguments.configFile, Engine::Unnamed::Keep, actor(u"import"_s),
                       [](const Result<QStringList> &result) {
                           if (!result)
                               reportNote(result.error().message + u" The configuration is as it was.");
                       });
    }

    ShownGateway &m_shown;
    const ServeArguments &m_arguments;
    SignalHandler m_signals;
    bool m_isEnding = false;
};

QString instanceName(const QString &dataDirectory)
{
    const auto hash = QCryptographicHash::hash(dataDirectory.toUtf8(), QCryptographicHash::Sha256).first(8).toHex();
    return u"gatehouse-"_s + QString::fromLatin1(hash);
}

void raise(QWidget &window)
{
    window.show();
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.raise();
    window.activateWindow();
}

// The window over a gateway, until it is closed.
int show(ShownGateway &shown, const ServeArguments &arguments, const Clock &clock, KDSingleApplication &instance)
{
    Ui::Theme theme;
    for (const auto &setting : shown.control().configuration().settings) {
        if (setting.name == "window.appearance"_L1)
            theme.setAppearance(Ui::appearanceFromName(setting.value.toString()));
    }
    if (!arguments.appearance.isEmpty())
        theme.setAppearance(Ui::appearanceFromName(arguments.appearance));
    Ui::StoreQuestions questions(shown.control().queries());
    Ui::MainWindow window({.control = shown.control(), .questions = questions, .clock = clock}, theme);
    QObject::connect(&instance, &KDSingleApplication::messageReceived, &window, [&window] { raise(window); });
    window.show();
    if (!arguments.page.isEmpty())
        window.showPage(u"page." + arguments.page);

    Session session(shown, arguments);
    session.start();
    Engine::DemoTraffic traffic(shown.control(), clock);
    if (arguments.demo && shown.owned)
        traffic.start();
    Screenshots screenshots(
        window, theme,
        {.directory = arguments.screenshots, .page = arguments.page, .appearance = arguments.appearance});
    if (!arguments.screenshots.isEmpty()) {
        QObject::connect(&screenshots, &Screenshots::finished, &window, [](bool isComplete) {
            QCoreApplication::exit(static_cast<int>(isComplete ? ExitCode::Ok : ExitCode::Failed));
        });
        QMetaObject::invokeMethod(&screenshots, &Screenshots::start, Qt::QueuedConnection);
    }
    return QApplication::exec();
}

int run(int argc, char **argv)
{
    if (const auto prepared = prepareProcess(u"gatehouse"_s); !prepared)
        return reportError(prepared.error());
    auto arguments = readServeArguments(Program::Window, argc, argv);
    if (!arguments)
        return arguments.error();
    QApplication application(argc, argv);
    nameApplication(u"gatehouse"_s);
    QApplication::setDesktopFileName(u"org.gatehouse.Gatehouse"_s);
    QTranslator plurals;
    if (plurals.load(u":/i18n/gatehouse_en.qm"_s))
        QApplication::installTranslator(&plurals);
    QApplication::setQuitOnLastWindowClosed(false); // what runs may end first

    const Engine::SystemClock clock;
    QTemporaryDir pictures; // pictures are always of a fresh store
    const bool isDrawing = !arguments->screenshots.isEmpty();
    if (arguments->demo)
        arguments->dataDirectory = QDir(isDrawing ? pictures.path() : arguments->dataDirectory).filePath(u"demo"_s);
    if ((arguments->demo || isDrawing) && !arguments->serve.listenPort)
        arguments->serve.listenPort = 0;
    KDSingleApplication instance(instanceName(arguments->dataDirectory),
                                 KDSingleApplication::Option::IncludeUsernameInSocketName);
    if (!instance.isPrimaryInstance()) {
        instance.sendMessage("raise");
        return static_cast<int>(ExitCode::Ok);
    }
    if (arguments->demo) {
        if (const auto filled = fillWhenEmpty(arguments->dataDirectory, clock);
            !filled && filled.error().kind != ErrorKind::StoreLocked)
            return reportError(filled.error());
    }
    auto shown = openGateway(arguments->dataDirectory, arguments->serve);
    if (!shown)
        return reportError(shown.error());
    if (shown->owned) {
        for (const auto &notice : shown->owned->notices())
            reportNote(notice);
    }
    return show(*shown, *arguments, clock, instance);
}

} // namespace

} // namespace Gatehouse::App

int main(int argc, char **argv)
{
    return Gatehouse::App::run(argc, argv);
}
