# The real programs over real sockets on 127.0.0.1 and stores in temporary directories.
gatehouse_library(gatehouse_test_support
    LINK Qt6::Core Qt6::Network Qt6::Test
    SOURCES
        support/fakeupstream.cpp support/fakeupstream.h
        support/gatewayprocess.cpp support/gatewayprocess.h
        support/rawclient.cpp support/rawclient.h
)
target_compile_definitions(gatehouse_test_support PRIVATE GATEHOUSE_BINARY_DIR="${CMAKE_BINARY_DIR}")

if(TARGET gatehoused AND TARGET gatehousectl)
    gatehouse_add_test(integration/tst_budgets LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_crash LINK gatehouse_test_support TIMEOUT 300 ENVIRONMENT GATEHOUSE_CRASH_ROUNDS=5)
    gatehouse_add_test(integration/tst_frontdoor LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_limits LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_lifecycle LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_passthrough LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_secrets LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_serviceaccounts LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_surfaces LINK gatehouse_test_support TIMEOUT 300)
    gatehouse_add_test(integration/tst_vendors LINK gatehouse_test_support TIMEOUT 600)

    # The same crash test over fifty rounds: ./dev test --all.
    add_test(NAME integration.tst_crash.fifty COMMAND integration_tst_crash)
    set_tests_properties(integration.tst_crash.fifty PROPERTIES LABELS slow TIMEOUT 1800
        ENVIRONMENT "${GATEHOUSE_TEST_ENVIRONMENT};GATEHOUSE_CRASH_ROUNDS=50;QTEST_FUNCTION_TIMEOUT=1700000")
endif()
