<?php
// MobilePay's discovery document and keys. They are fetched with each consent and each refresh; keep the document for an
// hour, by APCu or the like, if that is too often for you.
declare(strict_types=1);

namespace MobilePay;

final class Discovery
{
    /** @var array<string, mixed>|null */
    private ?array $document = null;

    public function __construct(private readonly string $url)
    {
    }

    /** @return list<mixed> */
    public function keys(): array
    {
        $keys = send($this->document()['jwks_uri'])->json()['keys'] ?? null;
        if (!is_array($keys) || !array_is_list($keys)) {
            throw new AnswerRefused('MobilePay’s keys can’t be read.');
        }
        return $keys;
    }

    /**
     * The document, with its issuer held against the known one and every endpoint against the hosts it may be on.
     * @return array<string, mixed>
     */
    public function document(): array
    {
        if ($this->document === null) {
            $metadata = send($this->url)->json();
            if (($metadata['issuer'] ?? null) !== ISSUER) {
                throw new AnswerRefused('The discovery document names another issuer.');
            }
            foreach (['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as $name) {
                if (!mayBeAt($this->url, $metadata[$name] ?? null)) {
                    throw new AnswerRefused("The discovery document leads elsewhere ($name).");
                }
            }
            $this->document = $metadata;
        }
        return $this->document;
    }
}

/** The hosts are split (admin for browsers, api for servers), so all of MobilePay's are good, and the mock's own. */
function mayBeAt(string $discoveryUrl, mixed $url): bool
{
    $found = is_string($url) ? parse_url($url) : false;
    if (!$found || isset($found['fragment']) || isset($found['user'])) {
        return false;
    }
    $isMobilePays = ($found['scheme'] ?? '') === 'https' && preg_match('/\.mobilepay\.(dk|fi)$/D', $found['host'] ?? '');
    $origin = fn (array $parts) => [$parts['scheme'] ?? '', $parts['host'] ?? '', $parts['port'] ?? null];
    return $isMobilePays || $origin($found) === $origin(parse_url($discoveryUrl));
}
