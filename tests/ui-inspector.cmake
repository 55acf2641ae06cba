# The Requests page: its language, its models, and the page itself over rows in memory.
set(inspector_fakes "${CMAKE_SOURCE_DIR}/tests/ui/inspector/inspectorfakes.h")
gatehouse_add_test(ui/inspector/tst_requestspage GUI LINK gatehouse_ui SOURCES ${inspector_fakes})
gatehouse_add_test(unit/ui/inspector/body/tst_bodytext GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/inspector/body/tst_conversation GUI LINK gatehouse_models gatehouse_wiredata)
gatehouse_add_test(unit/ui/inspector/filter/tst_filtermatcher GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/inspector/filter/tst_filterparser GUI LINK gatehouse_models)
gatehouse_add_test(unit/ui/inspector/tst_inspectormodels GUI LINK gatehouse_models SOURCES ${inspector_fakes})
