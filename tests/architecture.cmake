# The shape of the project, held by tests.
gatehouse_add_test(architecture/tst_includes)
gatehouse_add_test(architecture/tst_licences)
if(TARGET gatehoused AND TARGET gatehousectl)
    gatehouse_add_test(architecture/tst_headless)
endif()
if(EXISTS "${CMAKE_SOURCE_DIR}/README.md")
    gatehouse_add_test(architecture/tst_spine)
endif()
