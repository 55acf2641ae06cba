# Tests of the window. Page tests run offscreen over values in memory.
gatehouse_add_test(ui/tst_overviewpage GUI LINK gatehouse_ui)
gatehouse_add_test(ui/tst_screenshots GUI LINK gatehouse_ui)
