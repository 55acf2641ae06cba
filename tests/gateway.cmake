# The engine: pure parts with values, the spine on a workbench, the whole over real sockets.
gatehouse_add_test(unit/gateway/upstream/tst_attemptplan LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/upstream/tst_healthtable LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/upstream/tst_retry LINK gatehouse_gateway)
gatehouse_add_test(unit/gateway/upstream/tst_transport LINK gatehouse_gateway)
