<?php
// What differs between the mock, the sandbox and production. The code is the same for all three.
declare(strict_types=1);

namespace MobilePay;

/** An identifier, the same in every environment. It is no prefix of any address, so it can't be found by discovery. */
const ISSUER = 'https://api.mobilepay.dk/merchant';

const MOCK = 'http://localhost:4010';

final readonly class Settings
{
    public string $discoveryUrl;
    public string $apiUrl;
    public string $clientId;
    public string $clientSecret;
    public string $redirectUri;
    /** An app of the developer portal: another pair than the client's. */
    public string $apiClientId;
    public string $apiClientSecret;
    /** Where connections are kept; every process of the application shares it. */
    public string $store;

    public function __construct()
    {
        $read = fn (string $name, string $otherwise): string => getenv("MOBILEPAY_$name") ?: $otherwise;
        $document = '/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration';
        $this->discoveryUrl = $read('DISCOVERY_URL', MOCK . $document);
        $this->apiUrl = $read('API_URL', MOCK . '/api.sandbox.mobilepay.dk');
        $this->clientId = $read('CLIENT_ID', 'integrator-local');
        $this->clientSecret = $read('CLIENT_SECRET', 'integrator-local-secret');
        $this->redirectUri = $read('REDIRECT_URI', 'http://localhost:3000/callback');
        $this->apiClientId = $read('API_CLIENT_ID', 'my-app');
        $this->apiClientSecret = $read('API_CLIENT_SECRET', 'my-app-secret');
        $this->store = $read('STORE', 'mobilepay-store');
    }

    public function callbackPath(): string
    {
        return parse_url($this->redirectUri, PHP_URL_PATH) ?: '/';
    }
}
