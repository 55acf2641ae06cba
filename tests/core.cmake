# Tests of gateway/core and resources, in the order of the tree.
foreach(name IN ITEMS
    base/tst_json
    base/tst_jsonreader
    config/tst_changes
    config/tst_entities
    config/tst_settings
    config/tst_snapshot
    llm/tst_golden
    llm/tst_openaianswer
    llm/tst_openairequest
    llm/tst_sse
)
    gatehouse_add_test(unit/gateway/core/${name} LINK gatehouse_core)
endforeach()
foreach(name IN ITEMS tst_pricing tst_tokens)
    gatehouse_add_test(unit/gateway/core/llm/${name} LINK gatehouse_core gatehouse_resources)
endforeach()
