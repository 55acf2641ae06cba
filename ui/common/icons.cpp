// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <breezeicons.h>

#include <optional>

// Resources of a static library are registered by hand; the macro must stand outside of namespaces.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace Gatehouse::Ui::Icons {

using namespace Qt::StringLiterals;

namespace {

QString sourceFile(const QString &name)
{
    static const bool isRegistered = [] {
        registerIcons();
        return true;
    }();
    Q_UNUSED(isRegistered)
    const QString own = u":/icons/gatehouse/%1.svg"_s.arg(name);
    if (QFile::exists(own))
        return own;
    static const bool hasBreeze = [] {
        BreezeIcons::initIcons();
        return true;
    }();
    Q_UNUSED(hasBreeze)
    for (const auto folder : {"actions"_L1, "status"_L1, "places"_L1, "devices"_L1, "mimetypes"_L1}) {
        const QString path = u":/icons/breeze/"_s + folder + u"/16/"_s + name + u".svg"_s;
        if (QFile::exists(path))
            return path;
    }
    return {};
}

// The drawing with its one colour replaced. Ours are drawn in #010203; Breeze's name their text colour in a style
// sheet.
QByteArray recoloured(const QString &name, const QColor &colour)
{
    QFile file(sourceFile(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    const QByteArray hex = colour.name().toLatin1();
    svg.replace("#010203", hex);
    svg.replace("#232629", hex);
    return svg;
}

QPixmap rendered(const QString &name, const QColor &colour, const QSize &size)
{
    const QString key =
        u"gatehouse/%1/%2/%3x%4"_s.arg(name, colour.name(QColor::HexArgb)).arg(size.width()).arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(recoloured(name, colour));
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

// Asks for the colour when it paints, so that icons made once follow the scheme.
class Engine final : public QIconEngine
{
public:
    enum class Ground : quint8 { Surface, Primary };
    Engine(const QString &name, std::optional<Tone> tone, Ground ground)
        : m_name(name)
        , m_tone(tone)
        , m_ground(ground)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        Icons::paint(painter, rect, m_name, colour(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(m_name, colour(mode), size);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        QPixmap result = rendered(m_name, colour(mode), size);
        result.setDevicePixelRatio(scale);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new Engine(m_name, m_tone, m_ground); }
    [[nodiscard]] bool isNull() override { return sourceFile(m_name).isEmpty(); }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode) const
    {
        const Colours &colours = Colours::current();
        if (mode == QIcon::Disabled)
            return colours.hint;
        if (m_ground == Ground::Primary)
            return colours.primaryText;
        return m_tone ? colours.toneText(*m_tone) : colours.text;
    }

    QString m_name;
    std::optional<Tone> m_tone;
    Ground m_ground;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon(new Engine(name, std::nullopt, Engine::Ground::Surface));
}

QIcon icon(const QString &name, Tone tone)
{
    return QIcon(new Engine(name, tone, Engine::Ground::Surface));
}

QIcon iconOnPrimary(const QString &name)
{
    return QIcon(new Engine(name, std::nullopt, Engine::Ground::Primary));
}

void paint(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour)
{
    const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap pixmap = rendered(name, colour, (rect.size() * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

QString glyphName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return {};
    case Tone::Ok:
        return u"ok"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Error:
        return u"error"_s;
    case Tone::Blocked:
        return u"blocked"_s;
    case Tone::Cached:
        return u"cached"_s;
    case Tone::Info:
        return u"info"_s;
    }
    return {};
}

} // namespace Gatehouse::Ui::Icons
