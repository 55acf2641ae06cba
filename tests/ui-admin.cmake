# Clients & Keys, Providers and Settings: their models, and the pages over a gateway in memory.
gatehouse_add_test(ui/clients/tst_clientspage GUI LINK gatehouse_ui)
gatehouse_add_test(ui/providers/tst_providerspage GUI LINK gatehouse_ui)
gatehouse_add_test(ui/settings/tst_settingspage GUI LINK gatehouse_ui)
