# Tests of the window. Page tests run offscreen over values in memory.
gatehouse_add_test(ui/tst_overviewpage GUI LINK gatehouse_ui)
gatehouse_add_test(ui/tst_screenshots GUI LINK gatehouse_ui)
gatehouse_add_test(unit/ui/common/tst_formats GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/common/tst_pagedmodel GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/common/tst_seriescolours GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/common/tst_sidebarmodel GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/dashboard/tst_budgetrisk GUI LINK gatehouse_ui)
gatehouse_add_test(unit/ui/dashboard/tst_overviewmodels GUI LINK gatehouse_models)
