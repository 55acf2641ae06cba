// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/providers/modelchooser.h"

#include "ui/common/buttons.h"
#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"
#include "ui/providers/modelchoicemodel.h"
#include "ui/tr.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace Gatehouse::Ui {

using namespace Qt::StringLiterals;

namespace {

class RowDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {CellDelegate::sizeHint(option, index).width(), Metrics::EditedRow};
    }
};

} // namespace

ModelChooser::ModelChooser(QWidget *parent)
    : QWidget(parent)
    , m_model(new ModelChoiceModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_count(makeSecondary({}, this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(Tr::tr("Find a model"));
    m_search->setAccessibleName(Tr::tr("Find a model"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(u"models.choice"_s);
    m_list->setAccessibleName(Tr::tr("Models of the provider"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_proxy);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new RowDelegate(CellDelegate::Kind::Text, m_list));
    auto *all = makeSmallButton(Tr::tr("All shown"), {}, this);
    auto *none = makeSmallButton(Tr::tr("None"), {}, this);

    auto *bar = new QHBoxLayout;
    bar->setSpacing(Metrics::Gap);
    bar->addWidget(m_search, 1);
    bar->addWidget(all);
    bar->addWidget(none);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    layout->addLayout(bar);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
    connect(m_search, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(all, &QPushButton::clicked, this, [this] { m_model->setAllChosen(shown(), true); });
    connect(none, &QPushButton::clicked, this, [this] { m_model->setAllChosen(m_model->chosen(), false); });
    connect(m_model, &ModelChoiceModel::chosenChanged, this, [this] {
        updateCount();
        emit chosenChanged();
    });
}

void ModelChooser::setModels(const QStringList &models, const QStringList &alreadyOffered)
{
    m_search->clear();
    m_model->setModels(models, alreadyOffered);
}

QStringList ModelChooser::chosen() const
{
    return m_model->chosen();
}

QStringList ModelChooser::shown() const
{
    QStringList names;
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        names.append(m_proxy->index(row, 0).data().toString());
    return names;
}

void ModelChooser::updateCount()
{
    m_count->setText(Tr::tr("%1 of %n model(s) chosen", nullptr, m_model->rowCount()).arg(m_model->chosen().size()));
}

} // namespace Gatehouse::Ui
