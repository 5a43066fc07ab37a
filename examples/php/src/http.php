<?php
// Requests to MobilePay. Proxy and trusted CAs are curl's: HTTPS_PROXY, and curl.cainfo in php.ini.
declare(strict_types=1);

namespace MobilePay;

/** No answer of MobilePay comes near it. */
const MOST_BYTES = 1_000_000;

final readonly class Answer
{
    public function __construct(public int $status, private string $body)
    {
    }

    /** @return array<string, mixed> empty where it is no JSON object */
    public function json(): array
    {
        $document = json_decode($this->body, true);
        return is_array($document) ? $document : [];
    }
}

/**
 * @param list<string> $headers
 * @param array<string, string>|null $form posted where there is one
 */
function send(string $url, array $headers = [], #[\SensitiveParameter] ?array $form = null): Answer
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_CONNECTTIMEOUT => 5,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
        // A redirect would carry the client's secret to wherever it leads.
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_NOPROGRESS => false,
        CURLOPT_XFERINFOFUNCTION => fn ($curl, int $size, int $received): int => max($size, $received) > MOST_BYTES ? 1 : 0,
        CURLOPT_HTTPHEADER => ['Accept: application/json', ...$headers],
    ]);
    if ($form !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, http_build_query($form));
    }
    $body = curl_exec($curl);
    if (!is_string($body)) {
        throw new MobilePayError('MobilePay can’t be reached (' . curl_strerror(curl_errno($curl)) . ').');
    }
    return new Answer(curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $body);
}
