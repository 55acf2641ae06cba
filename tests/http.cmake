# The HTTP layer.
gatehouse_add_test(fuzz/http/tst_requestparser LINK gatehouse_http LABELS fast fuzz)
gatehouse_add_test(fuzz/http/tst_responseparser LINK gatehouse_http LABELS fast fuzz)
gatehouse_add_test(unit/gateway/http/tst_acceptor LINK gatehouse_http)
gatehouse_add_test(unit/gateway/http/tst_client LINK gatehouse_http)
gatehouse_add_test(unit/gateway/http/tst_epolldispatcher LINK gatehouse_http)
gatehouse_add_test(unit/gateway/http/tst_proxy LINK gatehouse_http)
gatehouse_add_test(unit/gateway/http/tst_roundtrip LINK gatehouse_http)
gatehouse_add_test(unit/gateway/http/tst_server LINK gatehouse_http)
gatehouse_add_test(unit/gateway/http/tst_tls LINK gatehouse_http)

add_executable(httpbench bench/httpbench.cpp)
target_link_libraries(httpbench PRIVATE gatehouse_options gatehouse_http)
