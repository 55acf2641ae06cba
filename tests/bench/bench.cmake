# The programs of ./dev bench: a vendor and clients that cost next to nothing, so that what is measured is the gateway.
foreach(program mockvendor loadgenerator)
    add_executable(bench_${program} bench/${program}.cpp)
    target_link_libraries(bench_${program} PRIVATE gatehouse_options)
    set_target_properties(bench_${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/bench")
endforeach()
