<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Gatehouse</name>
    <message>
        <source>unpriced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>denied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>provider error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gateway error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Gatehouse uses this store. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store was written by a newer Gatehouse. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store is damaged. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store cannot be read or written. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not there any more. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting is not valid. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider cannot be reached. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider did not answer in time. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n in the badge</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>15 m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 6 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not authenticated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first token p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p99</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client %1, active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client %1, disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spend, 30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests, 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expires in %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>expires in %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Public id %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a model&apos;s name or a pattern such as gpt-*.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model&apos;s name has no spaces. Enter one name or pattern at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no model)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed (%2): no more tries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed (%2): waited %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed (%2): next target at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed client %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed provider %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authenticate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy, request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First byte in to last byte out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input, read from cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input, written to cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input, cached for an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input, audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output, reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output, audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requested model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cached tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reasoning tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finish reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>user agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>streamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not streamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>priced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exactly %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at least %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 under %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at most %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 containing %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” anywhere in the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name or public id of the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>team of the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model asked for or used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>provider that answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok, error, 429, 5xx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in and out together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens read from the provider&apos;s cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to the last byte, 800ms or 5s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time to the first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tries at providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tools were offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images were sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no = unpriced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chat_completions, embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end user named by the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2h, 14:00, 2026-11-19</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“!” alone means nothing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pattern has no closing “/”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A condition is missing at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This “)” closes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not belong here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many brackets inside each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This “(” is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no order; use “:”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“~” looks inside names; “%1” is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A time can only be a bound; use “:”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is missing after “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pattern is not valid: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not an amount of dollars such as $0.05.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” needs a unit: ms, s, m or h.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a duration such as 800ms, 5s or 2m.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a status: ok, error, 429, 5xx.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a state: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is neither yes nor no.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a time such as 2h, 14:00 or 2026-11-19.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pattern can be compared with names only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a number such as 100 or 2k.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requested model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key rejected by %1%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not permit this%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not know this address or model%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 limits the rate%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has a fault of its own%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host name of %1 is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not accept connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy to %1 does not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of %1 is not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 broke off its answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gave an answer that cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rejected the request%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the key under Credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the account&apos;s balance and rights at the vendor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the base URL, version part included, and the model&apos;s name there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, raise the limit at the vendor, or add a second key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, or let a second provider offer the same models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling of the base URL and this computer&apos;s network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the server runs and that host and port are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a private authority name its CA file under Connection. Check the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the proxy&apos;s address, name and password under Connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network, or raise the time-outs under Connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link-local and metadata addresses are never called. Use another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it stays, a proxy between may close connections early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the base URL is that of an OpenAI-compatible interface.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read what the vendor said; the request or the model&apos;s name is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read what the vendor said, then test the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offered already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI-compatible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n key(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 attempts failed in the last 5 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No attempt in the last 5 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No traffic in the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours: %1 requests, %2 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests are sent here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request is sent here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95, 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors, 5 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model %1, on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model %1, off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients ask for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider gets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it with: llama-server --port 8081. Its usual port 8080 is Gatehouse&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ollama must be running on this computer. It needs no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn on the server in LM Studio under Developer. It needs no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key is needed only when vLLM was started with --api-key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity may not list its models. If so, enter their names yourself, for example sonar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any server that speaks OpenAI&apos;s interface. The address includes the version part, usually /v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the server&apos;s address, for example https://api.example.com/v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an address. It looks like https://api.example.com/v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address must begin with https:// or http://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address must end with its path, without ? or #.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave name and password out of the address. The key has a field of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out /chat/completions: the gateway adds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is Gatehouse&apos;s own address. Requests would go round in a circle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter an address. 127.0.0.1 serves this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an IP address. 127.0.0.1 serves this computer, 0.0.0.0 the network too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out http://: only the name, for example gateway.example.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a host name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not an origin. It looks like https://app.example.com, without a path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds no certificate in PEM form (BEGIN CERTIFICATE).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds no private key in PEM form, or one with a password, which cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 — Gatehouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop serving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start serving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway does not serve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the gateway of this window and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter of this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address that clients call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the store again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the time range of this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow what happens, or hold still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sidebar with names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show names or only icons in the sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate&amp;way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start serving, or finish what runs and stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Gatehouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Gatehouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Gatehouse %1&lt;/b&gt;&lt;p&gt;An AI gateway you can see.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version of the Qt libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients &amp; Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address %1, copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; req/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;–&lt;/b&gt; today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest: %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the names of the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only the icons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway does not serve yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first request on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It appears here and in Requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens in, %2 out    %3    %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No traffic yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point a client at this gateway. Three lines are enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key, shown once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that exist cannot be shown again. A new one is made for the first client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key for client Ǐirst client”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy these lines with the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy fills in the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The simulator answers for now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a vendor inside Gatehouse: it makes up answers, counts tokens and costs nothing. No text leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a provider…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown this once. Only a hash is kept, so a lost key is replaced, not recovered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOUR-KEY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied, with the key filled in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: show the numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow what happens, or hold still (Ctrl+Shift+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests by outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spend per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>per %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>per %1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These figures are not up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spend per model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spend per provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>— previous %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency p50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n unpriced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 pp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model or pattern, e.g. gpt-* or claude-sonnet-4.6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow a model or pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models that can be called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not allow %1 any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Every model is allowed, also those added later: %n known now.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n known model(s) allowed, and later ones that match.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app or person that calls, e.g. code-review-bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content kept of requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep requests and answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep no content, only figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the client a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a client “%1” already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys expiring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unused 30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New client…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client is an app or person that calls the gateway. Each has keys of its own, and its spend is counted apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add client…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The removal failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name, team or note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No client selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a client to see its usage, keys and access.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n client(s) match</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Spend, 30 d: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted client “%1” with its keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted key “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients by team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key is what the client sends with each request. It is shown once, when it is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete key</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n key(s) work</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>New key for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it will be used, e.g. production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>On a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This time has passed. Choose a later one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops working on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works until it is disabled or deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key was not made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is shown once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it now: it is stored as a hash and cannot be shown again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a program uses the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy with the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved to %1, readable by you alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage by model, 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No requests in the last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this client spends appears here with its first request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n request(s), 30 days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Pretty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first %1 of %2; longer bodies are cut (setting content.max_bytes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold earlier messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier messages: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens, estimated: the share of this message in all tokens sent, by its length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens, as the provider counted them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio (%1), not played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vector of %1 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vector of %1 numbers: %2 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1 more characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning, %1 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image at %1 (not fetched)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image (%1, %2) that cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 × %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This request is still in flight. Its content is stored when it ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content was not stored: the content level of client %1 is “none” (Clients &amp; Keys). Tokens, cost and times are kept all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content was not stored: requests without a valid key leave none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no content: it was never sent, or it is older than the days that content is kept (Settings, content.days).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost &amp;&amp; tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 via %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A body was longer than what is kept of one (setting content.max_bytes); the rest is missing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, asked for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, first token %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, streamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$ a million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No price is known for this model, so its cost is unknown, not zero. A price of your own can be set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing reached a provider; nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens as the provider counted them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens were counted here: the provider gave no numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price of that version is not in this program any more; the amount stands as it was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests, %2 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1–%2
%3 requests, %4 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show new requests at the top as they come (Ctrl+Shift+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter, e.g. cost&gt;$0.05 status:error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expensive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower than 95 of 100 requests in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Costs %1 and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widen to 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted by time, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1–%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 requests in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>among %1 requests in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The requests cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store is being searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 of %1 requests in this range match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request in this range matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing came in this range. Requests appear here while they run; Overview has a line to try it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue without test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vendors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer or network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI-compatible…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names or patterns, separated by commas; * offers every model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models to offer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the key: it is stored sealed and never shown again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None needed, or as set at the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys are made at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the provider a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a provider “%1” already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) listed in %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No model is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick some, or write * to offer every model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider was not added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider was added, but its key was not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy looks like http://proxy.example.com:3128 or socks5://127.0.0.1:1080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to the first byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time between two parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: connect directly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CA file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among providers of the same model the lowest number is tried first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First byte within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole answer within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key. Local servers need none; a vendor refuses requests without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys at the provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label of the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label, e.g. prod-a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key was not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend of the 24 h column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models of the provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s) chosen</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose from list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or pattern, e.g. gpt-*; * offers every model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer the chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is offered already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 for its models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the list of models: costs nothing (Ctrl+T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing failed in the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed attempts appear here with their cause and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures, 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built in: answers are made up on this computer, nothing leaves it and nothing costs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n attempt(s) failed in the last 5 minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Last at %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add provider…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A provider is a vendor, or a server of your own, that answers the requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name, type or address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The providers&apos; history cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted provider “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed key “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n provider(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gatehouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>development build</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location of the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Survive a power cut, not only a crash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check integrity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> KiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept of each body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bodies are kept for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: a power cut can lose the last seconds; a crash loses nothing. On: each commit waits for the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content of requests and answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures and money are kept for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every page and index was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Back it up, then restore an earlier backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to finish when stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any free one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one a core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None beyond this computer&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: web pages cannot call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further host names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web pages that may call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names under which clients call, e.g. gateway.example.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption (TLS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish when stopping within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: plain HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.key);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the certificate too: key and certificate go together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the key too: certificate and key go together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and prompts cross the network unencrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other computers can reach %1. Choose a certificate and its key below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes apply at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tr</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
