# The engine: pure parts with values, the spine on a workbench, the whole over real sockets (integration.cmake).
foreach(test
        accounting/tst_holds
        accounting/tst_limitbook
        accounting/tst_refusal
        pipeline/stages/tst_authenticate
        pipeline/tst_clientrequest
        pipeline/tst_keptobjects
        pipeline/tst_keptresponse
        pipeline/tst_localanswers
        pipeline/tst_originguard
        pipeline/tst_pipeline
        pipeline/tst_streamrelay
        pipeline/tst_surfaces
        pipeline/tst_vendoranswer
        pipeline/tst_vendorrequest
        pipeline/tst_vendortry
        upstream/tst_accesstokens
        upstream/tst_attemptplan
        upstream/tst_healthtable
        upstream/tst_retry
        upstream/tst_storedobjects
        upstream/tst_transport
        upstream/tst_vendorauth
        upstream/simulator/tst_simulatordialects)
    gatehouse_add_test(unit/gateway/${test} LINK gatehouse_gateway)
endforeach()
