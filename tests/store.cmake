# The store's tests. One line per test program; the path is that of its source below tests/.
gatehouse_add_test(unit/gateway/store/tst_journal LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_latencyhistogram LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_migration LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_objecttable LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_reader LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_secretstore LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_store LINK gatehouse_store)
gatehouse_add_test(unit/gateway/store/tst_writerthread LINK gatehouse_store)
