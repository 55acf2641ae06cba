# The programs, what they share with the engine, and the simulator vendor.
gatehouse_add_test(unit/gateway/engine/tst_configdocument LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/engine/tst_demofill LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/engine/tst_ownersocket LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/engine/tst_providerprobe LINK gatehouse_gateway gatehouse_test_support)
gatehouse_add_test(unit/gateway/engine/tst_tlsidentity LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/upstream/simulator/tst_simulator LINK gatehouse_gateway)
gatehouse_add_test(integration/app/tst_programs)
add_dependencies(integration_app_tst_programs gatehoused gatehousectl)
