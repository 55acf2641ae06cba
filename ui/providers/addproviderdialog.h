// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/core/config/entities.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Gatehouse::Engine {
class Control;
struct ProviderTest;
} // namespace Gatehouse::Engine

namespace Gatehouse::Ui {

class InlineMessage;
class ModelChooser;
struct ProviderPreset;

// Adds a provider in three steps: what kind, how it is reached (with a real test), which of its models. Nothing is
// stored before the last step. GUI only; deletes itself when closed.
class AddProviderDialog final : public QDialog
{
    Q_OBJECT
public:
    AddProviderDialog(Engine::Control &control, QWidget *parent);

    void choosePreset(const ProviderPreset &preset);

signals:
    void added(Gatehouse::EntityId providerId);

private:
    enum Step { GalleryStep, ConnectionStep, ModelsStep };
    [[nodiscard]] QWidget *makeGallery();
    [[nodiscard]] QWidget *makeConnection();
    [[nodiscard]] QWidget *makeModels();
    void showStep(Step step);
    bool check();
    [[nodiscard]] Provider provider() const;
    void test();
    void showTest(const Engine::ProviderTest &test);
    void save();
    void finishSaving(const Result<Configuration> &result);
    void finishCredential(const Result<Configuration> &result);

    Engine::Control &m_control;
    const ProviderPreset *m_preset; // never null
    EntityId m_addedId = 0;
    int m_generation = 0; // of the test: an answer about another address is dropped
    QStackedWidget *m_steps;
    InlineMessage *m_message;
    QPushButton *m_back;
    QPushButton *m_skip;
    QPushButton *m_next;
    QLabel *m_hint = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_nameProblem = nullptr;
    QLineEdit *m_baseUrl = nullptr;
    QLabel *m_baseUrlProblem = nullptr;
    QLabel *m_baseUrlHint = nullptr;
    QLineEdit *m_secret = nullptr;
    QLabel *m_secretProblem = nullptr;
    ModelChooser *m_chooser = nullptr;
    QLineEdit *m_typed = nullptr;
};

} // namespace Gatehouse::Ui
