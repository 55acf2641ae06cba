# How every target of Gatehouse is made, and the check that no layer uses what it may not.

# Warnings, defines and sanitizers shared by all targets. The Qt defines forbid the implicit conversions that hide bugs.
add_library(gatehouse_options INTERFACE)
target_include_directories(gatehouse_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(gatehouse_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough
    -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_compile_definitions(gatehouse_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_CONTEXTLESS_CONNECT QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_UP_TO=0x060800)
if(GATEHOUSE_WERROR)
    target_compile_options(gatehouse_options INTERFACE -Werror)
endif()
if(GATEHOUSE_SANITIZE)
    foreach(sanitizer IN LISTS GATEHOUSE_SANITIZE)
        target_compile_options(gatehouse_options INTERFACE -fsanitize=${sanitizer} -fno-omit-frame-pointer)
        target_link_options(gatehouse_options INTERFACE -fsanitize=${sanitizer})
    endforeach()
    # GCC's null-dereference and maybe-uninitialized analyses report false positives in instrumented code.
    target_compile_options(gatehouse_options INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-tsan)
else()
    # GCC 14 sees reads of uninitialised members in moves of std::variant that never happen; the sanitizers see true ones.
    target_compile_options(gatehouse_options INTERFACE -Wno-maybe-uninitialized)
endif()

# One line of the layer table in the top CMakeLists.txt.
function(gatehouse_layer name)
    cmake_parse_arguments(arg "" "" "MAY_USE" ${ARGN})
    set_property(GLOBAL APPEND PROPERTY GATEHOUSE_LAYERS "${name}")
    set_property(GLOBAL PROPERTY "GATEHOUSE_MAY_USE_${name}" "${arg_MAY_USE}")
endfunction()

# Compares what each layer links with what the table allows it; called once when everything is configured.
function(gatehouse_check_layers)
    get_property(layers GLOBAL PROPERTY GATEHOUSE_LAYERS)
    foreach(layer IN LISTS layers)
        if(NOT TARGET ${layer})
            continue()
        endif()
        get_property(allowed GLOBAL PROPERTY "GATEHOUSE_MAY_USE_${layer}")
        set(used "")
        foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
            get_target_property(value ${layer} ${property})
            if(value)
                list(APPEND used ${value})
            endif()
        endforeach()
        foreach(library IN LISTS used)
            string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" library "${library}")
            if(library STREQUAL "gatehouse_options" OR library MATCHES "^\\$<|^::@" OR library IN_LIST allowed)
                continue()
            endif()
            list(JOIN allowed " " allowed_text)
            message(FATAL_ERROR "Layer '${layer}' may not use '${library}'. Allowed: ${allowed_text}")
        endforeach()
    endforeach()
endfunction()
cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL gatehouse_check_layers)

# The headers that nearly every file includes, compiled once per kind of target.
set(GATEHOUSE_PCH_CORE
    <QtCore/QByteArray> <QtCore/QHash> <QtCore/QList> <QtCore/QObject> <QtCore/QString> <QtCore/QDateTime> <QtCore/QTimer>
    <QtCore/QJsonObject> <QtCore/QJsonDocument> <QtCore/QJsonArray> <QtCore/QLoggingCategory>
    <algorithm> <array> <atomic> <chrono> <expected> <functional> <memory> <optional> <span> <string> <string_view> <variant> <vector>)
set(GATEHOUSE_PCH_TEST ${GATEHOUSE_PCH_CORE} <QtTest/QtTest>)
set(GATEHOUSE_PCH_UI ${GATEHOUSE_PCH_CORE} <QtGui/QtGui> <QtWidgets/QtWidgets>)

# A static library of one layer. Sources are added by target_sources or in the call.
function(gatehouse_library name)
    cmake_parse_arguments(arg "" "PCH" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(${name} PUBLIC gatehouse_options ${arg_LINK})
    if(GATEHOUSE_PCH AND arg_PCH)
        target_precompile_headers(${name} PRIVATE ${GATEHOUSE_PCH_${arg_PCH}})
    endif()
endfunction()

# What the sanitizers are told when tests run: stop at the first finding, and which frames of Qt's they cannot see into.
set(GATEHOUSE_TEST_ENVIRONMENT "QT_QPA_PLATFORM=offscreen" "LC_ALL=C.UTF-8")
if("address" IN_LIST GATEHOUSE_SANITIZE)
    list(APPEND GATEHOUSE_TEST_ENVIRONMENT
        "ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1"
        "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0"
        "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1")
elseif("thread" IN_LIST GATEHOUSE_SANITIZE)
    list(APPEND GATEHOUSE_TEST_ENVIRONMENT
        "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp:halt_on_error=1:second_deadlock_stack=1:ignore_noninstrumented_modules=1")
endif()

# One test program: gatehouse_add_test(unit/gateway/core/base/tst_money LINK gatehouse_core [LABELS fast] [ARGS ...]).
# The path is that of the source below tests/, which mirrors the tree.
function(gatehouse_add_test path)
    cmake_parse_arguments(arg "GUI" "TIMEOUT" "LINK;LABELS;SOURCES;ARGS;ENVIRONMENT" ${ARGN})
    string(REPLACE "/" "." name "${path}")
    string(REPLACE "/" "_" target "${path}")
    add_executable(${target} "${CMAKE_SOURCE_DIR}/tests/${path}.cpp" ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_link_libraries(${target} PRIVATE gatehouse_options Qt6::Test ${arg_LINK})
    # Qt's QTRY macros narrow a duration to int where they are used; a source's own options come after the target's.
    set_source_files_properties("${CMAKE_SOURCE_DIR}/tests/${path}.cpp" PROPERTIES COMPILE_OPTIONS -Wno-conversion)
    target_compile_definitions(${target} PRIVATE
        GATEHOUSE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" GATEHOUSE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
        GATEHOUSE_BINARY_DIR="${CMAKE_BINARY_DIR}")
    if(GATEHOUSE_PCH)
        # One shared precompiled header for all tests without a window; the owner is gatehouse_test_pch in tests/CMakeLists.txt.
        # It fits only where the same Qt modules are in use as where it was made.
        if(NOT arg_GUI)
            target_link_libraries(${target} PRIVATE Qt6::Network Qt6::Sql)
            target_precompile_headers(${target} REUSE_FROM gatehouse_test_pch)
        endif()
    endif()
    add_test(NAME ${name} COMMAND ${target} ${arg_ARGS})
    if(NOT arg_LABELS)
        set(arg_LABELS fast)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "${GATEHOUSE_TEST_ENVIRONMENT};${arg_ENVIRONMENT}")
    if(path MATCHES "^fuzz/")
        # The same for a minute each parser, in ./dev test --all.
        add_test(NAME ${name}.minutes COMMAND ${target})
        set_tests_properties(${name}.minutes PROPERTIES LABELS "slow;fuzz" TIMEOUT 1800
            ENVIRONMENT "${GATEHOUSE_TEST_ENVIRONMENT};${arg_ENVIRONMENT};GATEHOUSE_FUZZ_SECONDS=60;QTEST_FUNCTION_TIMEOUT=1800000")
    endif()
endfunction()
