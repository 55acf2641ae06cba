# Real client libraries against the real program. The packages are fetched once and kept in the user's cache.
find_program(NODE_PROGRAM node)
if(NODE_PROGRAM AND TARGET gatehoused AND TARGET gatehousectl)
    set(clients_environment "GATEHOUSE_BINARY_DIR=${CMAKE_BINARY_DIR}" ${GATEHOUSE_TEST_ENVIRONMENT})
    add_test(NAME clients.install COMMAND "${NODE_PROGRAM}" "${CMAKE_CURRENT_SOURCE_DIR}/clients/run.mjs" install)
    set_tests_properties(clients.install PROPERTIES LABELS fast TIMEOUT 300 FIXTURES_SETUP client_packages)
    foreach(suite simulator aimock recorded refusals)
        add_test(NAME clients.${suite} COMMAND "${NODE_PROGRAM}" "${CMAKE_CURRENT_SOURCE_DIR}/clients/run.mjs" ${suite})
        set_tests_properties(clients.${suite} PROPERTIES LABELS fast TIMEOUT 300 FIXTURES_REQUIRED client_packages
            ENVIRONMENT "${clients_environment}")
    endforeach()
    # Every library against every vendor: three tests, so that they can run beside each other. Without MATRIX_KIND, all.
    # Four minutes together: ./dev test --all.
    foreach(kind recorded simulator aimock)
        add_test(NAME clients.matrix.${kind}
            COMMAND "${NODE_PROGRAM}" "${CMAKE_CURRENT_SOURCE_DIR}/clients/run.mjs" matrix)
        set_tests_properties(clients.matrix.${kind} PROPERTIES LABELS slow TIMEOUT 600 FIXTURES_REQUIRED client_packages
            ENVIRONMENT "${clients_environment};MATRIX_KIND=${kind}")
    endforeach()
endif()
