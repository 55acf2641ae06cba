<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Gatehouse</name>
    <message numerus="yes">
        <source>Every model is allowed, also those added later: %n known now.</source>
        <translation>
            <numerusform>Every model is allowed, also those added later: %n known now.</numerusform>
            <numerusform>Every model is allowed, also those added later: %n known now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n known model(s) allowed, and later ones that match.</source>
        <translation>
            <numerusform>%1 of %n known model allowed, and later ones that match.</numerusform>
            <numerusform>%1 of %n known models allowed, and later ones that match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n client(s) match</source>
        <translation>
            <numerusform>%1 of %n client matches</numerusform>
            <numerusform>%1 of %n clients match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>expires in %n day(s)</source>
        <translation>
            <numerusform>expires in %n day</numerusform>
            <numerusform>expires in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>expires in %n hour(s)</source>
        <translation>
            <numerusform>expires in %n hour</numerusform>
            <numerusform>expires in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n key(s) work</source>
        <translation>
            <numerusform>%1 of %n key works</numerusform>
            <numerusform>%1 of %n keys work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s)</source>
        <translation>
            <numerusform>In %n day</numerusform>
            <numerusform>In %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n request(s), 30 days</source>
        <translation>
            <numerusform>%1 in %n request, 30 days</numerusform>
            <numerusform>%1 in %n requests, 30 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n in the badge</source>
        <translation>
            <numerusform>%1, %n in the badge</numerusform>
            <numerusform>%1, %n in the badge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %n hour(s)</source>
        <translation>
            <numerusform>per %n hour</numerusform>
            <numerusform>per %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unpriced</source>
        <translation>
            <numerusform>%n unpriced</numerusform>
            <numerusform>%n unpriced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) selected</source>
        <translation>
            <numerusform>%n request selected</numerusform>
            <numerusform>%n requests selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) listed in %1.</source>
        <translation>
            <numerusform>%n model listed in %1.</numerusform>
            <numerusform>%n models listed in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s) chosen</source>
        <translation>
            <numerusform>%1 of %n model chosen</numerusform>
            <numerusform>%1 of %n models chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n attempt(s) failed in the last 5 minutes</source>
        <translation>
            <numerusform>%1 of %n attempt failed in the last 5 minutes</numerusform>
            <numerusform>%1 of %n attempts failed in the last 5 minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n key(s)</source>
        <translation>
            <numerusform>%1, %2, %n key</numerusform>
            <numerusform>%1, %2, %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n provider(s)</source>
        <translation>
            <numerusform>%n provider</numerusform>
            <numerusform>%n providers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s) in %2</source>
        <translation>
            <numerusform>%1 request in %2</numerusform>
            <numerusform>%1 requests in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>among %1 request(s) in %2</source>
        <translation>
            <numerusform>among %1 request in %2</numerusform>
            <numerusform>among %1 requests in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n budget(s)</source>
        <translation>
            <numerusform>%n budget</numerusform>
            <numerusform>%n budgets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rate limit(s)</source>
        <translation>
            <numerusform>%n rate limit</numerusform>
            <numerusform>%n rate limits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n budget(s) at risk</source>
        <translation>
            <numerusform>%n budget at risk</numerusform>
            <numerusform>%n budgets at risk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n budget(s)</source>
        <translation>
            <numerusform>The one budget</numerusform>
            <numerusform>All %n budgets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n known model(s) denied, and later ones that match.</source>
        <translation>
            <numerusform>%1 of %n known model denied, and later ones that match.</numerusform>
            <numerusform>%1 of %n known models denied, and later ones that match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Works for %n more hour(s)</source>
        <translation>
            <numerusform>Works for %n more hour</numerusform>
            <numerusform>Works for %n more hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Works for %n more day(s)</source>
        <translation>
            <numerusform>Works for %n more day</numerusform>
            <numerusform>Works for %n more days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) without a price were used in the last 30 days.</source>
        <translation>
            <numerusform>%n model without a price was used in the last 30 days.</numerusform>
            <numerusform>%n models without a price were used in the last 30 days.</numerusform>
        </translation>
    </message>
</context>
</TS>
