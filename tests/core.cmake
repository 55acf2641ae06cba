# Tests of gateway/core and resources, in the order of the tree.
foreach(name IN ITEMS
    base/tst_error
    base/tst_glob
    base/tst_ids
    base/tst_ipnetwork
    base/tst_json
    base/tst_jsonreader
    base/tst_jsontext
    base/tst_jsontree
    base/tst_jsonwriter
    base/tst_money
    base/tst_multipart
    base/tst_rs256
    base/tst_secret
    base/tst_serviceaccount
    base/tst_sigv4
    base/tst_similar
    config/tst_changes
    config/tst_entities
    config/tst_jsonfields
    config/tst_settings
    config/tst_snapshot
    limits/tst_account
    limits/tst_calendar
    limits/tst_ratewindow
    llm/tst_anthropicmodel
    llm/tst_anthropicschema
    llm/tst_anthropicusage
    llm/tst_chat
    llm/tst_dialect
    llm/tst_errorbody
    llm/tst_factscollector
    llm/tst_filereferences
    llm/tst_finishwords
    llm/tst_framesplitter
    llm/tst_golden
    llm/tst_loss
    llm/tst_members
    llm/tst_meteredevents
    llm/tst_openaianswer
    llm/tst_openaierror
    llm/tst_openaifacts
    llm/tst_openairequest
    llm/tst_openaiusage
    llm/tst_pricelist
    llm/tst_pricematch
    llm/tst_reasoningeffort
    llm/tst_requestfacts
    llm/tst_sse
    llm/tst_servicetier
    llm/tst_surface
    llm/tst_textpieces
    llm/tst_turns
    llm/tst_vendors
)
    gatehouse_add_test(unit/gateway/core/${name} LINK gatehouse_core)
endforeach()
foreach(name IN ITEMS tst_inputtokens tst_pricequote tst_pricing tst_tokens)
    gatehouse_add_test(unit/gateway/core/llm/${name} LINK gatehouse_core gatehouse_resources)
endforeach()
gatehouse_add_test(unit/resources/tst_resources LINK gatehouse_resources)
gatehouse_add_test(fuzz/core/tst_fuzz_core LINK gatehouse_core)

# The recorded traffic of real vendors, for tests of dialects.
add_library(gatehouse_wiredata STATIC support/responsesdata.cpp support/responsesdata.h support/wiredata.cpp support/wiredata.h)
target_compile_definitions(gatehouse_wiredata PRIVATE GATEHOUSE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_link_libraries(gatehouse_wiredata PUBLIC gatehouse_options gatehouse_core)

# One line per dialect's test program.
foreach(name IN ITEMS
    tst_anthropicanswer
    tst_anthropicrequest
    tst_anthropicstream
    tst_awseventstream
    tst_bedrock
    tst_geminianswer
    tst_geminirequest
    tst_cohere
    tst_embeddings
    tst_openaichat
    tst_openaichatstream
    tst_geminischema
    tst_geministream
    tst_geminithinking
    tst_geminiusage
    tst_ollama
    tst_passthrough
    tst_translation
    tst_toolcallid
    tst_responsesanswer
    tst_responsesencoder
    tst_responsesrequest
    tst_responsesstream
    tst_responsesusage
)
    gatehouse_add_test(unit/gateway/core/llm/${name} LINK gatehouse_core gatehouse_wiredata)
endforeach()
gatehouse_add_test(fuzz/core/tst_fuzz_anthropic LINK gatehouse_core gatehouse_wiredata)
gatehouse_add_test(fuzz/core/tst_fuzz_openaichat LINK gatehouse_core gatehouse_wiredata)
gatehouse_add_test(fuzz/core/tst_fuzz_gemini LINK gatehouse_core gatehouse_wiredata)
gatehouse_add_test(fuzz/core/tst_fuzz_responses LINK gatehouse_core gatehouse_wiredata)
