# The Requests page: its language, its models, and the page itself over rows in memory.
gatehouse_add_test(ui/inspector/tst_requestspage GUI LINK gatehouse_ui SOURCES ${CMAKE_SOURCE_DIR}/tests/ui/inspector/inspectorfakes.h)
